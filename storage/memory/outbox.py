"""The outbox in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from storage.deliveries import Delivery, claimed, is_due, settled
from storage.errors import UnknownDelivery
from storage.memory.shelf import Shelf
from storage.records import ClaimedDelivery, DeliveryKind, DeliveryState, Sent, Settlement
from storage.views import case_for_team, report_status


class MemoryOutbox:
    """Deliveries, sent by whoever holds their lease (storage.ports)."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def due(self, limit: int) -> Sequence[UUID]:
        """Ids of deliveries to be tried now, oldest first."""
        shelf = self._shelf.reading()
        now = shelf.now()
        rows = [row for row in shelf.deliveries.values() if is_due(row, now)]
        return [row.id for row in sorted(rows, key=lambda row: row.due_at)][:limit]

    async def claim(self, delivery: UUID, lease: timedelta) -> ClaimedDelivery | None:
        """Take the lease; None where it is not due, is done, or another holds it."""
        shelf = self._shelf.writing()
        now = shelf.now()
        row = shelf.deliveries.get(delivery)
        if row is None or not is_due(row, now):
            return None
        row = shelf.deliveries[delivery] = claimed(row, now, lease)
        return self._under_lease(row)

    async def settle(self, claimed: ClaimedDelivery, settlement: Settlement) -> DeliveryState:
        """Record what came of a try, if the lease is still held; return the state."""
        shelf = self._shelf.writing()
        now = shelf.now()
        row = self._row(claimed.id)
        if row.state is not DeliveryState.SENDING or row.claims != claimed.lease:
            return row.state
        version = claimed.case.version if claimed.case else 0
        row = shelf.deliveries[row.id] = settled(row, version, settlement, now)
        if row.kind is DeliveryKind.CASE_CARD and isinstance(settlement, Sent):
            self._mark_delivered(row.case, version, now)
        return row.state

    async def unblock(self) -> None:
        """Make every blocked delivery due now, since a destination may have been mended."""
        shelf = self._shelf.writing()
        now = shelf.now()
        for row in list(shelf.deliveries.values()):
            if row.state is DeliveryState.BLOCKED:
                shelf.deliveries[row.id] = replace(row, due_at=now)

    async def state(self, delivery: UUID) -> DeliveryState:
        """Return the state of one delivery. Raises UnknownDelivery."""
        self._shelf.reading()
        return self._row(delivery).state

    def _row(self, delivery: UUID) -> Delivery:
        row = self._shelf.deliveries.get(delivery)
        if row is None:
            raise UnknownDelivery
        return row

    def _under_lease(self, row: Delivery) -> ClaimedDelivery:
        case = self._shelf.cases[row.case]
        bare = ClaimedDelivery(
            id=row.id,
            kind=row.kind,
            attempt=row.spent + 1,
            lease=row.claims,
            may_repeat=row.may_repeat,
            card_activity=row.card_activity,
        )
        if row.report is None:
            reports = [report.kept() for report in self._shelf.reports_in(case.id)]
            view = case_for_team(case.reference, reports, case.thread)
            return bare.model_copy(update={"case": view})
        report = self._shelf.reports[row.report]
        status = report_status(
            report.reference, report.submitted_at, report.delivered_at, case.thread
        )
        conversation = report.sent.reporter.conversation
        return bare.model_copy(update={"report": status, "conversation": conversation})

    def _mark_delivered(self, case: UUID, version: int, now: datetime) -> None:
        shelf = self._shelf
        shown = {r.id: r for r in shelf.reports_in(case) if r.version <= version}
        for report in shown.values():
            report.delivered_at = report.delivered_at or now
        for row in list(shelf.deliveries.values()):
            if row.held and row.report in shown:
                shelf.deliveries[row.id] = replace(row, held=False)
