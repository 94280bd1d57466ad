"""What is held about one person, in SQL, within one transaction."""

import logging
from collections.abc import Iterator
from functools import partial
from uuid import UUID

from sqlalchemy import Connection, func, select

from storage.cases.case_file import open_file
from storage.cases.case_rows import LIVING, CaseRows
from storage.cases.event_rows import EventRows
from storage.data_protection import audit
from storage.data_protection.protecting import authorship_held, names_as_author, report_held
from storage.database.kit import Kit
from storage.database.tables import case_events, cases, conversation_states
from storage.errors import Unreadable
from storage.records import AuthorshipHeld, EventKind, HeldAbout, ReportHeld, Subject
from storage.reports.report_rows import ReportRows
from storage.reports.reporting import report_status

log = logging.getLogger(__name__)


def held_about(connection: Connection, kit: Kit, subject: Subject, operator: str) -> HeldAbout:
    """Return what is held about a person, and note who asked, for each case."""
    person, who = kit.cipher.person(subject.person), audit.operator(kit, operator)
    read: set[str] = {""}
    reports = tuple(_reports(connection, kit, subject, read))
    authorships = tuple(_authorships(connection, kit, subject, read))
    for reference in sorted(read):
        audit.note(connection, kit, audit.DATA_EXPORTED, reference, who)
    states = conversation_states.c.person_hash == person
    return HeldAbout(
        reports=reports,
        authorships=authorships,
        conversations=connection.scalar(select(func.count()).where(states)) or 0,
        acts=audit.entries_by(connection, person),
    )


def cases_by_author(connection: Connection, kit: Kit, subject: Subject) -> Iterator[UUID]:
    """Yield the cases in which this person is, or once was, recorded as the post's author.

    The hashes tell the last recorded author alone, so that the threads are looked through.
    """
    recorded = case_events.c.kind == EventKind.AUTHOR_RECORDED.value
    query = (
        select(case_events.c.case_id)
        .join(cases, cases.c.id == case_events.c.case_id)
        .where(recorded, LIVING)
        .distinct()
    )
    rows = EventRows(connection, kit.cipher)
    for case in sorted(connection.scalars(query).all()):
        try:
            named = any(names_as_author(event, subject) for event in rows.thread(case))
        except Unreadable:
            # One damaged case must not keep everybody from their rights; the operator is told.
            log.warning("subject.case-unreadable", extra={"case": case})
            continue
        if named:
            yield case


def _reports(
    connection: Connection, kit: Kit, subject: Subject, read: set[str]
) -> Iterator[ReportHeld]:
    rows = ReportRows(connection, kit.cipher)
    for case, filed in rows.owned_by(kit.cipher.person(subject.person)):
        file = open_file(connection, kit, partial(CaseRows.by_id, case=case))
        read.add(file.case.reference)
        status, name = report_status(filed.own, file.thread), rows.name(filed.id)
        for kept in rows.of_case(case):
            if kept.id == filed.id:
                yield report_held(kept, status, file.thread, name, subject)


def _authorships(
    connection: Connection, kit: Kit, subject: Subject, read: set[str]
) -> Iterator[AuthorshipHeld]:
    rows = ReportRows(connection, kit.cipher)
    for case in cases_by_author(connection, kit, subject):
        file = open_file(connection, kit, partial(CaseRows.by_id, case=case))
        names = frozenset(rows.name(filed.id) for filed in rows.filed_in(case))
        held = authorship_held(file.case.reference, file.thread, names, subject)
        if held is not None:
            read.add(file.case.reference)
            yield held
