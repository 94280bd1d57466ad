"""Counts over many cases, in memory."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from storage.cases.summaries import standing_of
from storage.cases.thread import outcome_of
from storage.memory.shelf import Shelf
from storage.records import CaseFigures, FiguresWanted


def count(shelf: Shelf, wanted: FiguresWanted) -> CaseFigures:
    """Count the cases that are kept."""
    weeks = wanted.weeks
    within = [case for case in shelf.living() if weeks[0] <= case.opened_at < weeks[-1]]
    named = Counter(
        principle
        for case in within
        for principle in {row.sent.principle for row in shelf.reports_in(case.id)}
    )
    opened = Counter(bisect_right(weeks, case.opened_at) - 1 for case in within)
    outcomes = Counter(
        outcome for case in within if (outcome := outcome_of(case.thread)) is not None
    )
    stands = [(case.opened_at, standing_of(case.thread)) for case in within]
    return CaseFigures(
        opened=tuple(opened[week] for week in range(len(weeks) - 1)),
        named=named,
        outcomes=outcomes,
        still_open=len(within) - outcomes.total(),
        first_action=_took(wanted, ((at, stand.first_action_at) for at, stand in stands)),
        closing=_took(wanted, ((at, stand.closed_at) for at, stand in stands)),
    )


def _took(
    wanted: FiguresWanted, spans: Iterable[tuple[datetime, datetime | None]]
) -> tuple[int, ...]:
    limits = [timedelta(hours=hours) for hours in wanted.hours]
    slots = Counter(bisect_right(limits, end - begin) for begin, end in spans if end is not None)
    return tuple(slots[slot] for slot in range(len(limits) + 1))
