"""The daily digest in memory."""

from datetime import date

from storage.cases.digesting import (
    KEPT,
    Moved,
    Troubles,
    digest_deliveries,
    digest_of,
    troubles_of,
)
from storage.cases.thread import status_of
from storage.memory.shelf import CaseRow, Shelf
from storage.outbox.deliveries import Delivery
from storage.records import Digest, EventKind


def so_far(shelf: Shelf, day: date) -> Digest:
    """Return what the next digest would tell by now."""
    latest = shelf.digests.get(max(shelf.digests, default=0))
    moved = [_moved(case) for case in _waiting(shelf)]
    return digest_of(day, moved, latest.last if latest else 0, _troubles(shelf))


def begin(shelf: Shelf, day: date) -> None:
    """Count the cases that are there before the first digest, and send nothing."""
    if not shelf.digests:
        _keep(shelf, 1, day)


def write(shelf: Shelf, day: date, domain: str | None) -> bool:
    """Write the digest of a day, unless it was written, or there is none to follow on from."""
    number = max(shelf.digests, default=0)
    if not number or shelf.digests[number].day >= day:
        return False
    _keep(shelf, number + 1, day)
    ids = shelf.new_id(), shelf.new_id()
    for row in digest_deliveries(number + 1, shelf.now(), ids, domain):
        shelf.deliveries[row.id] = row
    _prune(shelf, number + 1 - KEPT)
    return True


def _keep(shelf: Shelf, number: int, day: date) -> None:
    shelf.digests[number] = so_far(shelf, day)
    for case in _waiting(shelf):
        case.told = len(case.thread)


def _waiting(shelf: Shelf) -> list[CaseRow]:
    found = [case for case in shelf.living() if len(case.thread) > case.told]
    return sorted(found, key=lambda case: (case.opened_at, case.id))


def _moved(case: CaseRow) -> Moved:
    numbered = list(enumerate(case.thread, 1))
    return Moved(
        id=case.id,
        reference=case.reference,
        status=status_of(case.thread),
        told=case.told,
        events=len(numbered),
        by_somebody=max(n for n, event in numbered if event.kind is not EventKind.REMINDED),
        closing=max((n for n, event in numbered if event.kind is EventKind.CLOSED), default=0),
    )


def _troubles(shelf: Shelf) -> Troubles:
    rows = shelf.deliveries.values()
    return troubles_of(
        [(row.state, row.waits_since or row.due_at, row.held) for row in rows], shelf.now()
    )


def _prune(shelf: Shelf, number: int) -> None:
    def old(row: Delivery) -> bool:
        return row.case is None and row.event <= number

    shelf.deliveries = {i: row for i, row in shelf.deliveries.items() if not old(row)}
    shelf.digests = {n: digest for n, digest in shelf.digests.items() if n > number}
