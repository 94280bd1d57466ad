"""The reporter's side in SQL. Each method is one transaction, and looks up by the person alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from storage.cases.case_file import open_file
from storage.cases.event_rows import EventRows
from storage.cases.thread import happened
from storage.database.engine import Database
from storage.database.kit import Kit
from storage.database.tables import deliveries, reports
from storage.outbox.deliveries import called_off
from storage.outbox.delivery_rows import keep, locked
from storage.records import (
    AddInformation,
    DeliveryKind,
    NewReport,
    PostAddress,
    Receipt,
    ReporterAction,
    ReportStatus,
    ShareName,
)
from storage.reports.report_rows import ReportRows
from storage.reports.reporting import follow_reporter, report_status
from storage.reports.screenshots import attach
from storage.reports.submitting import reported_before, submit


class SqlReports:
    """Reports, as their reporters have them (storage.ports)."""

    def __init__(self, database: Database, kit: Kit) -> None:
        self._database = database
        self._kit = kit

    async def submit(self, report: NewReport, *, most_an_hour: int = 0) -> Receipt:
        """Store report, case event and deliveries together, or nothing."""
        return await self._database.write(lambda c: submit(c, self._kit, report, most_an_hour))

    async def call_off_notice(self, reference: str) -> None:
        """Call off a report's notice of delivery, because its receipt said so already."""
        await self._database.write(lambda c: _call_off_notice(c, self._kit, reference))

    async def reports_of(self, person: str) -> Sequence[ReportStatus]:
        """All reports of one person, newest first."""
        return await self._database.read(lambda c: _reports_of(c, self._kit, person))

    async def report(self, person: str, reference: str) -> ReportStatus:
        """Return a person's report. Raises UnknownReport."""
        return await self._database.read(lambda c: _report(c, self._kit, person, reference))

    async def reported_before(self, person: str, post: PostAddress) -> ReportStatus | None:
        """Return this person's report of a post in an open case, if there is one."""
        return await self._database.read(lambda c: _reported_before(c, self._kit, person, post))

    async def act(
        self, person: str, reference: str, action: ReporterAction, cause: str
    ) -> ReportStatus:
        """Carry out what a reporter does with their report."""
        deed = _Deed(person, reference, action, cause)
        return await self._database.write(lambda c: _act(c, self._kit, deed))


def _call_off_notice(connection: Connection, kit: Kit, reference: str) -> None:
    report = select(reports.c.id).where(reports.c.reference == reference).scalar_subquery()
    notice = locked(
        connection,
        deliveries.c.report_id == report,
        deliveries.c.kind == DeliveryKind.NOTICE_DELIVERED.value,
    )
    if notice is not None:
        keep(connection, called_off(notice, kit.now()))


def _reports_of(connection: Connection, kit: Kit, person: str) -> Sequence[ReportStatus]:
    mine = ReportRows(connection, kit.cipher).owned_by(kit.cipher.person(person))
    threads = EventRows(connection, kit.cipher).threads({case for case, _ in mine})
    return [report_status(filed.own, threads[case]) for case, filed in mine]


def _report(connection: Connection, kit: Kit, person: str, reference: str) -> ReportStatus:
    rows = ReportRows(connection, kit.cipher)
    case, filed = rows.called(kit.cipher.person(person), reference)
    return report_status(filed.own, EventRows(connection, kit.cipher).thread(case))


def _reported_before(
    connection: Connection, kit: Kit, person: str, post: PostAddress
) -> ReportStatus | None:
    found = reported_before(connection, kit, person, post)
    return report_status(found[0].own, found[1]) if found else None


@dataclass(frozen=True, slots=True)
class _Deed:
    """What a reporter does with a report of theirs."""

    person: str
    reference: str
    action: ReporterAction
    cause: str


def _act(connection: Connection, kit: Kit, deed: _Deed) -> ReportStatus:
    rows, person = ReportRows(connection, kit.cipher), kit.cipher.person(deed.person)
    case, _ = rows.called(person, deed.reference)
    file = open_file(connection, kit, lambda cases: cases.locked_by_id(case))
    # Read again under the case's lock: another replica may have written meanwhile.
    _, filed = rows.called(person, deed.reference)
    if not happened(file.thread, deed.cause):
        event = follow_reporter(file.thread, filed.own, deed.action, kit.now(), deed.cause)
        if event is not None:
            if isinstance(deed.action, ShareName):
                rows.share_name(filed.id)
            if isinstance(deed.action, AddInformation):
                attach(connection, kit, filed.id, deed.person, deed.action.screenshots)
            file.append(event, filed.id)
    return _report(connection, kit, deed.person, deed.reference)
