"""Counts over many cases, in SQL: grouped there, so that their number costs little here.

All of them go by columns beside the threads; nothing is opened for it.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, case, distinct, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from storage.cases.case_rows import LIVING
from storage.cases.thread import outcome_by
from storage.data_protection import audit
from storage.database.kit import Kit
from storage.database.tables import cases, reports
from storage.records import (
    Actor,
    CaseFigures,
    CaseStatus,
    DecisionKind,
    FiguresWanted,
    ReportOutcome,
)

_OPENED = cases.c.opened_at


class _WholeHours(FunctionElement[int]):
    """How many whole hours lie between two times, the earlier one first."""

    inherit_cache = True
    type = Integer()


@compiles(_WholeHours, "sqlite")
def _hours_in_sqlite(element: _WholeHours, compiler: SQLCompiler, **more: Any) -> str:
    earlier, later = (compiler.process(clause, **more) for clause in element.clauses)
    # A day number holds times to a few hundredths of a millisecond: an hour must stay one.
    return f"cast(round((julianday({later}) - julianday({earlier})) * 24, 6) as integer)"


@compiles(_WholeHours, "postgresql")
def _hours_in_postgresql(element: _WholeHours, compiler: SQLCompiler, **more: Any) -> str:
    earlier, later = (compiler.process(clause, **more) for clause in element.clauses)
    return f"cast(floor(extract(epoch from ({later} - {earlier})) / 3600) as integer)"


def count(connection: Connection, kit: Kit, wanted: FiguresWanted, reader: Actor) -> CaseFigures:
    """Count the cases that are kept, and note who asked."""
    audit.note(connection, kit, audit.COUNTED, "", kit.cipher.person(reader.person))
    within = (LIVING, wanted.weeks[0] <= _OPENED, wanted.weeks[-1] > _OPENED)
    outcomes, still_open = _outcomes(connection, within)
    first, closing = cases.c.first_action_at, cases.c.closed_at
    return CaseFigures(
        opened=_opened(connection, wanted, within),
        named=_named(connection, within),
        outcomes=outcomes,
        still_open=still_open,
        first_action=_took(connection, wanted, first, within),
        closing=_took(connection, wanted, closing, within),
    )


Within = Sequence[ColumnElement[bool]]


def _opened(connection: Connection, wanted: FiguresWanted, within: Within) -> tuple[int, ...]:
    ends = wanted.weeks[1:]
    week = case(*((end > _OPENED, number) for number, end in enumerate(ends)), else_=len(ends))
    counts = _grouped(connection, week, within)
    return tuple(counts.get(number, 0) for number in range(len(ends)))


def _took(
    connection: Connection, wanted: FiguresWanted, until: ColumnElement[Any], within: Within
) -> tuple[int, ...]:
    hours = _WholeHours(_OPENED, until)
    counts = [0] * (len(wanted.hours) + 1)
    for took, many in _grouped(connection, hours, [*within, until.is_not(None)]).items():
        counts[bisect_right(wanted.hours, took)] += many
    return tuple(counts)


def _grouped(connection: Connection, by: ColumnElement[int], within: Within) -> Mapping[int, int]:
    query = select(by.label("slot"), func.count()).where(*within).group_by("slot")
    return {row[0]: row[1] for row in connection.execute(query)}


def _named(connection: Connection, within: Within) -> Mapping[str, int]:
    query = (
        select(reports.c.principle, func.count(distinct(reports.c.case_id)))
        .join(cases, cases.c.id == reports.c.case_id)
        .where(*within)
        .group_by(reports.c.principle)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _outcomes(connection: Connection, within: Within) -> tuple[Mapping[ReportOutcome, int], int]:
    """Return the closed cases by outcome, and how many are not closed."""
    c, outcomes, still_open = cases.c, dict[ReportOutcome, int](), 0
    query = select(c.status, c.decision, func.count()).where(*within).group_by(c.status, c.decision)
    for status, decision, many in connection.execute(query):
        if status == CaseStatus.CLOSED.value:
            outcome = outcome_by(DecisionKind(decision) if decision else None)
            outcomes[outcome] = outcomes.get(outcome, 0) + many
        else:
            still_open += many
    return outcomes, still_open
