"""Reports and cases in memory."""

from collections.abc import Sequence
from datetime import datetime

from storage.deliveries import NOTICE_AFTER, Delivery, called_off, raised
from storage.lifecycle import LoggedEvent, check_decide, happened, may_take, notice_kind
from storage.memory.shelf import CaseRow, ReportRow, Shelf, pseudonym
from storage.records import (
    Actor,
    CaseForTeam,
    Decision,
    DeliveryKind,
    EventKind,
    NewReport,
    Receipt,
    ReportStatus,
)
from storage.references import CASE, REPORT
from storage.views import case_for_team, report_status


class MemoryCasework:
    """Reports, cases and what is done with them (storage.ports)."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def submit(self, report: NewReport) -> Receipt:
        """Store report, case event and deliveries together."""
        shelf = self._shelf.writing()
        now = shelf.now()
        for row in shelf.reports.values():
            if row.sent.submission == report.submission:
                card = shelf.cases[row.case].card
                return Receipt(reference=row.reference, card_delivery=card, repeated=True)
        case = self._open_case_of(report) or self._new_case(report, now)
        cause = f"submission:{report.submission}"
        self._append(case, LoggedEvent(EventKind.REPORTED, now, cause))
        row = ReportRow(
            id=shelf.new_id(),
            reference=shelf.new_reference(REPORT),
            case=case.id,
            version=len(case.thread),
            submitted_at=now,
            sent=report,
        )
        shelf.reports[row.id] = row
        self._ready_notice(DeliveryKind.NOTICE_DELIVERED, row, row.version, now + NOTICE_AFTER)
        return Receipt(reference=row.reference, card_delivery=case.card)

    async def call_off_notice(self, reference: str) -> None:
        """Call off a report's notice of delivery, because its receipt said so already."""
        shelf = self._shelf.writing()
        reports = {row.id for row in shelf.reports.values() if row.reference == reference}
        for row in list(shelf.deliveries.values()):
            if row.kind is DeliveryKind.NOTICE_DELIVERED and row.report in reports:
                shelf.deliveries[row.id] = called_off(row, shelf.now())

    async def reports_of(self, person: str) -> Sequence[ReportStatus]:
        """All reports of one person, newest first."""
        shelf = self._shelf.reading()
        own = [row for row in shelf.reports.values() if row.sent.reporter.person == person]
        own.sort(key=lambda row: row.submitted_at, reverse=True)
        return [
            report_status(
                row.reference, row.submitted_at, row.delivered_at, shelf.cases[row.case].thread
            )
            for row in own
        ]

    async def case(self, reference: str) -> CaseForTeam:
        """Return one case. Raises UnknownCase."""
        return self._view(self._shelf.reading().case_called(reference))

    async def take(self, reference: str, actor: Actor, cause: str) -> CaseForTeam:
        """Make the actor the case's owner; each reporter gets a notice, the card an update."""
        case = self._shelf.writing().case_called(reference)
        adds = not happened(case.thread, cause) and may_take(
            case.thread, pseudonym(actor.person), self._reporters(case)
        )
        if adds:
            self._act(case, EventKind.TAKEN, actor, cause)
        return self._view(case)

    async def decide(
        self, reference: str, actor: Actor, decision: Decision, cause: str
    ) -> CaseForTeam:
        """Record the owner's decision; reporters get a notice, the card an update."""
        case = self._shelf.writing().case_called(reference)
        if not happened(case.thread, cause):
            check_decide(case.thread, pseudonym(actor.person), self._reporters(case))
            self._act(case, EventKind.DECIDED, actor, cause, decision)
        return self._view(case)

    def _open_case_of(self, report: NewReport) -> CaseRow | None:
        if report.post is None:
            return None
        cases = self._shelf.cases.values()
        return next((c for c in cases if c.post == report.post and c.is_open), None)

    def _new_case(self, report: NewReport, now: datetime) -> CaseRow:
        shelf = self._shelf
        case_id, card_id = shelf.new_id(), shelf.new_id()
        card = Delivery(card_id, DeliveryKind.CASE_CARD, case_id, None, event=0, due_at=now)
        case = CaseRow(case_id, shelf.new_reference(CASE), report.post, card_id)
        shelf.deliveries[card_id] = card
        shelf.cases[case_id] = case
        return case

    def _act(
        self,
        case: CaseRow,
        kind: EventKind,
        actor: Actor,
        cause: str,
        decision: Decision | None = None,
    ) -> None:
        now = self._shelf.now()
        who = pseudonym(actor.person)
        self._append(case, LoggedEvent(kind, now, cause, who, actor.name, decision))
        notice = notice_kind(kind)
        if notice is not None:
            for report in self._shelf.reports_in(case.id):
                self._ready_notice(notice, report, len(case.thread), now)

    def _append(self, case: CaseRow, event: LoggedEvent) -> None:
        case.thread.append(event)
        card = self._shelf.deliveries[case.card]
        self._shelf.deliveries[case.card] = raised(card, len(case.thread), event.at)

    def _ready_notice(
        self, kind: DeliveryKind, report: ReportRow, event: int, due_at: datetime
    ) -> None:
        notice = Delivery(
            id=self._shelf.new_id(),
            kind=kind,
            case=report.case,
            report=report.id,
            event=event,
            due_at=due_at,
            held=kind is DeliveryKind.NOTICE_DELIVERED,
        )
        self._shelf.deliveries[notice.id] = notice

    def _reporters(self, case: CaseRow) -> set[bytes]:
        return {report.reporter for report in self._shelf.reports_in(case.id)}

    def _view(self, case: CaseRow) -> CaseForTeam:
        reports = [report.kept() for report in self._shelf.reports_in(case.id)]
        return case_for_team(case.reference, reports, case.thread)
