"""Taking in a report: it, its case's event and its deliveries, in one transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from storage.case_rows import CaseRow, CaseRows
from storage.deliveries import NOTICE_AFTER, Delivery
from storage.delivery_rows import add_deliveries, card_of
from storage.kit import Kit
from storage.lifecycle import LoggedEvent
from storage.records import DeliveryKind, EventKind, NewReport, Receipt
from storage.references import CASE, REPORT
from storage.report_rows import ReportRows
from storage.tables import reports
from storage.views import KeptReport


def submit(connection: Connection, kit: Kit, sent: NewReport) -> Receipt:
    """Store a report, once for each submission; one about a post with an open case joins that."""
    before = _receipt_of(connection, sent.submission)
    if before is not None:
        return before
    now = kit.now()
    cases = CaseRows(connection, kit.cipher)
    case = _case_for(cases, kit, sent, now)
    event = LoggedEvent(EventKind.REPORTED, now, cause=f"submission:{sent.submission}")
    number = len(cases.thread(case.id)) + 1
    card = cases.append(case, number, event)
    report = _kept(kit, sent, number, now)
    ReportRows(connection, kit.cipher).add(report, case.id, sent)
    add_deliveries(connection, [_notice_of_delivery(kit, case.id, report)])
    return Receipt(reference=report.reference, card_delivery=card.id)


def _receipt_of(connection: Connection, submission: UUID) -> Receipt | None:
    query = select(reports.c.reference, reports.c.case_id).where(reports.c.submission == submission)
    row = connection.execute(query).first()
    if row is None:
        return None
    card = card_of(connection, row.case_id)
    return Receipt(reference=row.reference, card_delivery=card.id, repeated=True)


def _case_for(cases: CaseRows, kit: Kit, sent: NewReport, now: datetime) -> CaseRow:
    found = cases.open_about(sent.post) if sent.post else None
    if found is not None:
        return found
    case = CaseRow(kit.new_id(), kit.new_reference(CASE))
    cases.add(case, kit.new_id(), sent.post, now)
    return case


def _kept(kit: Kit, sent: NewReport, version: int, now: datetime) -> KeptReport:
    return KeptReport(
        id=kit.new_id(),
        reference=kit.new_reference(REPORT),
        version=version,
        submitted_at=now,
        delivered_at=None,
        link=sent.link,
        principle=sent.principle,
        account=sent.account,
        seen_when=sent.seen_when,
        own_post=sent.own_post,
        policy_version=sent.policy_version,
    )


def _notice_of_delivery(kit: Kit, case: UUID, report: KeptReport) -> Delivery:
    return Delivery(
        id=kit.new_id(),
        kind=DeliveryKind.NOTICE_DELIVERED,
        case=case,
        report=report.id,
        event=report.version,
        due_at=report.submitted_at + NOTICE_AFTER,
        held=True,
    )
