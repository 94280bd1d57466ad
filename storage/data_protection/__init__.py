"""Sealing, keys, the audit, retention, subject access and erasure."""
