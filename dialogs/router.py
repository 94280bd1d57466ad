"""Decides what an event means: a flow's answer, a command, a button, or a question.

`advance` is the only entry. It is pure: the same state, event and context give the same step.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from dialogs import openings, triage, welcome, wording
from dialogs.answers import silences
from dialogs.cards.receipt_cards import start_card
from dialogs.commands import read_command
from dialogs.effects.report_effects import ReportOutcome, ScreenshotsKept
from dialogs.hearing import listened, screenshots_kept
from dialogs.here import Here
from dialogs.own.own_commands import read_own_command
from dialogs.presses import pressed
from dialogs.reports import report_outcomes
from dialogs.state import Conversation, ReportFlow
from dialogs.toolbox import Toolbox
from dialogs.turn import (
    ChannelConfirmed,
    Context,
    Event,
    Installed,
    MayAnswer,
    Opened,
    Outcome,
    Pressed,
    Reply,
    Said,
    Step,
    Uninstalled,
)
from dialogs.wording import reports

FLOW_LASTS = timedelta(hours=1)


def advance(conversation: Conversation, event: Event, context: Context, toolbox: Toolbox) -> Step:
    """Take one event: a message, a button, an installation, or the outcome of an effect."""
    here = Here(context, toolbox)
    current = _without_stale_flow(conversation, context.now)
    if isinstance(event, Said) and _is_open(conversation) and not _is_open(current):
        step = _after_stale(conversation, current, event, here)
    else:
        step = _taken(current, event, here)
    return _touched(step, context.now)


def _after_stale(before: Conversation, conversation: Conversation, event: Said, here: Here) -> Step:
    """Say that something was closed, before what was typed is taken.

    What belonged to a report may be anything about anybody: it is not taken for a question.
    """
    unsent = isinstance(before.flow, ReportFlow)
    line = reports.WENT_STALE if unsent else wording.WENT_STALE
    meant = read_command(event.text) or read_own_command(event.text)
    if meant is None and (unsent or before.own is not None):
        card = start_card(line) if unsent else None
        return _safety_first(Step(conversation, (Reply(line, card),)), [event.text], here)
    step = _taken(conversation, event, here)
    return replace(step, replies=(Reply(line), *step.replies))


def _taken(conversation: Conversation, event: Event, here: Here) -> Step:
    match event:
        case Said(text) | MayAnswer(Said(text)):
            return _safety_first(listened(conversation, event, here), [text], here)
        case Pressed(data):
            typed = [value for value in data.values() if isinstance(value, str)]
            return _safety_first(pressed(conversation, data, here), typed, here)
        case Opened(_, message):
            typed = [] if message is None else [message.text]
            return _safety_first(openings.opened(event, here), typed, here)
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


def _outcome(conversation: Conversation, outcome: Outcome, here: Here) -> Step:
    if isinstance(outcome, ScreenshotsKept):
        return screenshots_kept(conversation, outcome, here)
    if isinstance(outcome, ReportOutcome):
        return report_outcomes.take(conversation, outcome, here)
    match outcome:
        case ChannelConfirmed(refusal):
            return Step(conversation, (Reply(refusal or wording.CHANNEL_CHOSEN),))
        case _:
            return triage.outcome(conversation, outcome, here)


def _is_open(conversation: Conversation) -> bool:
    return conversation.flow is not None or conversation.own is not None


def _without_stale_flow(conversation: Conversation, now: datetime) -> Conversation:
    """Close what was untouched for an hour; an unsent report is wiped with it."""
    touched = conversation.touched_at
    if not _is_open(conversation) or touched is None or now - touched < FLOW_LASTS:
        return conversation
    return conversation.model_copy(update={"flow": None, "own": None, "touched_at": None})


def _touched(step: Step, now: datetime) -> Step:
    touched_at = now if _is_open(step.conversation) else None
    conversation = step.conversation
    if conversation.touched_at == touched_at:
        return step
    return replace(step, conversation=conversation.model_copy(update={"touched_at": touched_at}))
