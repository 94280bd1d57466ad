"""What stops local running. The message is for the person who started it."""


class LocalRunError(Exception):
    """The bot cannot be run here just now."""
