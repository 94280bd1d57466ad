"""Answers to questions: what the clauses say, what follows, and what is said where none does."""
