"""The outbox in memory."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from storage.cases.consequences import email_wanted, unreachable
from storage.cases.views import events_for_team
from storage.data_protection import audit
from storage.errors import UnknownDelivery
from storage.memory.case_files import append, for_team
from storage.memory.shelf import Shelf, pseudonym
from storage.outbox.deliveries import (
    STUCK,
    UNSENT,
    Delivery,
    bare,
    called_off,
    claimed,
    hurried,
    is_due,
    requeued,
    settled,
    stuck_delivery,
    waits,
)
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


class MemoryOutbox:
    """Deliveries, sent by whoever holds their lease (storage.ports)."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def due(self, limit: int) -> Sequence[UUID]:
        """Ids of deliveries to be tried now, oldest first."""
        shelf = self._shelf.reading()
        now = shelf.now()
        rows = [row for row in shelf.deliveries.values() if is_due(row, now)]
        return [row.id for row in sorted(rows, key=_longest_waiting)][:limit]

    async def claim(self, delivery: UUID, lease: timedelta) -> ClaimedDelivery | None:
        """Take the lease; None where it is not due, is done, or another holds it."""
        shelf = self._shelf.writing()
        now = shelf.now()
        row = shelf.deliveries.get(delivery)
        if row is None or not is_due(row, now):
            return None
        row = shelf.deliveries[delivery] = claimed(row, now, lease)
        return self._content(row)

    async def settle(
        self,
        claimed: ClaimedDelivery,
        settlement: Settlement,
        second: SecondChannel | None = None,
    ) -> DeliveryState:
        """Record what came of a try, if the lease is still held; return the state."""
        shelf = self._shelf.writing()
        now = shelf.now()
        row = self._row(claimed.id)
        if row.state is not DeliveryState.SENDING or row.claims != claimed.lease:
            return row.state
        version = claimed.case.version if claimed.case else 0
        row = shelf.deliveries[row.id] = settled(row, version, settlement, now)
        if row.kind is DeliveryKind.CASE_CARD and isinstance(settlement, Sent):
            posted = not claimed.card_activity
            self._mark_delivered(row.its_case, version, now, posted=posted)
            if second is None or not second.in_parallel:
                self._call_off_emails(row.its_case, version, now)
        if row.kind is DeliveryKind.CASE_EMAIL and isinstance(settlement, Sent):
            self._mark_told(row.its_case, version, now)
        email = email_wanted(claimed, row, second, shelf.new_id(), now)
        if email is not None and email.event not in {
            one.event for one in self._emails(row.its_case)
        }:
            shelf.deliveries[email.id] = email
        if row.kind is DeliveryKind.NOTICE_QUESTION:
            case = shelf.cases[row.its_case]
            told = unreachable(case.thread, row, now)
            if told is not None:
                append(shelf, case, told)
        return row.state

    async def unblock(self) -> None:
        """Make due what waits after a failure, since a destination may have been mended."""
        shelf = self._shelf.writing()
        now = shelf.now()
        for row in list(shelf.deliveries.values()):
            shelf.deliveries[row.id] = hurried(row, now)

    async def state(self, delivery: UUID) -> DeliveryState:
        """Return the state of one delivery. Raises UnknownDelivery."""
        self._shelf.reading()
        return self._row(delivery).state

    async def stuck(self, limit: int) -> Sequence[StuckDelivery]:
        """Return what is blocked or dead, longest waiting first, without content."""
        rows = [row for row in self._shelf.reading().deliveries.values() if row.state in STUCK]
        return [stuck_delivery(row) for row in sorted(rows, key=_longest_waiting)][:limit]

    async def counts(self) -> Mapping[DeliveryState, int]:
        """Return how many deliveries are in each state."""
        found = Counter(row.state for row in self._shelf.reading().deliveries.values())
        return {state: found[state] for state in DeliveryState}

    async def backlog(self) -> Backlog:
        """Return the counts, and since when the oldest of those that are not sent has waited."""
        now = self._shelf.now()
        oldest: dict[DeliveryState, datetime] = {}
        for row in self._shelf.reading().deliveries.values():
            since = row.waits_since or row.due_at
            if row.state in UNSENT and not row.held and since <= now:
                oldest[row.state] = min(oldest.get(row.state, since), since)
        return Backlog(await self.counts(), oldest)

    async def requeue(self, delivery: UUID, operator: str) -> None:
        """Ready a blocked or dead delivery again. Raises UnknownDelivery, NotStuck."""
        shelf = self._shelf.writing()
        row = shelf.deliveries[delivery] = requeued(self._row(delivery), shelf.now())
        about = shelf.cases[row.case].reference if row.case else ""
        shelf.note(audit.REQUEUED, about, pseudonym(f"operator:{operator}"))

    async def sweep(self, _limit: int) -> int:
        """Do nothing: deliveries in memory have no jobs."""
        return 0

    def _row(self, delivery: UUID) -> Delivery:
        row = self._shelf.deliveries.get(delivery)
        if row is None:
            raise UnknownDelivery
        return row

    def _content(self, row: Delivery) -> ClaimedDelivery:
        shelf = self._shelf
        if row.kind in {DeliveryKind.DIGEST, DeliveryKind.DIGEST_EMAIL}:
            return bare(row, digest=shelf.digests[row.event])
        case = shelf.cases[row.its_case]
        match row.kind:
            case DeliveryKind.CASE_CARD | DeliveryKind.CASE_EMAIL:
                return bare(row, reference=case.reference, case=for_team(shelf, case))
            case DeliveryKind.CASE_LINE:
                return bare(
                    row,
                    reference=case.reference,
                    event=events_for_team(case.thread)[row.event - 1],
                    card_activity=shelf.deliveries[case.card].card_activity,
                )
            case DeliveryKind.DEPUTY_NOTICE:
                return bare(row, reference=case.reference)
        if row.report is None:
            raise ValueError("a notice to nobody")
        report = shelf.reports[row.report]
        question = row.kind is DeliveryKind.NOTICE_QUESTION
        return bare(
            row,
            report=report_status(report.filed().own, case.thread),
            question=question_of(case.thread[row.event - 1]) if question else None,
            conversation=report.sent.reporter.conversation,
        )

    def _emails(self, case: UUID) -> list[Delivery]:
        rows = self._shelf.deliveries.values()
        return [row for row in rows if row.case == case and row.kind is DeliveryKind.CASE_EMAIL]

    def _call_off_emails(self, case: UUID, version: int, now: datetime) -> None:
        for email in self._emails(case):
            if email.event <= version and waits(email):
                self._shelf.deliveries[email.id] = called_off(email, now)

    def _mark_told(self, case: UUID, version: int, now: datetime) -> None:
        """Mark what an e-mail has told of; lines in the card's thread go on waiting for it."""
        shelf = self._shelf
        for report in shelf.reports_in(case):
            if report.version <= version:
                report.delivered_at = report.delivered_at or now
        for row in list(shelf.deliveries.values()):
            told = row.held and row.case == case and row.event <= version
            if told and row.report is not None:
                shelf.deliveries[row.id] = replace(row, held=False)

    def _mark_delivered(self, case: UUID, version: int, now: datetime, *, posted: bool) -> None:
        shelf = self._shelf
        for report in shelf.reports_in(case):
            if report.version <= version:
                report.delivered_at = report.delivered_at or now
        for row in list(shelf.deliveries.values()):
            if row.held and row.case == case and row.event <= version:
                needless = posted and row.kind is DeliveryKind.CASE_LINE
                state = DeliveryState.CALLED_OFF if needless else row.state
                shelf.deliveries[row.id] = replace(row, held=False, state=state)


def _longest_waiting(row: Delivery) -> tuple[datetime, int]:
    return row.waits_since or row.due_at, row.event
