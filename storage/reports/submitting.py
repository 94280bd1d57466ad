"""Taking in a report: it, its case's event and its deliveries, in one transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from storage.cases.case_file import CaseFile
from storage.cases.case_rows import CaseRow, CaseRows
from storage.cases.consequences import FiledReport, notice_of_delivery
from storage.cases.event_rows import EventRows
from storage.cases.thread import LoggedEvent, Thread, withdrawal
from storage.database.kit import Kit
from storage.database.tables import cases, reports
from storage.errors import AlreadyReported
from storage.outbox.delivery_rows import add_deliveries, card_of
from storage.records import CaseStatus, EventKind, NewReport, PostAddress, Receipt
from storage.references import CASE, REPORT
from storage.reports.report_rows import ReportRows
from storage.reports.reporting import COUNTED, OwnReport, check_rate
from storage.reports.screenshots import attach, of_reports


def submit(connection: Connection, kit: Kit, sent: NewReport, most_an_hour: int = 0) -> Receipt:
    """Store a report, once for each submission; one about a post with an open case joins that.

    Raises AlreadyReported, TooManyReports.
    """
    before = _receipt_of(connection, sent.submission)
    if before is not None:
        return before
    case = _case_for(connection, kit, sent, kit.now())
    if sent.post is not None:
        # Looked for under the case's lock: the same person may press twice on two replicas.
        earlier = reported_before(connection, kit, sent.reporter.person, sent.post)
        if earlier is not None:
            # Another replica may have stored this very press since it was looked for above.
            before = _receipt_of(connection, sent.submission)
            if before is not None:
                return before
            raise AlreadyReported(earlier[0].own.reference)
    within_the_hour = ReportRows(connection, kit.cipher).times_of(
        kit.cipher.person(sent.reporter.person), after=kit.now() - COUNTED
    )
    check_rate(within_the_hour, most_an_hour)
    return _file(connection, kit, sent, case)


def reported_before(
    connection: Connection, kit: Kit, person: str, post: PostAddress
) -> tuple[FiledReport, Thread] | None:
    """Find a person's report of a post in an open case, one that they have not withdrawn."""
    open_cases = select(cases.c.id).where(
        cases.c.post_hash == kit.post_hash(post), cases.c.status != CaseStatus.CLOSED.value
    )
    about = set(connection.scalars(open_cases))
    mine = ReportRows(connection, kit.cipher).owned_by(kit.cipher.person(person))
    for case, report in mine:
        if case in about:
            thread = EventRows(connection, kit.cipher).thread(case)
            if withdrawal(thread, report.own.version) is None:
                return report, thread
    return None


def _receipt_of(connection: Connection, submission: UUID) -> Receipt | None:
    query = select(reports.c.id, reports.c.reference, reports.c.case_id).where(
        reports.c.submission == submission
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    card = card_of(connection, row.case_id)
    shown = len(of_reports(connection, [row.id]).get(row.id, ()))
    return Receipt(reference=row.reference, card_delivery=card.id, repeated=True, screenshots=shown)


def _case_for(connection: Connection, kit: Kit, sent: NewReport, now: datetime) -> CaseRow:
    rows = CaseRows(connection, kit)
    found = rows.open_about(sent.post) if sent.post else None
    if found is not None:
        return found
    case = CaseRow(kit.new_id(), kit.new_reference(CASE), now)
    rows.add(case, kit.new_id(), sent.post)
    return case


def _file(connection: Connection, kit: Kit, sent: NewReport, case: CaseRow) -> Receipt:
    thread = EventRows(connection, kit.cipher).thread(case.id)
    file = CaseFile(connection, kit, case, thread)
    version, now = len(thread) + 1, kit.now()
    filed = FiledReport(kit.new_id(), _own(kit, sent, version, now))
    cause = f"submission:{sent.submission}"
    file.append(LoggedEvent(EventKind.REPORTED, now, cause, report=version))
    file.reports.add(filed, case.id, sent)
    add_deliveries(connection, [notice_of_delivery(case.id, filed, kit.new_id)])
    card = card_of(connection, case.id)
    shown = attach(connection, kit, filed.id, sent.reporter.person, sent.screenshots)
    return Receipt(reference=filed.own.reference, card_delivery=card.id, screenshots=shown)


def _own(kit: Kit, sent: NewReport, version: int, now: datetime) -> OwnReport:
    return OwnReport(
        reference=kit.new_reference(REPORT),
        version=version,
        submitted_at=now,
        delivered_at=None,
        principle=sent.principle,
        own_post=sent.own_post,
        shares_name=sent.share_name,
    )
