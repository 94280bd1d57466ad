"""The outbox in SQL: leases on the rows of the deliveries. Each method is one transaction."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, select, update

from storage.cases.case_file import open_file
from storage.cases.consequences import email_wanted, unreachable
from storage.cases.digests import read as read_digest
from storage.cases.views import events_for_team
from storage.data_protection import audit
from storage.database.engine import Database
from storage.database.kit import Kit
from storage.database.tables import cases, deliveries, reports
from storage.errors import UnknownDelivery, Unreadable
from storage.outbox.deliveries import (
    Delivery,
    bare,
    called_off,
    claimed,
    is_due,
    put_off,
    requeued,
    settled,
    stuck_delivery,
    waits,
)
from storage.outbox.delivery_rows import (
    add_deliveries,
    card_activity_of,
    count_by_state,
    due_ids,
    emails_of,
    hurry_all,
    keep,
    locked,
    oldest_by_state,
    release,
    release_notices,
    stuck,
)
from storage.outbox.jobs import earliness, enqueue, without_job
from storage.records import (
    Backlog,
    ClaimedDelivery,
    DeliveryKind,
    DeliveryState,
    SecondChannel,
    Sent,
    Settlement,
    StuckDelivery,
)
from storage.reports.reporting import question_of, report_status

log = logging.getLogger(__name__)


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

    async def settle(
        self,
        claimed: ClaimedDelivery,
        settlement: Settlement,
        second: SecondChannel | None = None,
    ) -> DeliveryState:
        """Record what came of a try, if the lease is still held; return the state."""
        return await self._database.write(
            lambda c: _settle(c, self._kit, claimed, settlement, second)
        )

    async def unblock(self) -> None:
        """Make due what waits after a failure, since a destination may have been mended."""
        await self._database.write(lambda c: hurry_all(c, self._kit.now()))

    async def state(self, delivery: UUID) -> DeliveryState:
        """Return the state of one delivery. Raises UnknownDelivery."""
        query = select(deliveries.c.state).where(deliveries.c.id == delivery)
        state = await self._database.read(lambda c: c.scalar(query))
        if state is None:
            raise UnknownDelivery
        return DeliveryState(state)

    async def stuck(self, limit: int) -> Sequence[StuckDelivery]:
        """Return what is blocked or dead, longest waiting first, without content."""
        rows = await self._database.read(lambda c: stuck(c, limit))
        return [stuck_delivery(row) for row in rows]

    async def counts(self) -> Mapping[DeliveryState, int]:
        """Return how many deliveries are in each state."""
        return await self._database.read(count_by_state)

    async def backlog(self) -> Backlog:
        """Return the counts, and since when the oldest of those that are not sent has waited."""
        now = self._kit.now()
        return await self._database.read(
            lambda c: Backlog(count_by_state(c), oldest_by_state(c, now))
        )

    async def requeue(self, delivery: UUID, operator: str) -> None:
        """Ready a blocked or dead delivery again. Raises UnknownDelivery, NotStuck."""
        await self._database.write(lambda c: _requeue(c, self._kit, delivery, operator))

    async def sweep(self, limit: int) -> int:
        """Give a job to each due delivery that has none; return how many there were."""
        return await self._database.write(lambda c: _sweep(c, self._kit.now(), limit))


def _claim(
    connection: Connection, kit: Kit, delivery: UUID, lease: timedelta
) -> ClaimedDelivery | None:
    now = kit.now()
    row = locked(connection, deliveries.c.id == delivery)
    if row is None or not is_due(row, now, earliness(connection)):
        return None
    row = claimed(row, now, lease)
    try:
        content = _content(connection, kit, row)
    except (Unreadable, ValueError):
        # Blocked, not raised: what cannot be read must not stand in the way of all others.
        keep(connection, put_off(row, now))
        log.exception("delivery.unreadable", extra={"delivery": delivery})
        return None
    keep(connection, row)
    return content


def _content(connection: Connection, kit: Kit, row: Delivery) -> ClaimedDelivery:
    """Read what a delivery carries. Raises Unreadable, or ValueError for what makes no sense."""
    if row.kind in {DeliveryKind.DIGEST, DeliveryKind.DIGEST_EMAIL}:
        return bare(row, digest=read_digest(connection, row.event))
    case = row.its_case
    file = open_file(connection, kit, lambda cases: cases.by_id(case))
    match row.kind:
        case DeliveryKind.CASE_CARD | DeliveryKind.CASE_EMAIL:
            return bare(row, reference=file.case.reference, case=file.for_team())
        case DeliveryKind.CASE_LINE:
            return bare(
                row,
                reference=file.case.reference,
                event=events_for_team(file.thread)[row.event - 1],
                card_activity=card_activity_of(connection, case),
            )
        case DeliveryKind.DEPUTY_NOTICE:
            return bare(row, reference=file.case.reference)
    if row.report is None:
        raise ValueError("a notice to nobody")
    _, filed = file.reports.one(row.report)
    question = row.kind is DeliveryKind.NOTICE_QUESTION
    return bare(
        row,
        report=report_status(filed.own, file.thread),
        question=question_of(file.thread[row.event - 1]) if question else None,
        conversation=file.reports.conversation(row.report),
    )


def _settle(
    connection: Connection,
    kit: Kit,
    claim: ClaimedDelivery,
    settlement: Settlement,
    second: SecondChannel | None,
) -> DeliveryState:
    if claim.kind is DeliveryKind.NOTICE_QUESTION:
        # The case before the delivery, in the order in which every other writer locks them.
        of_delivery = select(deliveries.c.case_id).where(deliveries.c.id == claim.id)
        case = connection.scalar(of_delivery)
        file = open_file(connection, kit, lambda cases: cases.locked_by_id(case)) if case else None
    else:
        file = None
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
        posted = not claim.card_activity
        _mark_delivered(connection, row.its_case, version, now)
        release(connection, row.its_case, version, posted=posted)
        if second is None or not second.in_parallel:
            _call_off_emails(connection, row.its_case, version, now)
    if row.kind is DeliveryKind.CASE_EMAIL and isinstance(settlement, Sent):
        _mark_delivered(connection, row.its_case, version, now)
        release_notices(connection, row.its_case, version)
    email = email_wanted(claim, row, second, kit.new_id(), now)
    if email is not None and not emails_of(connection, row.its_case, number=email.event):
        add_deliveries(connection, [email])
    if file is not None:
        told = unreachable(file.thread, row, now)
        if told is not None:
            file.append(told)
    return row.state


def _call_off_emails(connection: Connection, case: UUID, version: int, now: datetime) -> None:
    for email in emails_of(connection, case):
        if email.event <= version and waits(email):
            keep(connection, called_off(email, now))


def _requeue(connection: Connection, kit: Kit, delivery: UUID, operator: str) -> None:
    row = locked(connection, deliveries.c.id == delivery)
    if row is None:
        raise UnknownDelivery
    keep(connection, requeued(row, kit.now()))
    of_case = select(cases.c.reference).where(cases.c.id == row.case)
    about = connection.scalar(of_case) or ""
    audit.note(connection, kit, audit.REQUEUED, about, audit.operator(kit, operator))


def _sweep(connection: Connection, now: datetime, limit: int) -> int:
    without = without_job(connection, due_ids(connection, now, limit))
    enqueue(connection, [(delivery, now) for delivery in without])
    return len(without)


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
