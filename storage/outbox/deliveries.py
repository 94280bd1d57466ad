"""The life of a delivery, as pure steps from one row to the next; every store takes them.

`ready → sending(lease) → done | uncertain | blocked | dead`. A case has one card delivery for all
its versions, so that a card is posted once and only updated from then on. A case's new event
readies its card again, whatever became of the last version.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from storage.errors import NotStuck
from storage.records import (
    ClaimedDelivery,
    DeliveryKind,
    DeliveryState,
    NotSent,
    Sent,
    Settlement,
    StuckDelivery,
)

NOTICE_AFTER = timedelta(seconds=5)
"""How long a notice of delivery waits for the receipt to say the same and call it off."""

BLOCKED_FOR = timedelta(hours=1)
"""How long a blocked delivery rests before it is tried again."""

MOST_ATTEMPTS = 20
"""After so many spent attempts a delivery is blocked: tried hourly, never silently dropped."""

STUCK = frozenset({DeliveryState.BLOCKED, DeliveryState.DEAD})

STAYS = ("refused-429", "paced", "unreadable", "not-made")
"""How the reasons begin for which a delivery waits though its destination was mended."""

WAITING = frozenset({DeliveryState.READY, DeliveryState.UNCERTAIN, DeliveryState.BLOCKED})
UNSENT = WAITING | {DeliveryState.SENDING}


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of the outbox.

    `held` keeps a notice of delivery back until its card has arrived. `claims` counts leases, and
    tells a live one from a lost one. `spent` counts attempts since the last success. `uncertain`
    tells that an earlier try may have arrived unnoticed. `waits_since` is when what it now carries
    was readied (without it, when it is due first): the order of sending. A digest has no
    `case`, and its number for an `event`. `wanted_version`,
    `sent_version` and `card_activity` are the card's: the version to show, the version shown, and
    the posted message. `message_id` is an e-mail's, which is dated when it began to wait.
    """

    id: UUID
    kind: DeliveryKind
    case: UUID | None
    report: UUID | None
    event: int
    due_at: datetime
    state: DeliveryState = DeliveryState.READY
    held: bool = False
    lease_until: datetime | None = None
    claims: int = 0
    spent: int = 0
    uncertain: bool = False
    wanted_version: int = 0
    sent_version: int = 0
    card_activity: str = ""
    reason: str = ""
    waits_since: datetime | None = None
    message_id: str = ""

    def __post_init__(self) -> None:
        """Remember when it was due first, since `due_at` moves on with every wait."""
        if self.waits_since is None:
            object.__setattr__(self, "waits_since", self.due_at)

    @property
    def its_case(self) -> UUID:
        """The case that it tells of. Raises ValueError for a digest, which tells of many."""
        if self.case is None:
            raise ValueError("a delivery without a case")
        return self.case

    @property
    def may_repeat(self) -> bool:
        """Whether sending it now could show it twice; updating a posted card never does."""
        return self.uncertain and not self.card_activity


def is_due(row: Delivery, now: datetime, early: timedelta = timedelta(0)) -> bool:
    """Tell whether somebody may try it now, or (where clocks differ) so much too early."""
    if row.state is DeliveryState.SENDING:
        return lease_ran_out(row, now)
    return waits(row) and row.due_at <= now + early


def lease_ran_out(row: Delivery, now: datetime) -> bool:
    """Tell whether the one who was sending it has not come back in time."""
    return row.lease_until is not None and row.lease_until <= now


def claimed(row: Delivery, now: datetime, lease: timedelta) -> Delivery:
    """Put a due delivery under lease. A lease that ran out has spent its attempt."""
    lost = row.state is DeliveryState.SENDING
    return replace(
        row,
        state=DeliveryState.SENDING,
        lease_until=now + lease,
        claims=row.claims + 1,
        spent=row.spent + lost,
        uncertain=row.uncertain or lost,
    )


def bare(row: Delivery, **content: Any) -> ClaimedDelivery:
    """Return a delivery under lease with what it carries."""
    values: dict[str, Any] = {"card_activity": row.card_activity} | content
    if row.message_id:
        values |= {"message_id": row.message_id, "dated": row.waits_since}
    return ClaimedDelivery(
        id=row.id,
        kind=row.kind,
        attempt=row.spent + 1,
        lease=row.claims,
        may_repeat=row.may_repeat,
        **values,
    )


def waits(row: Delivery) -> bool:
    """Tell whether it is to be sent by itself, now or when it is due."""
    return row.state in WAITING and not row.held


def hurried(row: Delivery, now: datetime) -> Delivery:
    """Have a delivery that failed tried now, since its destination may have been mended.

    One that was asked to wait keeps waiting, and so does one whose failure was its own.
    """
    failed_there = bool(row.reason) and not row.reason.startswith(STAYS)
    return replace(row, due_at=now) if waits(row) and failed_there and row.due_at > now else row


