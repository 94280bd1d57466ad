"""What reporters hear when something was done with their report, was refused, or failed."""

from collections.abc import Sequence

from dialogs.cards.own_cards import done_card, list_card, reported_before_card, status_card
from dialogs.effects.report_effects import ReportedBefore, ReportRefused, ReportUnchanged
from dialogs.own.own_words import list_lines, status_lines
from dialogs.state import Conversation, ReportFlow
from dialogs.text.inert import dead
from dialogs.turn import Reply, Step
from dialogs.wording import own_reports
from storage.errors import (
    AlreadyAnswered,
    ReportClosed,
    ReportWithdrawn,
    UnknownQuestion,
    UnknownReport,
)
from storage.records import (
    AddInformation,
    AnswerQuestion,
    DeclineQuestion,
    ReporterAction,
    ReportStatus,
    ShareName,
    Withdraw,
)

_REFUSALS = {
    UnknownReport: own_reports.UNKNOWN,
    ReportWithdrawn: own_reports.WITHDRAWN_BEFORE,
    ReportClosed: own_reports.CLOSED,
    UnknownQuestion: own_reports.NO_QUESTION,
    AlreadyAnswered: own_reports.ANSWERED_BEFORE,
}


def listed(conversation: Conversation, reports: Sequence[ReportStatus]) -> Step:
    """List somebody's own reports, newest first."""
    if not reports:
        return Step(conversation, (Reply(own_reports.NO_REPORTS),))
    lines = list_lines(reports)
    references = [one.reference for one in reports]
    foot = own_reports.HOW_TO_ASK.format(ref=references[0])
    text = "\n\n".join((*lines, foot))
    return Step(conversation, (Reply(text, list_card(lines, references, foot)),))


def status(conversation: Conversation, report: ReportStatus) -> Step:
    """Show where one report stands."""
    lines = status_lines(report)
    text = "\n\n".join((*lines, own_reports.WHAT_NEXT))
    return Step(conversation, (Reply(text, status_card(lines, report), in_place=True),))


def done(conversation: Conversation, report: ReportStatus, action: ReporterAction) -> Step:
    """Say what was done. What an unsent report said, and is added now, is gone from it."""
    line = _done_line(report, action).format(ref=report.reference)
    written = action.text if isinstance(action, AddInformation | AnswerQuestion) else ""
    flow = conversation.flow
    if isinstance(action, AddInformation) and isinstance(flow, ReportFlow):
        unsent = flow.account != action.text
        conversation = conversation if unsent else conversation.model_copy(update={"flow": None})
    text = "\n\n".join(part for part in (line, dead(written)) if part)
    return Step(conversation, (Reply(text, done_card(line, written), in_place=True),))


def _done_line(report: ReportStatus, action: ReporterAction) -> str:
    named = report.shares_name
    match action:
        case AddInformation():
            return own_reports.ADDED_NAMED if named else own_reports.ADDED
        case Withdraw():
            return own_reports.WITHDRAWN
        case AnswerQuestion():
            return own_reports.ANSWERED_NAMED if named else own_reports.ANSWERED
        case DeclineQuestion():
            return own_reports.DECLINED_NAMED if named else own_reports.DECLINED
        case ShareName():
            return own_reports.NAMED


def refused(conversation: Conversation, outcome: ReportRefused) -> Step:
    """Say why it was refused; a reference of somebody else's and one of nobody's sound the same."""
    after = conversation.model_copy(update={"own": None})
    said = _REFUSALS.get(type(outcome.refusal), outcome.why)
    return Step(after, (Reply(said),))


def unchanged(conversation: Conversation, outcome: ReportUnchanged) -> Step:
    """Say that it could not be stored, and hand back what was typed."""
    text = getattr(outcome.action, "text", "")
    said = f"{own_reports.NOT_SAVED}\n\n{dead(text)}" if text else own_reports.NOT_DONE
    return Step(conversation.model_copy(update={"own": None}), (Reply(said),))


def reported_before(conversation: Conversation, outcome: ReportedBefore) -> Step:
    """Offer to add to the earlier report of the same post, if there is one."""
    earlier, flow = outcome.earlier, conversation.flow
    if earlier is None or not isinstance(flow, ReportFlow):
        return Step(conversation)
    asks = own_reports.REPORTED_BEFORE_ADD if flow.account else own_reports.REPORTED_BEFORE_ASK
    lines = tuple(
        line.format(ref=earlier.reference) for line in (own_reports.REPORTED_BEFORE, asks)
    )
    text = "\n\n".join((*lines, own_reports.OR_TYPE_ADD))
    noted = flow.model_copy(update={"earlier": earlier.reference})
    reply = Reply(text, reported_before_card(earlier, flow, lines))
    return Step(conversation.model_copy(update={"flow": noted}), (reply,))
