"""One turn, whole, and what is remembered of it."""
