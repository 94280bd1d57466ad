"""Nothing acknowledged is lost, and nothing is sent twice unmarked, whatever is killed or cut."""
