"""The plain models of what is kept: passed in and out of the stores, and read by dialogs.

Two views of a report are kept apart by type. `NewReport` and `ReportStatus` belong to the reporter;
`CaseForTeam` is all that Internal Communications may see, and has no place for a reporter's
identity but `shared_name`, filled only where the reporter chose to share it.
All times are aware and in UTC.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, JsonValue


class Record(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ConversationKey(Record):
    """Whose conversation a state belongs to; two people in one group chat have a state each."""

    tenant: str
    channel: str
    conversation: str
    person: str


class KeptConversation(Record):
    """A conversation's state as it was read.

    `document` is the state's JSON, empty when there is none yet. `etag` is the number of the
    version that was read, 0 when there is none. `seen` tells that the activity asked about has
    been processed before.
    """

    document: str = ""
    etag: int = 0
    seen: bool = False


class PostAddress(Record):
    """Which Yammer post: its network, thread and message ids, as far as they are known."""

    network: str = ""
    thread: str
    message: str = ""


class Reporter(Record):
    """Who reports. Never leaves storage but to send this person a message.

    `person` is the directory object id (or the channel's user id where there is none);
    `conversation` is the conversation reference of their one-to-one chat with the bot.
    """

    person: str
    name: str
    conversation: dict[str, JsonValue]


class NewReport(Record):
    """A report as its reporter sent it.

    `submission` makes sending it twice harmless. `principle` is a clause id of a listed principle,
    or "code", "something-else" or "not-sure".
    """

    submission: UUID
    reporter: Reporter
    link: str = ""
    post: PostAddress | None = None
    principle: str
    account: str
    seen_when: str = ""
    own_post: bool = False
    share_name: bool = False
    policy_version: str


class Receipt(Record):
    """What the reporter is told: their reference, and the delivery that carries the case's card."""

    reference: str
    card_delivery: UUID
    repeated: bool = False


class CaseStatus(StrEnum):
    """Where a case stands, derived from its events."""

    NEW = "new"
    TAKEN = "taken"
    DECIDED = "decided"


class DecisionKind(StrEnum):
    """What Internal Communications may decide about a post."""

    HARD = "hard"
    SOFT = "soft"
    NOT_A_BREACH = "not-a-breach"
    NOT_OURS = "not-ours"
    CANNOT_TELL = "cannot-tell"


class EventKind(StrEnum):
    """What can happen to a case."""

    REPORTED = "reported"
    TAKEN = "taken"
    DECIDED = "decided"


class Audience(StrEnum):
    """Who hears of an event, besides the team's own card: the team only, or reporters too."""

    TEAM = "team"
    REPORTER = "reporter"
    NOBODY = "nobody"


class Actor(Record):
    """A member of Internal Communications who acts on a case."""

    person: str
    name: str


class Decision(Record):
    """A decision on a case, with the clause it rests on and the reason in the team's words."""

    kind: DecisionKind
    principle: str = ""
    reason: str = ""


class CaseEvent(Record):
    """One entry of a case's append-only thread."""

    kind: EventKind
    at: datetime
    actor_name: str = ""
    decision: Decision | None = None


class ReportForTeam(Record):
    """A report as Internal Communications see it."""

    at: datetime
    principle: str
    account: str
    seen_when: str
    own_post: bool
    shared_name: str = ""


class CaseForTeam(Record):
    """A case as Internal Communications see it; `version` counts its events."""

    reference: str
    version: int
    status: CaseStatus
    opened_at: datetime
    link: str
    reports: tuple[ReportForTeam, ...]
    events: tuple[CaseEvent, ...]
    owner: str = ""
    decision: Decision | None = None
    policy_version: str


class ReportStatus(Record):
    """What a reporter may know of their own report."""

    reference: str
    submitted_at: datetime
    delivered_at: datetime | None
    status: CaseStatus
    decision: DecisionKind | None = None


class DeliveryKind(StrEnum):
    """What a delivery carries: the case's card to the team, or a notice to one reporter."""

    CASE_CARD = "case-card"
    NOTICE_DELIVERED = "notice-delivered"
    NOTICE_TAKEN = "notice-taken"
    NOTICE_DECIDED = "notice-decided"


class DeliveryState(StrEnum):
    """`ready → sending → done | uncertain | blocked | dead`; see docs/decisions on delivery."""

    READY = "ready"
    SENDING = "sending"
    DONE = "done"
    UNCERTAIN = "uncertain"
    BLOCKED = "blocked"
    DEAD = "dead"
    CALLED_OFF = "called-off"


class ClaimedDelivery(Record):
    """A delivery under lease: this process alone may send it until the lease runs out.

    A case card carries `case`, and `card_activity` where the card was posted before and is now
    to be updated. A notice carries the reporter's own `report` and `conversation` (a conversation
    reference).
    `may_repeat` tells that an earlier try may have arrived unnoticed. `lease` numbers the leases of
    this delivery: settling goes by it.
    """

    id: UUID
    kind: DeliveryKind
    attempt: int
    lease: int = 0
    may_repeat: bool = False
    case: CaseForTeam | None = None
    card_activity: str = ""
    report: ReportStatus | None = None
    conversation: dict[str, JsonValue] = {}


class Sent(Record):
    """The destination took the message; `activity` is its id there."""

    outcome: Literal["sent"] = "sent"
    activity: str


class NotSent(Record):
    """The destination did not take the message.

    `state` is READY (try again after `wait_seconds`), UNCERTAIN (it may have arrived), BLOCKED
    (not until somebody mends the destination; tried hourly) or DEAD (never).
    `spends_attempt` is false where the destination only asked to wait. `reason` is a code for the
    log and the operator, without content.
    """

    outcome: Literal["not-sent"] = "not-sent"
    state: DeliveryState
    reason: str
    wait_seconds: float = 0.0
    spends_attempt: bool = True


Settlement = Sent | NotSent


class WhyKept(StrEnum):
    """Why a question is kept for the policy owner: it had no answer, or one that did not help."""

    UNANSWERED = "unanswered"
    UNHELPFUL = "unhelpful"


class NewQuestion(Record):
    """A question to be kept for the policy owner. It has no place for who asked.

    `id` makes keeping it twice harmless. `words` are the question's, names and the like masked.
    `closest` is the id of the clause that came nearest, empty for none.
    """

    id: UUID
    words: str
    why: WhyKept
    closest: str = ""


class KeptQuestion(Record):
    """A question as the policy owner sees it; `day` is when it was kept, and no time is known."""

    words: str
    why: WhyKept
    closest: str
    day: date


class TriageChannel(Record):
    """The Internal Communications channel that receives the cases."""

    team: str
    channel: str
    tenant: str
    service_url: str
