"""Takes a report of a potential Yammer breach, in the one-to-one chat only (clause yammer.report).

The unsent report lives in the flow alone, and is gone at Send, Discard, cancel, or after an hour.
"""

from dataclasses import replace
from uuid import uuid5

from dialogs.cards.answer_card import quoted
from dialogs.cards.report_cards import form_card, review_card, review_text, start_card
from dialogs.commands import plain
from dialogs.here import Here
from dialogs.payloads import FillReport, MoveReport
from dialogs.principles import CHOICES
from dialogs.report_form import (
    STEPS,
    Problem,
    form_answers,
    principle_label,
    typed_answer,
)
from dialogs.reports_kept import in_private
from dialogs.state import Conversation, ReportFlow
from dialogs.toolbox import Toolbox
from dialogs.turn import Context, Place, Reply, Step, SubmitReport
from dialogs.wording import reports
from dialogs.yammer_links import PostLink, read_link
from policy_content.model import Policy
from storage.records import NewReport, Reporter

_SUGGESTED = {
    "link": (reports.NO_LINK_GIVEN,),
    "seen_when": (reports.SKIP,),
    "own_post": (reports.YES, reports.NO),
    "share_name": (reports.YES, reports.NO),
}
_ASKS = {
    "link": reports.ASK_LINK,
    "account": reports.ASK_ACCOUNT,
    "seen_when": reports.ASK_SEEN_WHEN,
    "own_post": reports.ASK_OWN_POST,
    "share_name": reports.ASK_SHARE_NAME,
    "review": reports.ASK_SEND,
}


def start(conversation: Conversation, context: Context, toolbox: Toolbox) -> Step:
    """Begin a report, or show the form again of one under way. In company, move to 1:1."""
    if context.place is not Place.PERSONAL:
        return in_private(conversation, toolbox)
    flow = conversation.flow
    if not isinstance(flow, ReportFlow):
        flow = ReportFlow(id=context.new_id)
    flow = flow.model_copy(update={"pending": STEPS[0]})
    step = _form(conversation.without_answer(), flow, toolbox.policy)
    # Beside the card that the button stood on, not in its place.
    return replace(step, replies=tuple(replace(reply, in_place=False) for reply in step.replies))


def said(conversation: Conversation, flow: ReportFlow, text: str, here: Here) -> Step | None:
    """Take a typed message as the answer to the pending step; None where it is none."""
    policy = here.toolbox.policy
    if flow.pending == "review":
        return _said_at_review(conversation, flow, text, here)
    reading = typed_answer(flow, text, policy)
    if reading is None:
        return None
    if isinstance(reading, Problem):
        return _again(conversation, flow, reading, policy)
    onward = STEPS[STEPS.index(flow.pending) + 1]
    return _ask(conversation, reading.model_copy(update={"pending": onward}), policy)


def pressed(
    conversation: Conversation,
    payload: FillReport | MoveReport,
    context: Context,
    toolbox: Toolbox,
) -> Step:
    """Take a pressed button of the form or of the review."""
    if context.place is not Place.PERSONAL:
        return in_private(conversation, toolbox)
    flow = conversation.flow
    if not isinstance(flow, ReportFlow) or flow.id != payload.flow:
        return Step(conversation, (Reply(reports.GONE),))
    if isinstance(payload, FillReport):
        return _filled(conversation, flow, payload, toolbox.policy)
    match payload.do:
        case "report-discard":
            return discard(conversation)
        case "report-edit":
            return _edit(conversation, flow, toolbox.policy)
        case "report-send":
            return _send_reviewed(conversation, flow, payload, Here(context, toolbox))


def discard(conversation: Conversation) -> Step:
    """End the report unsent."""
    after = conversation.model_copy(update={"flow": None})
    return Step(after, (Reply(reports.CANCELLED, start_card(reports.CANCELLED), in_place=True),))


def back(conversation: Conversation, flow: ReportFlow, toolbox: Toolbox) -> Step:
    """Return to the step before; what was answered stays."""
    place = STEPS.index(flow.pending)
    before = flow.model_copy(update={"pending": STEPS[max(place - 1, 0)]})
    return _ask(conversation, before, toolbox.policy)


def repeat(flow: ReportFlow, toolbox: Toolbox) -> Reply:
    """Ask the pending step again, after something else was answered."""
    return _question(flow, toolbox.policy)


