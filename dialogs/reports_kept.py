"""What becomes of reports, told to their reporter: receipts, the list, and the move to 1:1."""

from dialogs.cards.receipt_cards import my_reports_card, receipt_card, start_card
from dialogs.cards.report_cards import lost_card, lost_text
from dialogs.state import Conversation, ReportFlow
from dialogs.toolbox import Toolbox
from dialogs.turn import (
    Context,
    ListReports,
    OpenPersonalChat,
    Place,
    Reply,
    ReportKept,
    ReportsListed,
    Step,
)
from dialogs.wording import london_time, reports
from storage.records import CaseStatus, ReportStatus

MOST_LISTED = 10


def in_private(conversation: Conversation, toolbox: Toolbox) -> Step:
    """Move a report to the one-to-one chat, without a word of what was said here."""
    return _move(
        conversation,
        toolbox,
        reports.IN_PRIVATE,
        Reply(reports.START_IN_PRIVATE, start_card(reports.START_IN_PRIVATE)),
    )


def list_reports(conversation: Conversation, context: Context, toolbox: Toolbox) -> Step:
    """Ask for the person's own reports; in company, only in private."""
    if context.place is Place.PERSONAL:
        return Step(conversation, effects=(ListReports(context.person),))
    here = receipt_card([reports.YOUR_REPORTS_HERE])
    there = Reply(reports.YOUR_REPORTS_HERE, here)
    return _move(conversation, toolbox, reports.IN_PRIVATE_ONLY, there)


def _move(conversation: Conversation, toolbox: Toolbox, why: str, there: Reply) -> Step:
    link = toolbox.bot_chat_link
    lines = [why, reports.WRITE_TO_ME]
    if link:
        lines.append(reports.OPEN_CHAT.format(link=link))
    return Step(conversation, (Reply("\n\n".join(lines)),), (OpenPersonalChat(there),))


def kept(conversation: Conversation, outcome: ReportKept) -> Step:
    """Give the receipt: "delivered" only where the team's channel has taken the card."""
    reference = outcome.receipt.reference
    saved = reports.DELIVERED if outcome.delivered else reports.SAVED
    lines = [saved.format(ref=reference)]
    if outcome.receipt.repeated:
        lines.append(reports.SENT_BEFORE)
    lines.append(reports.NO_FINDING)
    reply = Reply("\n\n".join(lines), receipt_card(lines), in_place=True)
    return Step(conversation.model_copy(update={"flow": None}), (reply,))


def not_kept(conversation: Conversation, toolbox: Toolbox) -> Step:
    """Hand the text back where it could not be saved; it is still there to be sent again."""
    flow = conversation.flow
    if not isinstance(flow, ReportFlow):
        return Step(conversation, (Reply(reports.NOT_KEPT),))
    card = lost_card(flow, toolbox.policy)
    tried = conversation.model_copy(update={"flow": flow.model_copy(update={"tried": True})})
    return Step(tried, (Reply(lost_text(flow, toolbox.policy), card, in_place=True),))


def listed(conversation: Conversation, outcome: ReportsListed) -> Step:
    """List the person's own reports, newest first."""
    if not outcome.reports:
        return Step(conversation, (Reply(reports.NO_REPORTS),))
    newest = outcome.reports[:MOST_LISTED]
    lines = [
        reports.SENT_AT.format(
            ref=one.reference, time=london_time(one.submitted_at), status=status_words(one)
        )
        for one in newest
    ]
    if len(outcome.reports) > len(newest):
        lines.append(reports.SHOWING_NEWEST.format(shown=len(newest), all=len(outcome.reports)))
    shown = [reports.YOUR_REPORTS, *lines, reports.NO_LIMIT]
    return Step(conversation, (Reply("\n\n".join(shown), my_reports_card(shown)),))


def status_words(status: ReportStatus) -> str:
    """Return where a report stands, in plain words; never what happened to the colleague."""
    if status.status is CaseStatus.DECIDED and status.decision is not None:
        return f"{reports.STATUSES[CaseStatus.DECIDED]}. {reports.OUTCOMES[status.decision]}"
    if status.status is CaseStatus.NEW and status.delivered_at is None:
        return reports.NOT_DELIVERED
    return reports.STATUSES[status.status]
