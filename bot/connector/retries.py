"""When a request is tried again: a pure decision, so that a table can test it."""

from bot.connector.errors import ConnectorError, NeverSent, Refused, Uncertain

MAX_TRIES = 4
TOTAL_SECONDS = 15.0
FIRST_PAUSE_SECONDS = 0.25
BUSY = frozenset({502, 503, 504})


def pause_before_retry(error: ConnectorError, tries: int, elapsed: float) -> float | None:
    """Return how many seconds to wait before trying again; None to give up.

    `tries` is how often it was tried, `elapsed` the seconds since the first try. This is for
    replies and for requests that are harmless to repeat: an answer that comes twice is better
    than none. A delivery is never repeated in this way, see Connector.send_once.
    """
    if tries >= MAX_TRIES or not _worth_repeating(error, tries):
        return None
    backoff = FIRST_PAUSE_SECONDS * 2.0 ** (tries - 1)
    pause = backoff if error.retry_after is None else max(error.retry_after, backoff)
    return pause if elapsed + pause < TOTAL_SECONDS else None


def _worth_repeating(error: ConnectorError, tries: int) -> bool:
    match error:
        case Refused():
            return error.status == 429
        case Uncertain(status=None):
            # A pooled connection that the service closed at this very moment: once only.
            return error.detail == "disconnected" and tries == 1
        case Uncertain():
            return error.status in BUSY
        case NeverSent():
            return error.detail == "no-connection"
    return False
