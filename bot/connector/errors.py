"""What can become of a request to the Bot Connector service that did not succeed.

The three classes answer the one question that a delivery has: can the message have arrived?
`reason` is a code for logs and operators ("refused-403:BotNotInConversationRoster",
"uncertain:timeout"), without anything that was sent.
"""


class ConnectorError(Exception):
    """The message was not sent, or nobody can tell.

    `status` is the HTTP status, None where there was no answer. `retry_after` is how many seconds
    the service asked to wait, None where it did not say.
    """

    kind = "failed"

    def __init__(
        self, detail: str = "", *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        answered = self.kind if status is None else f"{self.kind}-{status}"
        self.reason = f"{answered}:{detail}" if detail else answered
        self.detail = detail
        self.status = status
        self.retry_after = retry_after
        super().__init__(self.reason)


class NeverSent(ConnectorError):
    """The request did not leave: no connection, no bearer, or an address that is not trusted."""

    kind = "never-sent"


class BearerUnavailable(NeverSent):
    """The bot could not get its own token, so nothing was sent."""


class Refused(ConnectorError):
    """The service answered that it did not take the message (3xx or 4xx, 429 among them)."""

    kind = "refused"


class Uncertain(ConnectorError):
    """The request left and may have arrived: a timeout, a dropped connection or a 5xx answer."""

    kind = "uncertain"
