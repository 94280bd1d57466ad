"""What becomes of a delivery whose sending failed: a pure decision, one row a failure.

| failure | new state |
|---|---|
| never left (refused connection, no bearer) | ready, after a growing wait |
| 429 | ready after Retry-After; no attempt is spent |
| 401, 408, 412, 425 | ready, after a growing wait |
| 403, 404 | blocked: tried hourly, until somebody mends the destination |
| 413 | dead: the same message can never be taken |
| every other 3xx and 4xx | blocked as well: a proxy or the service may come to its senses |
| time-out, reset, 5xx | a first post is uncertain; an update may simply be sent again |

Of an e-mail:

| failure | new state |
|---|---|
| no connection, no TLS, broken off before DATA; any 4xx | ready, after a growing wait |
| 552, too large | dead |
| every other 5xx (no such mailbox, password refused, policy) | blocked |
| broken off or timed out from DATA on | uncertain: sent again with the same Message-ID |
"""

from bot.connector import ConnectorError, NeverSent, Refused
from bot.mail import MailError, MailRefused, MailUncertain
from storage.records import DeliveryState, NotSent

FIRST_WAIT_SECONDS = 2.0
LONGEST_WAIT_SECONDS = 300.0
UNCERTAIN_WAIT_SECONDS = 30.0
DEFAULT_RETRY_AFTER_SECONDS = 5.0
_PASSING = {401, 408, 412, 425}
_TOO_LARGE = 413
_PACED = "paced"
_MAIL_TOO_LARGE = 552
LONGEST_RETRY_AFTER_SECONDS = 3600.0


def after(error: ConnectorError, attempt: int, *, repeatable: bool) -> NotSent:
    """Decide by the error and the number of this attempt (from 1).

    `repeatable` tells that sending the same again does no harm, as with an update.
    """
    asked = min(error.retry_after or 0.0, LONGEST_RETRY_AFTER_SECONDS)
    wait = asked or min(FIRST_WAIT_SECONDS * 2 ** (attempt - 1), LONGEST_WAIT_SECONDS)
    if error.status == 429:
        wait = asked or DEFAULT_RETRY_AFTER_SECONDS
        return _not_sent(DeliveryState.READY, error, wait, spends_attempt=False)
    if isinstance(error, NeverSent) or error.status in _PASSING:
        return _not_sent(DeliveryState.READY, error, wait)
    if isinstance(error, Refused):
        dead = error.status == _TOO_LARGE
        return _not_sent(DeliveryState.DEAD if dead else DeliveryState.BLOCKED, error)
    if repeatable:
        return _not_sent(DeliveryState.READY, error, wait)
    return _not_sent(DeliveryState.UNCERTAIN, error, max(wait, UNCERTAIN_WAIT_SECONDS))


def paced(wait: float) -> NotSent:
    """Put off a send that would go faster than its destination's pace; it spends no attempt."""
    return NotSent(
        state=DeliveryState.READY, reason=_PACED, wait_seconds=wait, spends_attempt=False
    )


def is_paced(result: NotSent) -> bool:
    """Tell whether a send was put off for its pace alone: nothing is wrong with the channel."""
    return result.reason == _PACED


def after_email(error: MailError, attempt: int) -> NotSent:
    """Decide by the error and the number of this attempt (from 1)."""
    wait = min(FIRST_WAIT_SECONDS * 2 ** (attempt - 1), LONGEST_WAIT_SECONDS)
    match error:
        case MailUncertain():
            return _not_sent(DeliveryState.UNCERTAIN, error, max(wait, UNCERTAIN_WAIT_SECONDS))
        case MailRefused(code=code) if code >= 500:
            dead = code == _MAIL_TOO_LARGE
            return _not_sent(DeliveryState.DEAD if dead else DeliveryState.BLOCKED, error)
    return _not_sent(DeliveryState.READY, error, wait)


def _not_sent(
    state: DeliveryState,
    error: ConnectorError | MailError,
    wait: float = 0.0,
    *,
    spends_attempt: bool = True,
) -> NotSent:
    return NotSent(
        state=state, reason=error.reason, wait_seconds=wait, spends_attempt=spends_attempt
    )
