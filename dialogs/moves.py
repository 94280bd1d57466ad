"""Carries out commands: whole messages such as "cancel", and the buttons that mean the same."""

from dataclasses import replace

from dialogs import triage, welcome, wording
from dialogs.answers import answer_policy, owners_loop, silences
from dialogs.checks import assess_post
from dialogs.commands import Command
from dialogs.here import Here
from dialogs.own import own_asking, own_reports
from dialogs.reports import report_breach
from dialogs.state import CheckFlow, Conversation, ReportFlow
from dialogs.turn import Place, Reply, Step
from dialogs.wording import own_reports as wording_own
from dialogs.wording import reports

_TALK = frozenset(
    {
        *(Command.HELLO, Command.HELP, Command.THANKS, Command.SECTION),
        *(Command.ASK, Command.PERSON, Command.WHO_READS),
        *(Command.DONT_KEEP, Command.ASK_CONTACT, Command.WHO_SEES),
    }
)
# What begins something else, so that what waited for a word about a report waits no longer.
_TURNS_AWAY = frozenset({Command.CHECK, Command.REPORT, Command.MY_REPORTS})


def obey(conversation: Conversation, command: Command, here: Here) -> Step:
    """Carry out a command."""
    if command in _TALK:
        return and_repeat(_talk(conversation, command, here), here)
    if command in _TURNS_AWAY:
        conversation = conversation.model_copy(update={"own": None})
    match command:
        case Command.CHECK:
            return check(conversation, here)
        case Command.REPORT:
            return _report(conversation, here)
        case Command.MY_REPORTS:
            return own_reports.list_reports(conversation, here)
        case Command.USE_CHANNEL:
            return welcome.use_channel(conversation, here.context)
    return _move(conversation, command, here)


def _report(conversation: Conversation, here: Here) -> Step:
    """Begin a report; after a check of one's own post, with what was answered."""
    if isinstance(conversation.flow, CheckFlow):
        return assess_post.report_own(conversation, conversation.flow, here)
    return report_breach.start(conversation, here.context, here.toolbox)


def check(conversation: Conversation, here: Here) -> Step:
    """Begin a check, unless an unsent report would be lost by it."""
    if isinstance(conversation.flow, ReportFlow):
        return and_repeat(Step(conversation, (Reply(reports.UNFINISHED),)), here)
    return assess_post.start(conversation, here)


def and_repeat(step: Step, here: Here) -> Step:
    """Follow a step with what is pending in the flow under way, if one is."""
    flow, own = step.conversation.flow, step.conversation.own
    if own is not None and own.reference:
        again: tuple[Reply, ...] = (own_asking.asking(own),)
    elif isinstance(flow, CheckFlow):
        again = assess_post.repeat(step.conversation, flow, here).replies
    elif isinstance(flow, ReportFlow):
        again = (report_breach.repeat(flow, here.toolbox),)
    else:
        again = ()
    return replace(step, replies=(*step.replies, *again))


def _talk(conversation: Conversation, command: Command, here: Here) -> Step:
    match command:
        case Command.SECTION:
            return answer_policy.show_section(conversation, here.toolbox)
        case Command.DONT_KEEP:
            return owners_loop.dont_keep(conversation)
        case Command.ASK_CONTACT:
            return silences.contact(conversation, here)
        case Command.HELP if here.context.place is Place.TRIAGE:
            return triage.commands(conversation)
        case Command.WHO_SEES:
            return Step(conversation, (Reply(reports.WHO_SEES),))
    return welcome.small_talk(conversation, command, here.context.place)


def _move(conversation: Conversation, command: Command, here: Here) -> Step:
    """Move within the flow under way: cancel, back, start again, change an answer."""
    if conversation.own is not None:
        after = conversation.model_copy(update={"own": None})
        return and_repeat(Step(after, (Reply(wording_own.LEFT_ALONE),)), here)
    flow = conversation.flow
    if isinstance(flow, CheckFlow):
        return _move_check(conversation, flow, command, here)
    if isinstance(flow, ReportFlow):
        return _move_report(conversation, flow, command, here)
    if command is Command.START_AGAIN:
        return assess_post.start(conversation, here)
    idle = wording.CANCELLED_NOTHING if command is Command.CANCEL else wording.NOTHING_TO_GO_BACK_TO
    return Step(conversation, (Reply(idle),))


def _move_check(conversation: Conversation, flow: CheckFlow, command: Command, here: Here) -> Step:
    match command:
        case Command.CANCEL:
            return assess_post.cancel(conversation)
        case Command.BACK:
            return assess_post.back(conversation, flow, here)
        case Command.CHANGE:
            return assess_post.change(conversation, flow, here)
    return assess_post.start(conversation, here)


def _move_report(
    conversation: Conversation, flow: ReportFlow, command: Command, here: Here
) -> Step:
    match command:
        case Command.CANCEL:
            return report_breach.discard(conversation)
        case Command.BACK:
            return report_breach.back(conversation, flow, here.toolbox)
        case Command.CHANGE:
            return report_breach.start(conversation, here.context, here.toolbox)
    afresh = conversation.model_copy(update={"flow": None})
    return report_breach.start(afresh, here.context, here.toolbox)
