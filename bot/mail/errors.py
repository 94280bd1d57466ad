"""How sending an e-mail can fail; bot.deliveries.settlement decides what comes of the delivery."""


class MailError(Exception):
    """The server did not take the e-mail. `reason` is a code, without content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MailNeverSent(MailError):
    """It failed before anything of the e-mail was handed over."""


class MailUncertain(MailError):
    """It failed while the e-mail was handed over: the server may have taken it."""


class MailRefused(MailError):
    """The server answered with a refusal: `code` is 4xx (for now) or 5xx (for good)."""

    def __init__(self, code: int) -> None:
        super().__init__(f"smtp-{code}")
        self.code = code
