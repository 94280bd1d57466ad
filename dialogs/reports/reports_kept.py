"""What becomes of reports, told to their reporter: receipts, the list, and the move to 1:1."""

from dialogs.cards.receipt_cards import receipt_card, start_card
from dialogs.cards.report_cards import lost_card, lost_text
from dialogs.effects.report_effects import ReportKept, ReportTooSoon
from dialogs.reports import report_asking
from dialogs.state import Conversation, ReportFlow
from dialogs.toolbox import Toolbox
from dialogs.turn import OpenPersonalChat, Reply, Step
from dialogs.wording import limits, reports, screenshots
from dialogs.wording.dates import LONDON
from dialogs.wording.screenshots import count_words


def in_private(conversation: Conversation, toolbox: Toolbox) -> Step:
    """Move a report to the one-to-one chat, without a word of what was said here."""
    return _move(
        conversation,
        toolbox,
        reports.IN_PRIVATE,
        Reply(reports.START_IN_PRIVATE, start_card(reports.START_IN_PRIVATE)),
    )


def in_private_only(conversation: Conversation, toolbox: Toolbox) -> Step:
    """Talk about somebody's own reports in the one-to-one chat alone."""
    there = Reply(reports.YOUR_REPORTS_HERE, receipt_card([reports.YOUR_REPORTS_HERE]))
    return _move(conversation, toolbox, reports.IN_PRIVATE_ONLY, there)


def unreachable(conversation: Conversation, toolbox: Toolbox) -> Step:
    """Take no report of somebody whom the bot could never tell what comes of it."""
    link = toolbox.bot_chat_link
    onward = reports.OPEN_CHAT.format(link=link) if link else reports.FIND_ME
    return Step(conversation, (Reply(f"{reports.UNREACHABLE} {onward}"),))


def _move(conversation: Conversation, toolbox: Toolbox, why: str, there: Reply) -> Step:
    """Say here that it moves, and nothing of what; the chat may not open, and then says so."""
    link = toolbox.bot_chat_link
    open_it = (reports.OPEN_CHAT.format(link=link),) if link else ()
    here = Reply("\n\n".join((why, reports.WRITTEN_TO_YOU, *open_it)))
    cannot = (reports.OPEN_CHAT.format(link=link),) if link else (reports.FIND_ME,)
    otherwise = Reply("\n\n".join((why, reports.NO_CHAT, *cannot)))
    return Step(conversation, (here,), (OpenPersonalChat(there, otherwise),))


def kept(conversation: Conversation, outcome: ReportKept) -> Step:
    """Give the receipt: "delivered" only where the team's channel has taken the card."""
    reference = outcome.receipt.reference
    saved = reports.DELIVERED if outcome.delivered else reports.SAVED
    lines = [saved.format(ref=reference)]
    if outcome.receipt.repeated:
        lines.append(reports.SENT_BEFORE)
    lines += _screenshots(conversation, outcome.receipt.screenshots)
    lines += [reports.NO_FINDING, reports.HEAR_OF_IT]
    reply = Reply("\n\n".join(lines), receipt_card(lines, reference), in_place=True)
    return Step(conversation.model_copy(update={"flow": None}), (reply,))


def too_soon(conversation: Conversation, outcome: ReportTooSoon, toolbox: Toolbox) -> Step:
    """Show the unsent report again, and from when it can be sent: nothing of it is lost."""
    time = f"{outcome.again_at.astimezone(LONDON):%H:%M}"
    remark = limits.TOO_MANY_REPORTS.format(most=outcome.most, time=time)
    flow = conversation.flow
    if not isinstance(flow, ReportFlow):
        return Step(conversation, (Reply(remark),))
    reviewed = flow.model_copy(update={"pending": "review"})
    return report_asking.ask(conversation, reviewed, toolbox, remark)


def _screenshots(conversation: Conversation, count: int) -> list[str]:
    """Say how many screenshots went with the report, and whether one was lost on the way."""
    line = count_words(count, screenshots.SENT_ONE, screenshots.SENT)
    lost = len(conversation.screenshots) > count
    return [*((line,) if count else ()), *((screenshots.LOST,) if lost else ())]


def not_kept(conversation: Conversation, toolbox: Toolbox) -> Step:
    """Hand the text back where it could not be saved; it is still there to be sent again."""
    flow = conversation.flow
    if not isinstance(flow, ReportFlow):
        return Step(conversation, (Reply(reports.NOT_KEPT),))
    card = lost_card(flow, toolbox.policy)
    tried = conversation.model_copy(update={"flow": flow.model_copy(update={"tried": True})})
    return Step(tried, (Reply(lost_text(flow, toolbox.policy), card, in_place=True),))
