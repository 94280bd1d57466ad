"""Notices to a reporter in their one-to-one chat: delivered, taken, decided."""

from dialogs.cards.receipt_cards import receipt_card
from dialogs.turn import Reply
from dialogs.wording import reports
from storage.records import DeliveryKind, ReportStatus


def notice(kind: DeliveryKind, status: ReportStatus) -> Reply:
    """Return the notice of a delivery about somebody's own report.

    Says what Internal Communications did with the report, never what happened to the colleague.
    Raises ValueError for a delivery that is no notice.
    """
    lines = [_line(kind, status)]
    if kind is not DeliveryKind.NOTICE_DECIDED:
        lines.append(reports.NO_LIMIT)
    return Reply("\n\n".join(lines), receipt_card(lines))


def _line(kind: DeliveryKind, status: ReportStatus) -> str:
    match kind:
        case DeliveryKind.NOTICE_DELIVERED:
            return reports.NOTICE_DELIVERED.format(ref=status.reference)
        case DeliveryKind.NOTICE_TAKEN:
            return reports.NOTICE_TAKEN.format(ref=status.reference)
        case DeliveryKind.NOTICE_DECIDED if status.decision is not None:
            outcome = reports.OUTCOMES[status.decision]
            return reports.NOTICE_DECIDED.format(ref=status.reference, outcome=outcome)
        case DeliveryKind.NOTICE_DECIDED:
            return reports.NOTICE_DECIDED_PLAIN.format(ref=status.reference)
        case DeliveryKind.CASE_CARD:
            raise ValueError("a case card is no notice")
