"""What the bot asks of storage: one protocol a store, every method a whole transaction.

Implemented twice, by `storage.memory` and by the SQL stores (SQLite and PostgreSQL); one contract
suite, `tests/contracts/`, holds for all of them.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from storage.records import (
    Actor,
    CaseForTeam,
    ClaimedDelivery,
    ConversationKey,
    Decision,
    DeliveryState,
    KeptConversation,
    KeptQuestion,
    NewQuestion,
    NewReport,
    Receipt,
    ReportStatus,
    Settlement,
    TriageChannel,
)

Clock = Callable[[], datetime]


class Conversations(Protocol):
    """Conversation states, and which activities have been processed."""

    async def load(self, key: ConversationKey, activity: str) -> KeptConversation:
        """Read a state, and whether `activity` (its id; may be empty) was processed before."""

    async def save(self, key: ConversationKey, document: str, etag: int, activity: str) -> int:
        """Write a state and mark the activity processed; return the new etag.

        Raises StateConflict where another writer came first, AlreadyProcessed where the activity
        was marked before; nothing is written then.
        """

    async def forget_old(self, states_before: datetime, activities_before: datetime) -> None:
        """Delete states untouched and activity marks made since before the given times."""


class Casework(Protocol):
    """Reports, the cases that they belong to, and what the team does with these."""

    async def submit(self, report: NewReport) -> Receipt:
        """Store report, case event and delivery together, or nothing.

        A report about a post with an open case joins that case. The same `submission` again
        returns the first receipt. Also readies the reporter's notice of delivery, due a little
        later than the card, so that a receipt that already says "delivered" can call it off.
        """

    async def call_off_notice(self, reference: str) -> None:
        """Call off a report's notice of delivery, because its receipt said so already."""

    async def reports_of(self, person: str) -> Sequence[ReportStatus]:
        """All reports of one person, newest first."""

    async def case(self, reference: str) -> CaseForTeam:
        """Return one case; its reference may be typed carelessly. Raises UnknownCase."""

    async def take(self, reference: str, actor: Actor, cause: str) -> CaseForTeam:
        """Make the actor the case's owner; each reporter gets a notice, the card an update.

        `cause` (the activity's id) makes doing it twice harmless. Raises UnknownCase,
        AlreadyTaken (by another), AlreadyDecided, or NeedsSecondHandler where the actor reported
        it.
        """

    async def decide(
        self, reference: str, actor: Actor, decision: Decision, cause: str
    ) -> CaseForTeam:
        """Record the owner's decision; reporters get a notice, the card an update.

        Raises as `take`, and NotTaken where nobody has taken the case.
        """


class Outbox(Protocol):
    """Deliveries, sent by whoever holds their lease."""

    async def due(self, limit: int) -> Sequence[UUID]:
        """Ids of deliveries to be tried now, oldest first.

        Ready, uncertain or blocked ones whose wait is over, and those whose lease ran out.
        """

    async def claim(self, delivery: UUID, lease: timedelta) -> ClaimedDelivery | None:
        """Take the lease; None where it is not due, is done, or another holds it.

        A delivery whose earlier lease ran out comes back with `may_repeat`.
        """

    async def settle(self, claimed: ClaimedDelivery, settlement: Settlement) -> DeliveryState:
        """Record what came of a try, if the lease is still held; return the state.

        A case card's arrival marks the reports that it showed as delivered. A later version of the
        card that was readied meanwhile stays ready. Raises UnknownDelivery.
        """

    async def unblock(self) -> None:
        """Make every blocked delivery due now, since a destination may have been mended."""

    async def state(self, delivery: UUID) -> DeliveryState:
        """Return the state of one delivery. Raises UnknownDelivery."""


class TriageChannels(Protocol):
    """The one confirmed channel of Internal Communications, where no setting names it."""

    async def confirmed(self) -> TriageChannel | None:
        """Return the channel, None where none is confirmed."""

    async def confirm(self, channel: TriageChannel, by: str) -> None:
        """Keep the channel; `by` is the operator, kept as a pseudonym."""


class UnansweredQuestions(Protocol):
    """Questions that the policy owner should see, kept without who asked (docs/decisions/0009)."""

    async def keep(self, question: NewQuestion) -> None:
        """Keep a question, with the day and no time; the same id again changes nothing."""

    async def forget(self, question: UUID) -> None:
        """Delete a question by its id; one that is not there is forgotten already."""

    async def all(self) -> Sequence[KeptQuestion]:
        """Return every question that is kept, oldest day first."""

    async def forget_old(self, before: date) -> None:
        """Delete the questions that were kept on days before this one."""


class Stores(Protocol):
    """All stores, over one database."""

    conversations: Conversations
    casework: Casework
    outbox: Outbox
    triage_channels: TriageChannels
    questions: UnansweredQuestions

    async def close(self) -> None:
        """Let go of the database."""
