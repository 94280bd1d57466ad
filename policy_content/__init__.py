"""The policy itself: its words, and the pure functions over them. Knows no chat, no SQL, no HTTP."""
