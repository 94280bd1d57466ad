"""Notices to a reporter in their one-to-one chat: delivered, taken, asked, closed.

They say what Internal Communications did with the report, never what happened to the colleague;
and nothing tells the team whether they were read.
"""

from dialogs.cards.own_cards import question_card, question_text
from dialogs.cards.receipt_cards import receipt_card
from dialogs.own.own_words import outcome_words
from dialogs.turn import Reply
from dialogs.wording import own_reports
from storage.records import DeliveryKind, QuestionForReporter, ReportStatus


def notice(
    kind: DeliveryKind,
    report: ReportStatus,
    question: QuestionForReporter | None = None,
    *,
    may_repeat: bool = False,
) -> Reply:
    """Return the notice of a delivery about somebody's own report.

    `may_repeat` tells that it may have arrived before. Raises ValueError for a delivery that is no
    notice, or is one of a question without the question.
    """
    again = (own_reports.MAY_REPEAT,) if may_repeat else ()
    if kind is DeliveryKind.NOTICE_QUESTION and question is not None:
        hidden = () if report.shares_name else (own_reports.STILL_UNNAMED,)
        lines = (*again, *hidden)
        card = question_card(report.reference, question, lines, named=report.shares_name)
        return Reply(question_text(report.reference, question, lines), card)
    lines = (_line(kind, report), *_more(kind), *again)
    return Reply("\n\n".join(lines), receipt_card(lines))


def _more(kind: DeliveryKind) -> tuple[str, ...]:
    closed = kind is DeliveryKind.NOTICE_OUTCOME
    return (own_reports.NOT_WHAT_HAPPENED if closed else own_reports.NO_LIMIT,)


def _line(kind: DeliveryKind, report: ReportStatus) -> str:
    reference, outcome = report.reference, outcome_words(report)
    match kind:
        case DeliveryKind.NOTICE_DELIVERED:
            return own_reports.NOTICE_DELIVERED.format(ref=reference)
        case DeliveryKind.NOTICE_TAKEN:
            return own_reports.NOTICE_TAKEN.format(ref=reference)
        case DeliveryKind.NOTICE_OUTCOME if outcome:
            return own_reports.NOTICE_OUTCOME.format(ref=reference, outcome=outcome)
        case DeliveryKind.NOTICE_OUTCOME:
            return own_reports.NOTICE_OUTCOME_PLAIN.format(ref=reference)
    raise ValueError("this delivery is no notice")
