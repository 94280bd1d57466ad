"""Decides what a typed message means: a command, what a flow waits for, or else a question."""

from dataclasses import replace
from datetime import timedelta

from dialogs import triage, wording
from dialogs.answers import answer_policy, following, owners_loop
from dialogs.answers.follow_ups import read_follow_up
from dialogs.checks import assess_post
from dialogs.checks.check_steps import DRAFT, VERDICT
from dialogs.commands import Command, read_command
from dialogs.effects.report_effects import ScreenshotsKept
from dialogs.here import Here
from dialogs.moves import and_repeat, obey
from dialogs.own import own_asking, own_reports
from dialogs.own.own_commands import read_own_command
from dialogs.reports import report_breach, screenshots, self_report
from dialogs.state import CheckFlow, Conversation, ReportFlow
from dialogs.text.inert import MAX_TEXT, clean
from dialogs.text.questions import is_question
from dialogs.turn import (
    Effect,
    KeepQuestion,
    MayAnswer,
    Place,
    Reply,
    Said,
    Step,
)
from dialogs.wording import limits
from dialogs.wording import own_reports as own_reports_words
from dialogs.wording import screenshots as words_of_screenshots
from storage.records import WhyKept

_FEW_WORDS = 3
# For so long, what is typed is likelier an answer to the team's question than anything else.
_FRESH = timedelta(hours=1)
# Words that a draft or an account may well consist of are commands only where none is asked for.
_NOT_IN_FREE_TEXT = frozenset(
    {
        *(Command.HELLO, Command.THANKS, Command.SECTION, Command.CHANGE),
        *(Command.DONT_KEEP, Command.ASK_CONTACT),
        *(Command.ASK, Command.PERSON, Command.WHO_READS),
    }
)


def listened(conversation: Conversation, event: Said | MayAnswer, here: Here) -> Step:
    """Take a typed message, with the files that came with it, or one that may be an answer."""
    if isinstance(event, MayAnswer):
        return _perhaps_answered(conversation, event, here)
    text, files = event.text, event.files
    if files and here.context.place is Place.PERSONAL and len(text) <= MAX_TEXT:
        return _with_files(conversation, clean(text), files, here)
    return _heard(conversation, text, here)


def _with_files(conversation: Conversation, text: str, files: tuple[str, ...], here: Here) -> Step:
    """Take files that came with a message: before its words, if what they go with is open."""
    if screenshots.wanted(conversation):
        return Step(conversation, effects=(screenshots.offered(conversation, files, text, here),))
    step = _said(conversation, text, here) if text else Step(conversation)
    if screenshots.wanted(step.conversation) and not step.effects:
        keeping = screenshots.offered(step.conversation, files, "", here)
        return replace(step, effects=(keeping,))
    return replace(step, replies=(*step.replies, Reply(words_of_screenshots.NO_FORM)))


def screenshots_kept(conversation: Conversation, outcome: ScreenshotsKept, here: Here) -> Step:
    """Say what was kept, then take up what was typed beside it."""
    step = screenshots.kept(conversation, outcome, here)
    if not outcome.text:
        return step
    after = _said(step.conversation, outcome.text, here)
    return replace(after, replies=(*step.replies, *after.replies))


def _heard(conversation: Conversation, text: str, here: Here) -> Step:
    """Take a message, unless it is too long to be read whole: a part of it may mislead."""
    if len(text) <= MAX_TEXT:
        return _said(conversation, clean(text), here)
    return and_repeat(Step(conversation, (Reply(limits.too_long(len(text), MAX_TEXT)),)), here)


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
    answered = (
        triage.said(conversation, text, here)
        or _about_own_reports(conversation, text, here)
        or _flow_answer(conversation, text, here)
    )
    return answered or replace(_asked(conversation, text, here), unclaimed=True)


def _about_own_reports(conversation: Conversation, text: str, here: Here) -> Step | None:
    """Take a message about reports that were sent: what is waited for, or a command.

    A command without a reference is none where any text at all would be an answer.
    """
    own, asked = conversation.own, read_own_command(text)
    if own is not None:
        picks = asked is not None and asked.do == "show" and not own.reference
        waited_for = asked is None or (bool(own.reference) and not asked.reference)
        if picks or waited_for:
            return own_reports.said(conversation, own, text, here)
    if asked is None or (not asked.reference and _free_text(conversation)):
        return None
    return own_reports.commanded(conversation, asked, here)


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
    owned_up = self_report.said(conversation, text, here)
    if owned_up is not None:
        return owned_up
    judged = owners_loop.said(conversation, text, here)
    if judged is not None:
        return and_repeat(judged, here)
    flow = conversation.flow
    waiting = flow is not None and flow.pending != VERDICT
    if waiting and not _like_a_question(text) and here.find(text).kind != "answer":
        return and_repeat(Step(conversation, (Reply(wording.NOT_UNDERSTOOD),)), here)
    return and_repeat(answer_policy.answer(conversation, text, here), here)


def _perhaps_answered(conversation: Conversation, event: MayAnswer, here: Here) -> Step:
    """Take what may be an answer to the team, unless it is plainly a question.

    While the team's question is fresh, it is shown first, with what was typed filled in; later,
    behind what the policy says to that. A question is answered, and the team's is recalled.
    """
    step, text = listened(conversation, event.said, here), event.said.text
    if any(map(_keeps_unanswered, step.effects)):
        shown = own_asking.may_answer(event, own_reports_words.NOT_YOUR_ANSWER_YET)
        return and_repeat(Step(conversation, (shown,)), here)
    if is_question(text):
        waits = own_reports_words.STILL_WAITS.format(ref=event.report.reference)
        return replace(step, replies=(*step.replies, Reply(waits)))
    shown = own_asking.may_answer(event, own_reports_words.IS_IT_YOUR_ANSWER)
    if here.context.now - event.report.questions[-1].at < _FRESH:
        return and_repeat(Step(conversation, (shown,)), here)
    said_much = len(text.split()) > _FEW_WORDS
    return replace(step, replies=(*step.replies, shown)) if said_much else step


def _keeps_unanswered(effect: Effect) -> bool:
    return isinstance(effect, KeepQuestion) and effect.question.why is WhyKept.UNANSWERED


def _like_a_question(text: str) -> bool:
    return text.endswith("?") or len(text.split()) > _FEW_WORDS


def _flow_answer(conversation: Conversation, text: str, here: Here) -> Step | None:
    flow = conversation.flow
    if isinstance(flow, CheckFlow):
        return assess_post.said(conversation, flow, text, here)
    if isinstance(flow, ReportFlow):
        return report_breach.said(conversation, flow, text, here)
    return None


def _free_text(conversation: Conversation) -> bool:
    """Tell whether any text at all would answer what is pending."""
    flow, own = conversation.flow, conversation.own
    if own is not None and own.do in {"add", "answer"}:
        return True
    return flow is not None and flow.pending in {DRAFT, "account", "seen_when"}
