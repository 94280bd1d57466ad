"""Whole conversations: HTTP in with real tokens, messages and cards out to a stub connector."""
