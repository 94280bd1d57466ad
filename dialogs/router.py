"""Decides what an event means: a flow's answer, a command, a button, or a question.

`advance` is the only entry. It is pure: the same state, event and context give the same step.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from dialogs import (
    answer_policy,
    assess_post,
    following,
    owners_loop,
    report_breach,
    reports_kept,
    silences,
    triage,
    welcome,
    wording,
)
from dialogs.commands import Command, read_command
from dialogs.follow_ups import read_follow_up
from dialogs.here import Here
from dialogs.inert import clean
from dialogs.moves import and_repeat, obey
from dialogs.presses import pressed
from dialogs.state import CheckFlow, Conversation, ReportFlow
from dialogs.toolbox import Toolbox
from dialogs.turn import (
    CaseRefused,
    CaseShown,
    ChannelConfirmed,
    Context,
    Event,
    Installed,
    Outcome,
    Place,
    Pressed,
    Reply,
    ReportKept,
    ReportNotKept,
    ReportsListed,
    Said,
    Step,
    Uninstalled,
)

FLOW_LASTS = timedelta(hours=1)
_FEW_WORDS = 3
# Words that a draft or an account may well consist of are commands only where none is asked for.
_NOT_IN_FREE_TEXT = frozenset(
    {
        *(Command.HELLO, Command.THANKS, Command.SECTION, Command.CHANGE),
        *(Command.DONT_KEEP, Command.ASK_CONTACT),
        *(Command.ASK, Command.PERSON, Command.WHO_READS),
    }
)


def advance(conversation: Conversation, event: Event, context: Context, toolbox: Toolbox) -> Step:
    """Take one event: a message, a button, an installation, or the outcome of an effect."""
    here = Here(context, toolbox)
    current = _without_stale_flow(conversation, context.now)
    step = _taken(current, event, here)
    if isinstance(event, Said) and current.flow is None and conversation.flow is not None:
        step = replace(step, replies=(Reply(wording.WENT_STALE), *step.replies))
    return _touched(step, context.now)


def _taken(conversation: Conversation, event: Event, here: Here) -> Step:
    match event:
        case Said(text):
            return _safety_first(_said(conversation, clean(text), here), [text], here)
        case Pressed(data):
            typed = [value for value in data.values() if isinstance(value, str)]
            return _safety_first(pressed(conversation, data, here), typed, here)
        case Installed():
            return welcome.installed(conversation, here.context)
        case Uninstalled():
            return Step(Conversation())
        case _:
            return _outcome(conversation, event, here)


def _safety_first(step: Step, typed: Sequence[str], here: Here) -> Step:
    """Put where to turn before everything else, if what was typed tells of danger to a life."""
    warning = next((reply for text in typed for reply in silences.danger(text, here)), None)
    return step if warning is None else replace(step, replies=(warning, *step.replies))


def _said(conversation: Conversation, text: str, here: Here) -> Step:
    """Take a message: as a command, a case command, a flow's answer, or else as a question."""
    if not text and here.context.place is not Place.PERSONAL:
        # Whoever only mentions the bot wants to know what it is there for.
        return obey(conversation, Command.HELP, here)
    if not text:
        return and_repeat(Step(conversation, (Reply(wording.NOTHING_TO_READ),)), here)
    command = read_command(text)
    if command is not Command.DONT_KEEP and conversation.kept_question is not None:
        conversation = conversation.model_copy(update={"kept_question": None})
    if command is not None and not (_free_text(conversation) and command in _NOT_IN_FREE_TEXT):
        return obey(conversation, command, here)
    answered = triage.said(conversation, text, here.context) or _flow_answer(
        conversation, text, here
    )
    if answered is not None:
        return answered
    return _asked(conversation, text, here)


def _asked(conversation: Conversation, text: str, here: Here) -> Step:
    """Answer a question. In the middle of a flow, what is pending is then asked again.

    There, a few words that are no option are more likely a slip than a question. A bare follow-up
    and a bare yes or no say nothing by themselves: they are never looked up.
    """
    follow_up = read_follow_up(
        text, here.toolbox.follow_ups, after=conversation.last_kind == "answer"
    )
    if follow_up is not None:
        return and_repeat(following.follow(conversation, follow_up, here), here)
    judged = owners_loop.said(conversation, text, here)
    if judged is not None:
        return and_repeat(judged, here)
    flow = conversation.flow
    waiting = flow is not None and flow.pending != assess_post.VERDICT
    if waiting and not _like_a_question(text) and here.toolbox.find(text).kind != "answer":
        return and_repeat(Step(conversation, (Reply(wording.NOT_UNDERSTOOD),)), here)
    return and_repeat(answer_policy.answer(conversation, text, here), here)


def _like_a_question(text: str) -> bool:
    return text.endswith("?") or len(text.split()) > _FEW_WORDS


def _flow_answer(conversation: Conversation, text: str, here: Here) -> Step | None:
    flow = conversation.flow
    if isinstance(flow, CheckFlow):
        return assess_post.said(conversation, flow, text, here)
    if isinstance(flow, ReportFlow):
        return report_breach.said(conversation, flow, text, here)
    return None


def _outcome(conversation: Conversation, outcome: Outcome, here: Here) -> Step:
    match outcome:
        case ReportKept():
            return reports_kept.kept(conversation, outcome)
        case ReportNotKept():
            return reports_kept.not_kept(conversation, here.toolbox)
        case ReportsListed():
            return and_repeat(reports_kept.listed(conversation, outcome), here)
        case CaseShown():
            return triage.shown(conversation, outcome, here.toolbox)
        case CaseRefused():
            return triage.refused(conversation, outcome, here.toolbox)
        case ChannelConfirmed(refusal):
            return Step(conversation, (Reply(refusal or wording.CHANNEL_CHOSEN),))


def _free_text(conversation: Conversation) -> bool:
    """Tell whether any text at all would answer what is pending."""
    flow = conversation.flow
    return flow is not None and flow.pending in {assess_post.DRAFT, "account", "seen_when"}


def _without_stale_flow(conversation: Conversation, now: datetime) -> Conversation:
    """Close a flow that was untouched for an hour; an unsent report is wiped with it."""
    touched = conversation.touched_at
    if conversation.flow is None or touched is None or now - touched < FLOW_LASTS:
        return conversation
    return conversation.model_copy(update={"flow": None, "touched_at": None})


def _touched(step: Step, now: datetime) -> Step:
    touched_at = now if step.conversation.flow is not None else None
    conversation = step.conversation
    if conversation.touched_at == touched_at:
        return step
    return replace(step, conversation=conversation.model_copy(update={"touched_at": touched_at}))
