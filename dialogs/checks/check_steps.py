"""Puts what is pending in a check: a question, the list of answers to change, or the verdict."""

from dialogs.answers.answering import MOST, remember
from dialogs.cards.check_cards import (
    Asking,
    change_card,
    change_text,
    question_card,
    question_text,
)
from dialogs.cards.verdict_card import verdict_card, verdict_text
from dialogs.checks.check_path import Path, walk
from dialogs.checks.draft_words import NOTHING, Noticed
from dialogs.checks.verdicts import verdict_view
from dialogs.here import Here
from dialogs.state import CheckFlow, Conversation
from dialogs.turn import Place, Reply, Step
from policy_content.assessment import assess

DRAFT = "draft"
VERDICT = "verdict"
CHANGE = "change"


def put(
    conversation: Conversation, flow: CheckFlow, here: Here, noticed: Noticed = NOTHING
) -> Step:
    """Put what is pending: a question, the list of answers to change, or the verdict."""
    policy = here.toolbox.policy
    if flow.pending == CHANGE:
        return _put_change(conversation, flow, here)
    path = walk(policy.checks, flow, until(flow))
    if path.onward is None:
        return _put_verdict(conversation, flow, path, here)
    pending = DRAFT if flow.pending == DRAFT else path.onward.id
    asked = tuple(one.id for one in path.asked)
    flow = flow.model_copy(update={"pending": pending, "asked": asked})
    asking = Asking(
        path.onward,
        opening=pending == DRAFT,
        in_company=here.context.place is not Place.PERSONAL,
        remarks=noticed.remarks,
        noticed=noticed.lines,
    )
    text, card = question_text(flow, asking, policy), question_card(flow, asking, policy)
    return Step(_holding(conversation, flow), (Reply(text, card, in_place=True),))


def _put_change(conversation: Conversation, flow: CheckFlow, here: Here) -> Step:
    path = walk(here.toolbox.policy.checks, flow)
    given = [path.answers[one.id] for one in path.asked]
    reply = Reply(
        change_text(path.asked, given), change_card(flow, path.asked, given), in_place=True
    )
    return Step(_holding(conversation, flow), (reply,))


def _put_verdict(conversation: Conversation, flow: CheckFlow, path: Path, here: Here) -> Step:
    policy = here.toolbox.policy
    asked = tuple(one.id for one in path.asked)
    flow = flow.model_copy(update={"pending": VERDICT, "asked": asked})
    verdict = assess(policy.checks, path.answers, here.context.now)
    view = verdict_view(verdict, path.answers, flow.concerns, here.context, policy)
    reply = Reply(verdict_text(view, policy), verdict_card(flow, view, policy), in_place=True)
    # A verdict is an answer: "why?" and "what happens then?" are about it.
    answered = remember(conversation, (*verdict.deciding, *verdict.advice)[:MOST], "answer")
    return Step(_holding(answered, flow), (reply,))


def with_pending(flow: CheckFlow, pending: str) -> CheckFlow:
    """Return the check with something else pending; empty for whatever is next."""
    return flow.model_copy(update={"pending": pending})


def until(flow: CheckFlow) -> str:
    """Return the question that is pending, empty where something else is."""
    return "" if flow.pending in {DRAFT, VERDICT, CHANGE} else flow.pending


def _holding(conversation: Conversation, flow: CheckFlow) -> Conversation:
    return conversation.model_copy(update={"flow": flow})
