"""What came of what a reporter's dialogs asked for, given to whichever of them has to go on."""

from dataclasses import replace

from dialogs.effects.report_effects import (
    ReportedBefore,
    ReportKept,
    ReportNotKept,
    ReportOutcome,
    ReportRefused,
    ReportShown,
    ReportsListed,
    ReportTooSoon,
    ReportUnchanged,
)
from dialogs.here import Here
from dialogs.moves import and_repeat
from dialogs.own import own_found, own_outcomes
from dialogs.reports import reports_kept
from dialogs.state import Conversation
from dialogs.turn import Step


def take(conversation: Conversation, outcome: ReportOutcome, here: Here) -> Step:
    """Go on with an outcome. What was pending beside it is asked again where it was left."""
    match outcome:
        case ReportKept():
            return reports_kept.kept(conversation, outcome)
        case ReportNotKept():
            return reports_kept.not_kept(conversation, here.toolbox)
        case ReportTooSoon():
            return reports_kept.too_soon(conversation, outcome, here.toolbox)
        case ReportedBefore():
            return own_outcomes.reported_before(conversation, outcome)
    return _and_go_on(_about_own_reports(conversation, outcome, here), here)


def _about_own_reports(
    conversation: Conversation,
    outcome: ReportsListed | ReportShown | ReportRefused | ReportUnchanged,
    here: Here,
) -> Step:
    match outcome:
        case ReportsListed():
            return own_found.listed(conversation, outcome, here)
        case ReportShown():
            return own_found.shown(conversation, outcome, here)
        case ReportRefused():
            return own_outcomes.refused(conversation, outcome)
        case ReportUnchanged():
            return own_outcomes.unchanged(conversation, outcome)


def _and_go_on(step: Step, here: Here) -> Step:
    """Repeat the flow's pending question, unless something was asked about a report just now."""
    if step.conversation.own is not None or step.effects:
        return step
    after = and_repeat(step, here)
    repeated = tuple(replace(reply, in_place=False) for reply in after.replies[len(step.replies) :])
    return replace(after, replies=(*step.replies, *repeated))
