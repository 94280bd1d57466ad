"""The Teams app package: what it holds, and what is refused before anybody uploads it."""
