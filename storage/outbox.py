"""The outbox in SQL: leases on the rows of the deliveries. Each method is one transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, select, update

from storage.case_rows import CaseRow, CaseRows
from storage.deliveries import Delivery, claimed, is_due, settled
from storage.delivery_rows import due_ids, keep, locked, release_notices
from storage.engine import Database
from storage.errors import UnknownDelivery
from storage.kit import Kit
from storage.records import (
    CaseForTeam,
    ClaimedDelivery,
    DeliveryKind,
    DeliveryState,
    ReportStatus,
    Sent,
    Settlement,
)
from storage.report_rows import ReportRows
from storage.tables import cases, deliveries, reports
from storage.triage import case_view
from storage.views import report_status


class SqlOutbox:
    """Deliveries, sent by whoever holds their lease (storage.ports)."""

    def __init__(self, database: Database, kit: Kit) -> None:
        self._database = database
        self._kit = kit

    async def due(self, limit: int) -> Sequence[UUID]:
        """Ids of deliveries to be tried now, oldest first."""
        return await self._database.read(lambda c: due_ids(c, self._kit.now(), limit))

    async def claim(self, delivery: UUID, lease: timedelta) -> ClaimedDelivery | None:
        """Take the lease; None where it is not due, is done, or another holds it."""
        return await self._database.write(lambda c: _claim(c, self._kit, delivery, lease))

    async def settle(self, claimed: ClaimedDelivery, settlement: Settlement) -> DeliveryState:
        """Record what came of a try, if the lease is still held; return the state."""
        return await self._database.write(lambda c: _settle(c, self._kit, claimed, settlement))

    async def unblock(self) -> None:
        """Make every blocked delivery due now, since a destination may have been mended."""
        blocked = deliveries.c.state == DeliveryState.BLOCKED
        due_now = update(deliveries).where(blocked).values(due_at=self._kit.now())
        await self._database.write(lambda c: c.execute(due_now))

    async def state(self, delivery: UUID) -> DeliveryState:
        """Return the state of one delivery. Raises UnknownDelivery."""
        query = select(deliveries.c.state).where(deliveries.c.id == delivery)
        state = await self._database.read(lambda c: c.scalar(query))
        if state is None:
            raise UnknownDelivery
        return DeliveryState(state)


def _claim(
    connection: Connection, kit: Kit, delivery: UUID, lease: timedelta
) -> ClaimedDelivery | None:
    now = kit.now()
    row = locked(connection, deliveries.c.id == delivery)
    if row is None or not is_due(row, now):
        return None
    row = claimed(row, now, lease)
    keep(connection, row)
    bare = ClaimedDelivery(
        id=row.id,
        kind=row.kind,
        attempt=row.spent + 1,
        lease=row.claims,
        may_repeat=row.may_repeat,
        card_activity=row.card_activity,
    )
    if row.report is None:
        return bare.model_copy(update={"case": _case_of(connection, kit, row)})
    conversation = ReportRows(connection, kit.cipher).conversation(row.report)
    status = _status_of(connection, kit, row.report)
    return bare.model_copy(update={"report": status, "conversation": conversation})


def _settle(
    connection: Connection, kit: Kit, claim: ClaimedDelivery, settlement: Settlement
) -> DeliveryState:
    row = locked(connection, deliveries.c.id == claim.id)
    if row is None:
        raise UnknownDelivery
    if row.state is not DeliveryState.SENDING or row.claims != claim.lease:
        return row.state
    now = kit.now()
    version = claim.case.version if claim.case else 0
    row = settled(row, version, settlement, now)
    keep(connection, row)
    if row.kind is DeliveryKind.CASE_CARD and isinstance(settlement, Sent):
        _mark_delivered(connection, row.case, version, now)
    return row.state


def _mark_delivered(connection: Connection, case: UUID, version: int, now: datetime) -> None:
    connection.execute(
        update(reports)
        .where(
            reports.c.case_id == case,
            reports.c.version <= version,
            reports.c.delivered_at.is_(None),
        )
        .values(delivered_at=now)
    )
    release_notices(connection, case, version)


def _case_of(connection: Connection, kit: Kit, row: Delivery) -> CaseForTeam:
    query = select(cases.c.id, cases.c.reference).where(cases.c.id == row.case)
    return case_view(connection, kit, CaseRow(*connection.execute(query).one()))


def _status_of(connection: Connection, kit: Kit, report: UUID) -> ReportStatus:
    query = select(
        reports.c.reference, reports.c.submitted_at, reports.c.delivered_at, reports.c.case_id
    ).where(reports.c.id == report)
    row = connection.execute(query).one()
    thread = CaseRows(connection, kit.cipher).thread(row.case_id)
    return report_status(row.reference, row.submitted_at, row.delivered_at, thread)
