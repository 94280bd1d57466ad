"""The sentence encoder's files, and how they were made (`export`, run by `make encoder` alone)."""
