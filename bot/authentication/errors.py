"""Why a caller was not believed. The docstrings are the messages, and tell a forger nothing."""


class AuthenticationError(Exception):
    """The caller could not be authenticated.

    `why` is a fixed code for the log; it never holds anything that the caller sent.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Unauthenticated(AuthenticationError):
    """The caller is not who they must be. The answer is 401."""


class KeysUnavailable(AuthenticationError):
    """The keys that tokens are checked with cannot be had just now. The answer is 503."""
