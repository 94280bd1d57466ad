"""The Teams app package: its template, icons and languages, how it is built and checked.

Knows no chat, no SQL and no HTTP. `python -m manifest` is its command line.
"""
