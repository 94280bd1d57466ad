"""Answers a follow-up from the clauses of the last answer; nothing else of it is remembered."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dialogs.answers.answer_policy import show_section
from dialogs.answers.answering import ABOUT_REVIEW, SHOWN, Around, quote
from dialogs.answers.follow_ups import About, FollowUp, OnPlatform
from dialogs.cards.answer_card import sources_card, sources_text
from dialogs.here import Here
from dialogs.state import Conversation
from dialogs.turn import Reply, Step
from dialogs.wording import NOT_UNDERSTOOD, answers, checks
from policy_content.follow_ups import Onward, Platform, within

_YAMMER = ("yammer",)


def follow(conversation: Conversation, follow_up: FollowUp, here: Here) -> Step:
    """Answer a follow-up, or say what is missing where there is no answer to follow."""
    if follow_up is About.CURRENT:
        return _current(conversation, here)
    if conversation.last_kind == "answer" and _last(conversation, here):
        return _resolved(conversation, follow_up, here)
    if conversation.flow is not None:
        return Step(conversation, (Reply(NOT_UNDERSTOOD),))
    if follow_up is About.SECTION:
        return show_section(conversation, here.toolbox)
    if isinstance(follow_up, OnPlatform) and conversation.last_kind == "nothing":
        return _of_platform(conversation, follow_up.platform, here)
    unclear = {"guesses": answers.CHOOSE_FIRST, "none": answers.UNANSWERED_BEFORE}
    says = unclear.get(conversation.last_kind, answers.ASK_WHOLE)
    return Step(conversation, (Reply(says),))


def _resolved(conversation: Conversation, follow_up: FollowUp, here: Here) -> Step:
    match follow_up:
        case OnPlatform(platform):
            return _on_platform(conversation, platform, here)
        case About.WHY:
            return _why(conversation, here)
        case About.THEN:
            return _then(conversation, here)
        case About.SOURCE:
            return _source(conversation, here)
        case _:
            return show_section(conversation, here.toolbox)


def _on_platform(conversation: Conversation, platform: Platform, here: Here) -> Step:
    """Show the same clauses again, as far as they hold there, with what the policy says of it.

    The clauses of the question stay remembered whole, so that the next platform gets them all.
    """
    before = _last(conversation, here)
    left = tuple(c for c in before if not within(c, platform.not_there))
    out = tuple(c for c in before if within(c, platform.not_there))
    remarks = [platform.says]
    if not left:
        remarks.append(answers.NOTHING_LEFT.format(platform=platform.name))
    if out:
        why = {"why": platform.left_out, "clauses": ", ".join(out)}
        remarks.append(answers.LEFT_OUT.format(**why))
    if any(within(c, platform.ask_first) for c in left[:SHOWN]):
        remarks.append(platform.ask)
    around = Around(
        first_line=answers.ON_PLATFORM.format(platform=platform.name),
        remarks=tuple(remarks),
        footers=(checks.FOI,) if any(within(c, _YAMMER) for c in platform.clauses) else (),
        alone=True,
    )
    own = platform.clauses
    clauses = (*left[: SHOWN - 1], *own[:1], *left[SHOWN - 1 :], *own[1:])
    step = quote(conversation, clauses, here, around)
    return _remembering(step, conversation, platform.name)


def _of_platform(conversation: Conversation, platform: Platform, here: Here) -> Step:
    """Say what the policy says of a platform, where there is no question to put again."""
    remarks = () if platform.covered else (platform.says,)
    return quote(conversation, platform.clauses, here, Around(remarks=remarks, alone=True))


def _why(conversation: Conversation, here: Here) -> Step:
    onward = here.toolbox.follow_ups.reasons_for(_last(conversation, here))
    return _led(conversation, (onward,) if onward else (), Around(answers.WHY), here)


def _then(conversation: Conversation, here: Here) -> Step:
    """Show what the policy says happens after what the last answer was about."""
    found = here.toolbox.follow_ups.after(_last(conversation, here))
    says = tuple(onward.says for onward in found if onward.says)
    there = here.toolbox.follow_ups.platform_called(conversation.platform)
    more = (Onward((), there.then),) if there is not None and there.then else ()
    return _led(conversation, (*found, *more), Around(answers.THEN, remarks=says), here)


def _source(conversation: Conversation, here: Here) -> Step:
    policy, clauses = here.toolbox.policy, _last(conversation, here)[:SHOWN]
    reply = Reply(sources_text(policy, clauses), sources_card(policy, clauses))
    return Step(conversation, (reply,))


def _current(conversation: Conversation, here: Here) -> Step:
    dates = [clause for clause in ABOUT_REVIEW if clause in here.toolbox.policy.clauses]
    step = quote(conversation, dates, here, Around(answers.CURRENT, alone=True))
    return _remembering(step, conversation, conversation.platform)


def _led(conversation: Conversation, onward: Iterable[Onward], around: Around, here: Here) -> Step:
    """Quote where the last answer leads; the answer itself stays the one that is remembered."""
    clauses = tuple(dict.fromkeys(clause for one in onward for clause in one.clauses))
    if not clauses:
        return Step(conversation, (Reply(answers.ASK_WHOLE),))
    step = quote(conversation, clauses, here, replace(around, alone=True))
    return _remembering(step, conversation, conversation.platform)


def _remembering(step: Step, before: Conversation, platform: str) -> Step:
    """Return the step with the former answer remembered, now for this platform."""
    kept = {"last_clauses": before.last_clauses, "last_kind": before.last_kind}
    after = step.conversation.model_copy(update={**kept, "platform": platform})
    return replace(step, conversation=after)


def _last(conversation: Conversation, here: Here) -> Sequence[str]:
    known = here.toolbox.policy.clauses
    return [clause for clause in conversation.last_clauses if clause in known]
