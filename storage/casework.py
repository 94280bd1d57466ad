"""Reports, cases and what is done with them, in SQL. Each method is one transaction."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from storage.case_rows import CaseRows
from storage.deliveries import called_off
from storage.delivery_rows import keep, locked
from storage.engine import Database
from storage.kit import Kit
from storage.records import (
    Actor,
    CaseForTeam,
    Decision,
    DeliveryKind,
    NewReport,
    Receipt,
    ReportStatus,
)
from storage.submitting import submit
from storage.tables import deliveries, reporters, reports
from storage.triage import Triage, case_view
from storage.views import report_status


class SqlCasework:
    """Reports, cases and what is done with them (storage.ports)."""

    def __init__(self, database: Database, kit: Kit) -> None:
        self._database = database
        self._kit = kit

    async def submit(self, report: NewReport) -> Receipt:
        """Store report, case event and deliveries together, or nothing."""
        return await self._database.write(lambda c: submit(c, self._kit, report))

    async def call_off_notice(self, reference: str) -> None:
        """Call off a report's notice of delivery, because its receipt said so already."""
        await self._database.write(lambda c: _call_off_notice(c, self._kit, reference))

    async def reports_of(self, person: str) -> Sequence[ReportStatus]:
        """All reports of one person, newest first."""
        return await self._database.read(lambda c: _reports_of(c, self._kit, person))

    async def case(self, reference: str) -> CaseForTeam:
        """Return one case. Raises UnknownCase."""
        return await self._database.read(lambda c: _case(c, self._kit, reference))

    async def take(self, reference: str, actor: Actor, cause: str) -> CaseForTeam:
        """Make the actor the case's owner; each reporter gets a notice, the card an update."""
        return await self._database.write(
            lambda c: Triage(c, self._kit, reference).take(actor, cause)
        )

    async def decide(
        self, reference: str, actor: Actor, decision: Decision, cause: str
    ) -> CaseForTeam:
        """Record the owner's decision; reporters get a notice, the card an update."""
        return await self._database.write(
            lambda c: Triage(c, self._kit, reference).decide(actor, decision, cause)
        )


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
    query = (
        select(
            reports.c.reference, reports.c.submitted_at, reports.c.delivered_at, reports.c.case_id
        )
        .join(reporters, reporters.c.report_id == reports.c.id)
        .where(reporters.c.person_hash == kit.cipher.person(person))
        .order_by(reports.c.submitted_at.desc())
    )
    rows = connection.execute(query).all()
    threads = CaseRows(connection, kit.cipher).threads({row.case_id for row in rows})
    return [
        report_status(row.reference, row.submitted_at, row.delivered_at, threads[row.case_id])
        for row in rows
    ]


def _case(connection: Connection, kit: Kit, reference: str) -> CaseForTeam:
    case = CaseRows(connection, kit.cipher).called(reference)
    return case_view(connection, kit, case)
