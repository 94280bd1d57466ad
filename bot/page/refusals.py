"""Why the page is not shown: each becomes a sentence on a page of the same look."""


class PageRefused(Exception):
    """Something is not shown: a sentence for the person, a status, and a code for the log."""

    def __init__(self, status: int, sentence: str, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.sentence = sentence
        self.why = why


class SignInFirst(Exception):
    """Nobody is signed in. The browser is sent to where that is done."""
