"""Walks through "should I post this?" on the owner's questions and rules.

The draft, where one is given, is read within the turn; only the ids of the clauses that it raises
go into the state. Answers are kept by question, so "back" loses none.
"""

from dataclasses import replace

from dialogs.cards.check_cards import (
    change_labels,
    closed_card,
)
from dialogs.checks.check_answers import pressed_answer, typed_answer
from dialogs.checks.check_path import answer_words, pending_question, walk
from dialogs.checks.check_steps import CHANGE, DRAFT, VERDICT, put, until, with_pending
from dialogs.checks.draft_words import NOTHING, Noticed, read_draft
from dialogs.checks.verdicts import is_own_yammer_post
from dialogs.commands import is_skip, plain
from dialogs.here import Here
from dialogs.payloads.pressed import AnswerCheck, MoveCheck
from dialogs.reports import report_breach, self_report
from dialogs.state import Answer, CheckFlow, Conversation
from dialogs.text.matching import match_one
from dialogs.turn import Place, Reply, Step
from dialogs.wording import BAD_PRESS, checks
from policy_content.assessment import assess
from policy_content.model import Question


def start(conversation: Conversation, here: Here) -> Step:
    """Begin a check: "think before you post" first, with the draft's field and a first question."""
    flow = CheckFlow(id=here.context.new_id, pending=DRAFT)
    step = put(conversation.without_answer(), flow, here)
    # Beside the card that the button stood on, not in its place.
    return replace(step, replies=tuple(replace(reply, in_place=False) for reply in step.replies))


def said(conversation: Conversation, flow: CheckFlow, text: str, here: Here) -> Step | None:
    """Take a typed message as the answer to what is pending; None where it is none."""
    if flow.pending == CHANGE:
        return _said_which(conversation, flow, text, here)
    if flow.pending == VERDICT:
        return None
    question = pending_question(here.toolbox.policy.checks, flow)
    if question is None:
        return None
    answer = typed_answer(question, text)
    if answer is not None:
        return _onward(conversation, _with_answer(flow, question, answer), here)
    return _said_draft(conversation, flow, text, here) if flow.pending == DRAFT else None


def pressed(conversation: Conversation, payload: AnswerCheck | MoveCheck, here: Here) -> Step:
    """Take a pressed button. One of a check that is over gets [Start again]."""
    flow = conversation.flow
    if not isinstance(flow, CheckFlow) or flow.id != payload.flow:
        return _not_theirs_or_closed(conversation, here)
    if isinstance(payload, AnswerCheck):
        return _pressed_answer(conversation, flow, payload, here)
    match payload.do:
        case "check-cancel":
            return cancel(conversation)
        case "check-back":
            return back(conversation, flow, here)
        case "check-change":
            return change(conversation, flow, here, payload.question)
        case "check-report":
            return report_own(conversation, flow, here)


def cancel(conversation: Conversation) -> Step:
    """End the check; nothing was sent and no draft was kept."""
    return closed(conversation.model_copy(update={"flow": None}), checks.CANCELLED)


def closed(conversation: Conversation, line: str) -> Step:
    """Say that a check is over, in place of its card."""
    return Step(conversation, (Reply(line, closed_card(line), in_place=True),))


def _not_theirs_or_closed(conversation: Conversation, here: Here) -> Step:
    """Answer a press on a check that is not under way.

    In company it may be somebody else's, whose card must stay as it is: so there comes no card.
    """
    if here.context.place is Place.PERSONAL:
        return closed(conversation, checks.CLOSED)
    return Step(conversation, (Reply(checks.CLOSED_IN_COMPANY),))


def report_own(conversation: Conversation, flow: CheckFlow, here: Here) -> Step:
    """Begin a report; of one's own post that is on Yammer, with what was answered.

    The check ends with it.
    """
    policy = here.toolbox.policy
    path = walk(policy.checks, flow)
    if not is_own_yammer_post(path.answers):
        return report_breach.start(conversation, here.context, here.toolbox)
    verdict = assess(policy.checks, path.answers, here.context.now)
    ticked = next(question for question in path.asked if question.many)
    account = answer_words(ticked, path.answers[ticked.id])
    return self_report.begin(conversation, verdict.deciding, account, here)


def back(conversation: Conversation, flow: CheckFlow, here: Here) -> Step:
    """Ask the question before again; its answer, and those after it, stay until changed."""
    asked = walk(here.toolbox.policy.checks, flow, until(flow)).asked
    if not asked or flow.pending == DRAFT:
        return put(conversation, flow, here, Noticed((checks.FIRST_QUESTION,)))
    return put(conversation, with_pending(flow, asked[-1].id), here)


def change(
    conversation: Conversation,
    flow: CheckFlow,
    here: Here,
    question: str = "",
) -> Step:
    """Ask which answer is to be changed, or ask that question again."""
    asked = [one.id for one in walk(here.toolbox.policy.checks, flow).asked]
    pending = question if question in asked else CHANGE
    return put(conversation, with_pending(flow, pending), here)


def repeat(conversation: Conversation, flow: CheckFlow, here: Here) -> Step:
    """Ask what is pending again, after something else was answered; a verdict is not repeated."""
    if flow.pending == VERDICT:
        return Step(conversation)
    return put(conversation, flow, here)


def _said_draft(conversation: Conversation, flow: CheckFlow, text: str, here: Here) -> Step:
    if is_skip(text):
        return _onward(conversation, flow, here)
    flow, noticed = _with_draft(flow, text, here)
    remarks = (checks.READ_AS_DRAFT, *noticed.remarks)
    return _onward(conversation, flow, here, replace(noticed, remarks=remarks))


def _pressed_answer(
    conversation: Conversation,
    flow: CheckFlow,
    payload: AnswerCheck,
    here: Here,
) -> Step:
    questions = {one.id: one for one in here.toolbox.policy.checks.questions}
    question = questions.get(payload.question)
    answer = pressed_answer(question, payload) if question is not None else None
    if question is None or answer is None:
        return Step(conversation, (Reply(BAD_PRESS),))
    flow = _with_answer(flow, question, answer)
    if not payload.draft.strip():
        return _onward(conversation, flow, here)
    flow, noticed = _with_draft(flow, payload.draft, here)
    return _onward(conversation, flow, here, noticed)


def _onward(
    conversation: Conversation, flow: CheckFlow, here: Here, noticed: Noticed = NOTHING
) -> Step:
    return put(conversation, with_pending(flow, ""), here, noticed)


def _said_which(conversation: Conversation, flow: CheckFlow, text: str, here: Here) -> Step | None:
    path = walk(here.toolbox.policy.checks, flow)
    labels = change_labels(path.asked, [path.answers[one.id] for one in path.asked])
    options = [(one.id, label) for one, label in zip(path.asked, labels, strict=True)]
    chosen = match_one(plain(text).removeprefix("change "), options)
    return change(conversation, flow, here, chosen) if chosen else None


def _with_draft(flow: CheckFlow, draft: str, here: Here) -> tuple[CheckFlow, Noticed]:
    channel, capacity = flow.answers.get("channel"), flow.answers.get("capacity")
    concerns = read_draft(draft, channel, capacity, here.toolbox)
    noticed = Noticed.of(
        concerns, here.toolbox.policy, quoting=here.context.place is Place.PERSONAL
    )
    raised = tuple(dict.fromkeys(concern.clause for concern in concerns))
    return flow.model_copy(update={"concerns": raised}), noticed


def _with_answer(flow: CheckFlow, question: Question, answer: Answer) -> CheckFlow:
    return flow.model_copy(update={"answers": {**flow.answers, question.id: answer}})
