"""The reporter's side in memory."""

from collections.abc import Sequence
from datetime import datetime

from storage.cases.consequences import notice_of_delivery
from storage.cases.thread import LoggedEvent, happened, is_closed, withdrawal
from storage.errors import AlreadyReported, UnknownReport
from storage.memory.case_files import append
from storage.memory.screenshots import attach, of_report
from storage.memory.shelf import CaseRow, ReportRow, Shelf
from storage.outbox.deliveries import Delivery, called_off
from storage.records import (
    AddInformation,
    DeliveryKind,
    EventKind,
    NewReport,
    PostAddress,
    Receipt,
    ReporterAction,
    ReportStatus,
    ShareName,
)
from storage.references import CASE, REPORT, tidy_reference
from storage.reports.reporting import COUNTED, check_rate, follow_reporter, report_status


class MemoryReports:
    """Reports, as their reporters have them (storage.ports)."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def submit(self, report: NewReport, *, most_an_hour: int = 0) -> Receipt:
        """Store report, case event and deliveries together."""
        shelf = self._shelf.writing()
        now = shelf.now()
        for row in shelf.reports.values():
            if row.sent.submission == report.submission:
                card = shelf.cases[row.case].card
                shown = len(of_report(shelf, row.id))
                return Receipt(
                    reference=row.reference, card_delivery=card, repeated=True, screenshots=shown
                )
        earlier = self._reported_before(report.reporter.person, report.post)
        if earlier is not None:
            raise AlreadyReported(earlier.reference)
        sent_at = [row.submitted_at for row in self._shelf.owned_by(report.reporter.person)]
        check_rate([at for at in sent_at if at > now - COUNTED], most_an_hour)
        case = self._open_case_of(report) or self._new_case(report, now)
        return self._file(report, case, now)

    async def call_off_notice(self, reference: str) -> None:
        """Call off a report's notice of delivery, because its receipt said so already."""
        shelf = self._shelf.writing()
        reports = {row.id for row in shelf.reports.values() if row.reference == reference}
        for row in list(shelf.deliveries.values()):
            if row.kind is DeliveryKind.NOTICE_DELIVERED and row.report in reports:
                shelf.deliveries[row.id] = called_off(row, shelf.now())

    async def reports_of(self, person: str) -> Sequence[ReportStatus]:
        """All reports of one person, newest first."""
        self._shelf.reading()
        return [self._status(row) for row in self._shelf.owned_by(person)]

    async def report(self, person: str, reference: str) -> ReportStatus:
        """Return a person's report. Raises UnknownReport."""
        self._shelf.reading()
        return self._status(self._called(person, reference))

    async def reported_before(self, person: str, post: PostAddress) -> ReportStatus | None:
        """Return this person's report of a post in an open case, if there is one."""
        self._shelf.reading()
        found = self._reported_before(person, post)
        return self._status(found) if found else None

    async def act(
        self, person: str, reference: str, action: ReporterAction, cause: str
    ) -> ReportStatus:
        """Carry out what a reporter does with their report."""
        shelf = self._shelf.writing()
        row = self._called(person, reference)
        case = shelf.cases[row.case]
        if not happened(case.thread, cause):
            event = follow_reporter(case.thread, row.filed().own, action, shelf.now(), cause)
            if event is not None:
                if isinstance(action, AddInformation):
                    attach(shelf, row, action.screenshots)
                row.shares_name = row.shares_name or isinstance(action, ShareName)
                append(shelf, case, event, row.id)
        return self._status(row)

    def _file(self, report: NewReport, case: CaseRow, now: datetime) -> Receipt:
        shelf = self._shelf
        version = len(case.thread) + 1
        row = ReportRow(
            id=shelf.new_id(),
            reference=shelf.new_reference(REPORT),
            case=case.id,
            version=version,
            submitted_at=now,
            sent=report,
            shares_name=report.share_name,
        )
        cause = f"submission:{report.submission}"
        append(shelf, case, LoggedEvent(EventKind.REPORTED, now, cause, report=version))
        shelf.reports[row.id] = row
        notice = notice_of_delivery(case.id, row.filed(), shelf.new_id)
        shelf.deliveries[notice.id] = notice
        shown = attach(shelf, row, report.screenshots)
        return Receipt(reference=row.reference, card_delivery=case.card, screenshots=shown)

    def _reported_before(self, person: str, post: PostAddress | None) -> ReportRow | None:
        for row in self._shelf.owned_by(person) if post is not None else ():
            case = self._shelf.cases[row.case]
            same = case.post == post and not is_closed(case.thread)
            if same and withdrawal(case.thread, row.version) is None:
                return row
        return None

    def _open_case_of(self, report: NewReport) -> CaseRow | None:
        if report.post is None:
            return None
        cases = self._shelf.cases.values()
        return next((c for c in cases if c.post == report.post and c.is_open), None)

    def _new_case(self, report: NewReport, now: datetime) -> CaseRow:
        shelf = self._shelf
        case_id, card_id = shelf.new_id(), shelf.new_id()
        card = Delivery(card_id, DeliveryKind.CASE_CARD, case_id, None, event=0, due_at=now)
        case = CaseRow(case_id, shelf.new_reference(CASE), now, report.post, card_id)
        shelf.deliveries[card_id] = card
        shelf.cases[case_id] = case
        return case

    def _called(self, person: str, reference: str) -> ReportRow:
        kept = tidy_reference(reference)
        for row in self._shelf.owned_by(person):
            if row.reference == kept:
                return row
        raise UnknownReport

    def _status(self, row: ReportRow) -> ReportStatus:
        return report_status(row.filed().own, self._shelf.cases[row.case].thread)
