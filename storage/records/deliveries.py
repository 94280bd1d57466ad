"""What is sent, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import Field, JsonValue

from storage.records.base import Record
from storage.records.cases import CaseEvent, CaseForTeam
from storage.records.digests import Digest
from storage.records.reports import QuestionForReporter, ReportStatus


class DeliveryKind(StrEnum):
    """What a delivery carries.

    CASE_CARD and CASE_LINE go to the team's channel: the card, and one line in the card's thread.
    CASE_EMAIL goes to the team by e-mail: a case as it stands, for the report that it tells of.
    DIGEST and DIGEST_EMAIL are the daily digest, in the channel and by e-mail.
    DEPUTY_NOTICE goes to the deputy, with nothing but a case's reference. A NOTICE_ goes to one
    reporter.
    """

    CASE_CARD = "case-card"
    CASE_LINE = "case-line"
    CASE_EMAIL = "case-email"
    DIGEST = "digest"
    DIGEST_EMAIL = "digest-email"
    DEPUTY_NOTICE = "deputy-notice"
    NOTICE_DELIVERED = "notice-delivered"
    NOTICE_TAKEN = "notice-taken"
    NOTICE_QUESTION = "notice-question"
    NOTICE_OUTCOME = "notice-outcome"


class DeliveryState(StrEnum):
    """`ready → sending → done | uncertain | blocked | dead`; see docs/decisions on delivery."""

    READY = "ready"
    SENDING = "sending"
    DONE = "done"
    UNCERTAIN = "uncertain"
    BLOCKED = "blocked"
    DEAD = "dead"
    CALLED_OFF = "called-off"


class SecondChannel(Record):
    """That the team is reached by e-mail as well: in parallel, or once a card cannot be delivered.

    `domain` is what ids of messages end with.
    """

    domain: str
    in_parallel: bool = False


class ClaimedDelivery(Record):
    """A delivery under lease: this process alone may send it until the lease runs out.

    What goes to the team or the deputy carries the case's `reference`. A card carries `case`, and
    `card_activity` where it was posted before and is now to be updated. A line carries its `event`,
    and the `card_activity` that it answers. A notice carries the reporter's own `report` and
    `conversation` (a conversation reference), one of a question the `question` too. An e-mail
    carries `case` or `digest`, and the `message_id` and `dated` that every try to send it has in
    common.
    `may_repeat` tells that an earlier try may have arrived unnoticed. `lease` numbers the leases of
    this delivery: settling goes by it.
    """

    id: UUID
    kind: DeliveryKind
    attempt: int
    lease: int = 0
    may_repeat: bool = False
    reference: str = ""
    case: CaseForTeam | None = None
    card_activity: str = ""
    event: CaseEvent | None = None
    report: ReportStatus | None = None
    question: QuestionForReporter | None = None
    conversation: dict[str, JsonValue] = Field(default_factory=dict)
    digest: Digest | None = None
    message_id: str = ""
    dated: datetime | None = None


class Sent(Record):
    """The destination took the message; `activity` is its id there."""

    outcome: Literal["sent"] = "sent"
    activity: str


class NotSent(Record):
    """The destination did not take the message.

    `state` is READY (try again after `wait_seconds`), UNCERTAIN (it may have arrived), BLOCKED
    (not until somebody mends the destination; tried hourly), DEAD (never) or CALLED_OFF (needless).
    `spends_attempt` is false where the destination only asked to wait. `reason` is a code for the
    log and the operator, without content.
    """

    outcome: Literal["not-sent"] = "not-sent"
    state: DeliveryState
    reason: str
    wait_seconds: float = 0.0
    spends_attempt: bool = True


class StuckDelivery(Record):
    """A blocked or dead delivery, for the operator: codes and times, nothing of what it carries.

    `tried_next` is None for a dead one, which is tried no more unless it is requeued.
    """

    id: UUID
    kind: DeliveryKind
    state: DeliveryState
    reason: str
    attempts: int
    waits_since: datetime
    tried_next: datetime | None


@dataclass(frozen=True, slots=True)
class Backlog:
    """The outbox at a moment: deliveries by state, and since when those to be sent have waited.

    `oldest` has only the states in which something waits. A notice that is held back until its card
    has arrived does not count; what was tried in vain and is put off does.
    """

    counts: Mapping[DeliveryState, int]
    oldest: Mapping[DeliveryState, datetime]

    def lag(self, now: datetime) -> timedelta:
        """Return for how long the oldest of them has waited."""
        return max((now - since for since in self.oldest.values()), default=timedelta())


Settlement = Sent | NotSent
