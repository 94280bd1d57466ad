"""Sends what the outbox holds: what goes where, how fast, and what becomes of a failure."""
