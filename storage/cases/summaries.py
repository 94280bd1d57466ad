"""Cases in lists: the queue, what was found, exports. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.cases.thread import (
    Pseudonym,
    Thread,
    decided_event,
    decision_of,
    is_closed,
    last,
    outcome_of,
    owner_of,
    standing,
    status_of,
    versions,
)
from storage.records import (
    CaseQuery,
    CaseStatus,
    CaseSummary,
    DecisionKind,
    EventKind,
    ExportRow,
    UpheldBreach,
)

_STATUS_MOVES = {
    EventKind.TAKEN,
    EventKind.HANDED_OVER,
    EventKind.STEPPED_ASIDE,
    EventKind.DECIDED,
    EventKind.CLOSED,
    EventKind.REOPENED,
}
QUEUE = (CaseStatus.NEW, CaseStatus.TAKEN, CaseStatus.DECIDED)
"""The order of the queue."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is kept beside a thread to find its case by: derived from it, at every event."""

    status: CaseStatus
    owner: Pseudonym
    decision: str
    principle: str
    first_action_at: datetime | None = None
    closed_at: datetime | None = None


def standing_of(thread: Thread) -> Standing:
    """Derive by what a case is found."""
    owner, decision = owner_of(thread), decision_of(thread)
    return Standing(
        status=status_of(thread),
        owner=owner.who if owner else b"",
        decision=decision.kind.value if decision else "",
        principle=decision.principle if decision else "",
        first_action_at=next((event.at for event in thread if event.actor), None),
        closed_at=closed_at(thread),
    )


def closed_at(thread: Thread) -> datetime | None:
    """Return when a closed case was closed, None for an open one."""
    closed = last(thread, EventKind.CLOSED) if is_closed(thread) else None
    return closed.at if closed else None


def summary(reference: str, thread: Thread, principles: Collection[str]) -> CaseSummary:
    """Summarise a case; `principles` are what its reports name, in their order."""
    owner, all_reports = owner_of(thread), versions(thread)
    reminded = [event for event in thread if event.kind is EventKind.REMINDED]
    return CaseSummary(
        reference=reference,
        status=status_of(thread),
        opened_at=thread[0].at,
        since=_since(thread),
        owner=owner.name if owner else "",
        reports=len(all_reports),
        withdrawn=len(all_reports) - len(standing(thread)),
        principles=tuple(dict.fromkeys(principles)),
        decision=decision_of(thread),
        outcome=outcome_of(thread),
        reminded=sum(event.at >= _since(thread) for event in reminded),
        reminded_at=reminded[-1].at if reminded else None,
    )


def export_row(
    brief: CaseSummary, thread: Thread, link: str, related: Sequence[str], policy_version: str
) -> ExportRow:
    """Make a case's row of an export."""
    taken = [e.at for e in thread if e.kind in {EventKind.TAKEN, EventKind.HANDED_OVER}]
    decided = decided_event(thread)
    return ExportRow(
        reference=brief.reference,
        status=brief.status,
        opened_at=brief.opened_at,
        link=link,
        reports=brief.reports,
        withdrawn=brief.withdrawn,
        principles=brief.principles,
        owner=brief.owner,
        taken_at=taken[0] if taken else None,
        decision=brief.decision,
        decided_at=decided.at if decided else None,
        outcome=brief.outcome,
        closed_at=closed_at(thread),
        related=tuple(related),
        policy_version=policy_version,
    )


def in_queue_order(cases: Sequence[CaseSummary]) -> list[CaseSummary]:
    """Order open cases: new, taken, decided; the oldest first in each."""
    return sorted(cases, key=lambda case: (QUEUE.index(case.status), case.opened_at))


def upheld(reference: str, thread: Thread) -> UpheldBreach | None:
    """Return a case's soft breach if its decision stands; None for any other case."""
    event = decided_event(thread)
    if event is None or event.decision is None or event.decision.kind is not DecisionKind.SOFT:
        return None
    return UpheldBreach(
        reference=reference, principle=event.decision.principle, decided_at=event.at
    )


def earlier(breaches: Sequence[UpheldBreach], thread: Thread) -> tuple[UpheldBreach, ...]:
    """Return those upheld before this case's own decision (all, before it has one), in order."""
    own = decided_event(thread)
    before = [one for one in breaches if own is None or one.decided_at <= own.at]
    return tuple(sorted(before, key=lambda one: one.decided_at))


def within(query: CaseQuery, opened_at: datetime) -> bool:
    """Tell whether a case opened in the time that is looked for."""
    after = query.opened_from is None or opened_at >= query.opened_from
    return after and (query.opened_before is None or opened_at < query.opened_before)


def _since(thread: Thread) -> datetime:
    """Return when a case came to its present status."""
    status, since = status_of(thread), thread[0].at
    for number in range(len(thread), 1, -1):
        if thread[number - 1].kind not in _STATUS_MOVES:
            continue
        if status_of(thread[: number - 1]) is not status:
            return thread[number - 1].at
    return since