def _filled(conversation: Conversation, flow: ReportFlow, form: FillReport, policy: Policy) -> Step:
    filled, problems = form_answers(flow, form)
    if problems:
        shown = filled.model_copy(update={"pending": STEPS[0]})
        return _form(conversation, shown, policy, problems)
    return _ask(conversation, filled.model_copy(update={"pending": "review"}), policy)


def _form(
    conversation: Conversation,
    flow: ReportFlow,
    policy: Policy,
    problems: tuple[Problem, ...] = (),
) -> Step:
    after = conversation.model_copy(update={"flow": flow})
    lines = [problem.sentence for problem in problems] or [
        reports.WHO_RECEIVES,
        reports.WHO_SEES_NAME,
        f"{reports.FOI} {reports.NO_FINDING}",
    ]
    text = "\n\n".join((*lines, reports.BY_TYPING, reports.ASK_LINK))
    return Step(after, (Reply(text, form_card(flow, policy, problems), in_place=True),))


def _ask(conversation: Conversation, flow: ReportFlow, policy: Policy) -> Step:
    after = conversation.model_copy(update={"flow": flow})
    return Step(after, (_question(flow, policy),))


def _question(flow: ReportFlow, policy: Policy) -> Reply:
    if flow.pending == "review":
        return Reply(review_text(flow, policy), review_card(flow, policy), in_place=True)
    if flow.pending == "principle":
        labels = (principle_label(policy, choice) for choice in CHOICES)
        numbered = "\n".join(f"{n}. {label}" for n, label in enumerate(labels, 1))
        return Reply(f"{reports.ASK_PRINCIPLE}\n\n{numbered}")
    return Reply(_ASKS[flow.pending], suggestions=_SUGGESTED.get(flow.pending, ()))


def _again(conversation: Conversation, flow: ReportFlow, problem: Problem, policy: Policy) -> Step:
    """Say what is wrong with a typed answer; the form, with all that was typed, comes with it."""
    if not problem.about:
        return Step(conversation, (Reply(problem.sentence), _question(flow, policy)))
    card = form_card(flow, policy, (problem,))
    quote = quoted(policy, policy.clause(problem.clause)) if problem.clause else ""
    parts = (problem.sentence, quote, problem.hint, reports.KEPT_TEXT, reports.ASK_LINK)
    text = "\n\n".join(part for part in parts if part)
    return Step(conversation, (Reply(text, card),))


def _edit(conversation: Conversation, flow: ReportFlow, policy: Policy) -> Step:
    return _form(conversation, flow.model_copy(update={"pending": STEPS[0]}), policy)


def _said_at_review(
    conversation: Conversation, flow: ReportFlow, text: str, here: Here
) -> Step | None:
    match plain(text):
        case "send" | "send it" | "send report" | "send the report" | "submit" | "try again":
            return _send(conversation, flow, here.context, here.toolbox)
        case "edit" | "edit it" | "change" | "change it" | "change something":
            return _edit(conversation, flow, here.toolbox.policy)
    return None


def _send_reviewed(
    conversation: Conversation, flow: ReportFlow, payload: MoveReport, here: Here
) -> Step:
    """Send what the pressed review showed; where that is no longer what stands, show it again."""
    if payload.reviewed != flow.digest():
        return _ask(conversation, flow, here.toolbox.policy)
    return _send(conversation, flow, here.context, here.toolbox)


def _send(conversation: Conversation, flow: ReportFlow, context: Context, toolbox: Toolbox) -> Step:
    """Hand the report on. It stays in the state until the outcome says that it is kept.

    The submission's id rests on what is sent: the same again is harmless, another text is another
    report.
    """
    if flow.pending != "review" or not (flow.principle and flow.account):
        return _ask(conversation, flow, toolbox.policy)
    reading = read_link(flow.link)
    report = NewReport(
        submission=uuid5(flow.id, flow.digest()),
        reporter=Reporter(person=context.person, name=context.name, conversation=context.reference),
        link=flow.link,
        post=reading.post if isinstance(reading, PostLink) else None,
        principle=flow.principle,
        account=flow.account,
        seen_when=flow.seen_when,
        own_post=flow.own_post,
        share_name=flow.share_name,
        policy_version=str(toolbox.policy.version),
    )
    return Step(conversation, effects=(SubmitReport(report),))
