"""Taking a report of a potential Yammer breach, until it was sent (clause yammer.report)."""
