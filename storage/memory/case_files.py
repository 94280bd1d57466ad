"""One case in memory: appended to with all that follows, and shown."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from storage.cases.consequences import is_overtaken, readied
from storage.cases.summaries import earlier, upheld
from storage.cases.thread import LoggedEvent, status_of
from storage.cases.views import Beyond, case_for_team
from storage.memory.screenshots import of_report
from storage.memory.shelf import CaseRow, Shelf
from storage.outbox.deliveries import called_off, raised
from storage.records import CaseForTeam, EventKind, RelatedCase, UpheldBreach


def append(shelf: Shelf, case: CaseRow, event: LoggedEvent, report: UUID | None = None) -> None:
    """Append an event with what it readies and calls off; `report` is the one it concerns."""
    case.thread = [*case.thread, event]
    shelf.note(event.kind.value, case.reference, event.actor)
    card = shelf.deliveries[case.card]
    shelf.deliveries[case.card] = raised(card, len(case.thread), event.at)
    if event.kind is EventKind.CLOSED:
        case.is_open = False
    if event.kind is EventKind.REOPENED:
        case.is_open = _may_be_joined(shelf, case)
    filed = [row.filed() for row in shelf.reports_in(case.id)]
    for due in readied(case.id, case.thread, filed, shelf.new_id):
        shelf.deliveries[due.id] = due
    for row in list(shelf.deliveries.values()):
        if row.case == case.id and is_overtaken(row, event, report):
            shelf.deliveries[row.id] = called_off(row, event.at)


def repeats(shelf: Shelf, case: CaseRow) -> tuple[UpheldBreach, ...]:
    """Return the earlier upheld soft breaches of the same recorded author."""
    breaches = [
        upheld(other.reference, other.thread)
        for other in _others(shelf, case)
        if other.author & case.author
    ]
    return earlier([one for one in breaches if one is not None], case.thread)


def related(shelf: Shelf, case: CaseRow) -> tuple[RelatedCase, ...]:
    """Return the other cases of the same thread, the oldest first."""
    return tuple(
        RelatedCase(
            reference=other.reference,
            status=status_of(other.thread),
            opened_at=other.opened_at,
            same_post=other.post == case.post,
        )
        for other in _others(shelf, case)
        if case.same_thread(other)
    )


def for_team(shelf: Shelf, case: CaseRow) -> CaseForTeam:
    """Return a case as the team may see it."""
    reports = [
        replace(report.kept(), screenshots=of_report(shelf, report.id))
        for report in shelf.reports_in(case.id)
    ]
    expired = case.expired_at is not None
    beyond = Beyond(related(shelf, case), repeats(shelf, case), expired=expired)
    return case_for_team(case.reference, reports, case.thread, beyond)


def _may_be_joined(shelf: Shelf, case: CaseRow) -> bool:
    same = (other for other in _others(shelf, case) if other.post == case.post)
    return case.post is None or not any(other.is_open for other in same)


def _others(shelf: Shelf, case: CaseRow) -> Sequence[CaseRow]:
    others = [other for other in shelf.living() if other.id != case.id]
    return sorted(others, key=lambda other: (other.opened_at, other.id))
