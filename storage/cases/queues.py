"""The queue, finding and exporting cases, in SQL; nothing is looked for inside encrypted text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, or_, select

from storage.cases.case_rows import LIVING, CaseRow, CaseRows
from storage.cases.event_rows import EventRows
from storage.cases.summaries import export_row, in_queue_order, summary
from storage.cases.thread import Thread
from storage.cases.views import link_of
from storage.data_protection import audit
from storage.database.kit import Kit
from storage.database.tables import cases, reports
from storage.records import Actor, CasePage, CaseQuery, CaseStatus, CaseSummary, ExportRow
from storage.references import tidy_reference
from storage.reports.report_rows import ReportRows


def queue(connection: Connection, kit: Kit, reader: Actor) -> Sequence[CaseSummary]:
    """Return all open cases in the order of the queue, and note who listed them."""
    audit.note(connection, kit, audit.LISTED, "", kit.cipher.person(reader.person))
    return open_cases(connection, kit)


def open_cases(connection: Connection, kit: Kit) -> Sequence[CaseSummary]:
    """Return all open cases in the order of the queue."""
    found = CaseRows(connection, kit).matching(cases.c.status != CaseStatus.CLOSED.value)
    return in_queue_order([brief for _, brief, _ in _summed_up(connection, kit, found)])


def find(
    connection: Connection, kit: Kit, query: CaseQuery, reader: Actor, limit: int
) -> Sequence[CaseSummary]:
    """Return the newest cases that fit, newest first, and note who looked."""
    audit.note(connection, kit, audit.FOUND, "", kit.cipher.person(reader.person))
    found = CaseRows(connection, kit).newest(limit, *_where(kit, query))
    return [brief for _, brief, _ in _summed_up(connection, kit, found)]


@dataclass(frozen=True, slots=True)
class Leaf:
    """Which part of a long list is wanted."""

    skip: int
    most: int


def page(connection: Connection, kit: Kit, query: CaseQuery, reader: Actor, leaf: Leaf) -> CasePage:
    """Return a part of the cases that fit, in the order of the queue, and note who looked."""
    audit.note(connection, kit, audit.FOUND, "", kit.cipher.person(reader.person))
    fits = _where(kit, query)
    total = connection.scalar(select(func.count()).select_from(cases).where(*fits)) or 0
    found = CaseRows(connection, kit).queued(leaf.skip, leaf.most, *fits)
    briefs = [brief for _, brief, _ in _summed_up(connection, kit, found)]
    return CasePage(cases=tuple(briefs), total=total)


def export(
    connection: Connection, kit: Kit, query: CaseQuery, reader: Actor
) -> Sequence[ExportRow]:
    """Return the rows of an export, oldest first, and note who asked, for each case."""
    who = kit.cipher.person(reader.person)
    found = CaseRows(connection, kit).matching(*_where(kit, query))
    audit.note(connection, kit, audit.EXPORTED, "", who)
    for case in found:
        audit.note(connection, kit, audit.EXPORTED, case.reference, who)
    related = _related(connection, found)
    filed = ReportRows(connection, kit.cipher)
    rows = []
    for case, brief, thread in _summed_up(connection, kit, found):
        kept = filed.of_case(case.id)
        version = kept[0].policy_version
        rows.append(export_row(brief, thread, link_of(kept), related[case.id], version))
    return rows


def _summed_up(
    connection: Connection, kit: Kit, found: Sequence[CaseRow]
) -> Sequence[tuple[CaseRow, CaseSummary, Thread]]:
    ids = {case.id for case in found}
    threads = EventRows(connection, kit.cipher).threads(ids)
    principles = ReportRows(connection, kit.cipher).principles(ids)
    return [
        (case, summary(case.reference, threads[case.id], principles[case.id]), threads[case.id])
        for case in found
    ]


def _where(kit: Kit, query: CaseQuery) -> list[ColumnElement[bool]]:
    c = cases.c
    fits: list[ColumnElement[bool]] = [LIVING]
    if query.reference:
        fits.append(c.reference == tidy_reference(query.reference))
    if query.post is not None and query.post.message:
        fits.append(c.post_hash == kit.post_hash(query.post))
    elif query.post is not None:
        fits.append(c.thread_hash == kit.thread_hash(query.post))
    if query.principle:
        named = select(reports.c.case_id).where(reports.c.principle == query.principle)
        fits.append(or_(c.principle == query.principle, c.id.in_(named)))
    if query.statuses:
        fits.append(c.status.in_([status.value for status in query.statuses]))
    if query.owner:
        fits.append(c.owner_hash == kit.cipher.person(query.owner))
    if query.unowned:
        fits += [c.owner_hash.is_(None), c.status != CaseStatus.CLOSED.value]
    if query.opened_from is not None:
        fits.append(c.opened_at >= query.opened_from)
    if query.opened_before is not None:
        fits.append(c.opened_at < query.opened_before)
    return fits


def _related(connection: Connection, found: Sequence[CaseRow]) -> dict[UUID, list[str]]:
    """Return the references of the other cases of each case's thread."""
    by_thread: dict[Any, list[tuple[UUID, str]]] = {}
    query = (
        select(cases.c.thread_hash, cases.c.id, cases.c.reference)
        .where(cases.c.thread_hash.is_not(None))
        .order_by(cases.c.opened_at, cases.c.id)
    )
    for thread, case, reference in connection.execute(query):
        by_thread.setdefault(thread, []).append((case, reference))
    return {
        case.id: [r for other, r in by_thread.get(case.thread_hash, []) if other != case.id]
        for case in found
    }
