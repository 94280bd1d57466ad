"""What a digest holds, and which deliveries carry it. Pure; for every store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from storage.outbox.deliveries import UNSENT, Delivery
from storage.records import CaseStatus, DeliveryKind, DeliveryState, Digest, DigestedCase

LATE = timedelta(minutes=10)
"""After how long a delivery that still waits counts as late."""

KEPT = 30
"""How many digests are kept, with their deliveries."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A case that has events which no digest has told of.

    `told` counts the events that one has, `events` all of them. `by_somebody` and `closing` are the
    places of the last event that is no reminder, and of the last closing.
    """

    id: UUID
    reference: str
    status: CaseStatus
    told: int
    events: int
    by_somebody: int
    closing: int


@dataclass(frozen=True, slots=True)
class Troubles:
    """How many deliveries were given up, and how many wait for too long."""

    dead: int
    late: int


def digest_of(day: date, moved: Sequence[Moved], last: int, troubles: Troubles) -> Digest:
    """Make the digest of cases in the order of their opening; `last` is the number before them."""
    news = [case for case in moved if not case.told]
    closed = [
        case for case in moved if case.status is CaseStatus.CLOSED and case.closing > case.told
    ]
    changed = [
        case for case in moved if case.told and case.by_somebody > case.told and case not in closed
    ]
    return Digest(
        day=day,
        opened=tuple(
            DigestedCase(reference=case.reference, number=number)
            for number, case in enumerate(news, last + 1)
        ),
        changed=tuple(case.reference for case in changed),
        closed=tuple(case.reference for case in closed),
        last=last + len(news),
        dead=troubles.dead,
        late=troubles.late,
    )


def troubles_of(rows: Sequence[tuple[DeliveryState, datetime, bool]], now: datetime) -> Troubles:
    """Count troubles among deliveries, each with its state, since when it waits, and if held."""
    dead = sum(state is DeliveryState.DEAD for state, _, _ in rows)
    late = sum(state in UNSENT and not held and since <= now - LATE for state, since, held in rows)
    return Troubles(dead, late)


def digest_deliveries(
    number: int, at: datetime, ids: tuple[UUID, UUID], domain: str | None
) -> list[Delivery]:
    """Return the deliveries of a digest: to the channel, and by e-mail where there is a domain."""
    to_channel, by_email = ids
    rows = [Delivery(to_channel, DeliveryKind.DIGEST, None, None, number, at)]
    if domain is not None:
        message_id = f"<{by_email}@{domain}>"
        kind = DeliveryKind.DIGEST_EMAIL
        rows.append(Delivery(by_email, kind, None, None, number, at, message_id=message_id))
    return rows