def requeued(row: Delivery, now: datetime) -> Delivery:
    """Ready a blocked or dead delivery again, as the operator asked. Raises NotStuck."""
    if row.state not in STUCK:
        raise NotStuck
    return replace(row, state=DeliveryState.READY, due_at=now, spent=0)


def stuck_delivery(row: Delivery) -> StuckDelivery:
    """Return what an operator may know of a delivery: nothing of what it carries."""
    return StuckDelivery(
        id=row.id,
        kind=row.kind,
        state=row.state,
        reason=row.reason,
        attempts=row.spent,
        waits_since=row.waits_since or row.due_at,
        tried_next=None if row.state is DeliveryState.DEAD else row.due_at,
    )


def put_off(row: Delivery, now: datetime) -> Delivery:
    """Block a delivery whose record cannot be read; it is tried again like every blocked one."""
    unreadable = NotSent(state=DeliveryState.BLOCKED, reason="unreadable", spends_attempt=False)
    return _missed(row, row.wanted_version, unreadable, now)


def settled(row: Delivery, version: int, settlement: Settlement, now: datetime) -> Delivery:
    """Record what came of a try to send `version` (of a card; 0 for a notice)."""
    match settlement:
        case Sent():
            return _arrived(row, version, settlement.activity, now)
        case NotSent():
            return _missed(row, version, settlement, now)


def raised(row: Delivery, version: int, now: datetime) -> Delivery:
    """Want a newer version of a card shown.

    One that was shown, or was given up, is ready at once. One that waits keeps its wait: the
    destination asked for it.
    """
    if row.state in {DeliveryState.DONE, DeliveryState.DEAD}:
        ready = DeliveryState.READY
        return replace(row, wanted_version=version, state=ready, due_at=now, waits_since=now)
    return replace(row, wanted_version=version)


def shown_anew(row: Delivery, now: datetime) -> Delivery:
    """Have a card shown again, though nothing new happened: some of it was erased.

    One that is just being sent shows what is gone: it is sent again when its lease is over, and
    what comes of the try under way does not count.
    """
    if row.state is DeliveryState.SENDING:
        due_at = row.lease_until or now
        ready = replace(row, state=DeliveryState.READY, due_at=due_at, lease_until=None)
        return replace(ready, claims=row.claims + 1, uncertain=True)
    if row.state in {DeliveryState.DONE, DeliveryState.DEAD}:
        return replace(row, state=DeliveryState.READY, due_at=now, waits_since=now)
    return row


def doubted(row: Delivery, now: datetime) -> Delivery:
    """Take what was not sent as possibly sent: the record is older than what happened.

    After a backup was restored, what was sent since it was taken is not known to be. It is looked
    up, or sent marked as a possible repeat; a card that is known to be posted is updated in place.
    """
    if row.state not in {*WAITING, DeliveryState.SENDING}:
        return row
    state = DeliveryState.UNCERTAIN
    unsure = replace(row, state=state, uncertain=True, due_at=now, lease_until=None)
    return replace(unsure, claims=row.claims + 1)


def called_off(row: Delivery, now: datetime) -> Delivery:
    """Call off a notice, unless it was sent or is just being sent."""
    lost = row.state is DeliveryState.SENDING and lease_ran_out(row, now)
    if row.state in WAITING or lost:
        return replace(row, state=DeliveryState.CALLED_OFF, lease_until=None)
    return row


def _arrived(row: Delivery, version: int, activity: str, now: datetime) -> Delivery:
    is_card = row.kind is DeliveryKind.CASE_CARD
    newer = row.wanted_version > version
    return replace(
        row,
        state=DeliveryState.READY if newer else DeliveryState.DONE,
        due_at=now if newer else row.due_at,
        waits_since=now if newer else row.waits_since,
        lease_until=None,
        spent=0,
        # A card that came without an id cannot be updated: the next one may be a second card.
        uncertain=is_card and not activity,
        sent_version=version,
        card_activity=activity if is_card else "",
        reason="",
    )


def _missed(row: Delivery, version: int, settlement: NotSent, now: datetime) -> Delivery:
    spent = row.spent + settlement.spends_attempt
    state, wait = settlement.state, timedelta(seconds=settlement.wait_seconds)
    if state is DeliveryState.DEAD and row.wanted_version > version:
        state = DeliveryState.READY
    if state in {DeliveryState.READY, DeliveryState.UNCERTAIN} and spent >= MOST_ATTEMPTS:
        state = DeliveryState.BLOCKED
    if state is DeliveryState.BLOCKED:
        wait = max(wait, BLOCKED_FOR)
    return replace(
        row,
        state=state,
        due_at=now + wait,
        lease_until=None,
        spent=spent,
        uncertain=row.uncertain or settlement.state is DeliveryState.UNCERTAIN,
        reason=settlement.reason,
    )
