"""Takes a report of a potential Yammer breach, in the one-to-one chat only (clause yammer.report).

The unsent report lives in the flow alone, and is gone at Send, Discard, cancel, or after an hour.
"""

from collections.abc import Sequence
from dataclasses import replace

from dialogs.cards.handed_back_card import handed_back_card
from dialogs.cards.receipt_cards import start_card
from dialogs.commands import plain
from dialogs.effects.report_effects import FindReported
from dialogs.here import Here
from dialogs.own import own_reports
from dialogs.own.own_names import tells_own_name
from dialogs.payloads.pressed import FillReport, MoveReport
from dialogs.reports import report_asking, report_review
from dialogs.reports.report_form import (
    STEPS,
    form_answers,
    next_step,
    typed_answer,
)
from dialogs.reports.report_link import Problem
from dialogs.reports.reports_kept import in_private, unreachable
from dialogs.state import Conversation, ReportFlow
from dialogs.toolbox import Toolbox
from dialogs.turn import Context, Place, Reply, Step
from dialogs.wording import reports
from dialogs.yammer.yammer_links import PostLink, read_link

_ADD_IT = frozenset({"add it", "yes add it", "add that", "add this", "add"})


def start(
    conversation: Conversation, context: Context, toolbox: Toolbox, known: ReportFlow | None = None
) -> Step:
    """Begin a report, or show the form again of one under way. In company, move to 1:1.

    `known` is what the conversation has told already, of a new report.
    """
    if context.place is not Place.PERSONAL:
        return in_private(conversation, toolbox)
    if not context.reachable:
        return unreachable(conversation, toolbox)
    flow = conversation.flow
    if not isinstance(flow, ReportFlow):
        flow = known or ReportFlow(id=context.new_id)
    flow = flow.model_copy(update={"pending": STEPS[0]})
    # Beside the card that the button stood on, not in its place.
    reply = replace(report_asking.form(flow, toolbox.policy), in_place=False)
    return report_asking.step(conversation.without_answer(), flow, reply)


def said(conversation: Conversation, flow: ReportFlow, text: str, here: Here) -> Step | None:
    """Take a typed message as the answer to the pending step; None where it is none."""
    if flow.earlier and plain(text) in _ADD_IT:
        return own_reports.add_unsent(conversation, flow, here)
    if flow.pending == "review":
        return report_review.said(conversation, flow, text, here)
    asks = flow.pending == "seen_when" and text.endswith("?")
    if asks and here.find(text).kind == "answer":
        return None  # a question about the policy is no time
    reading = typed_answer(flow, text, here.toolbox.policy)
    if reading is None:
        return None
    if isinstance(reading, Problem):
        return _wrong(conversation, flow, reading, here.toolbox)
    remark = ""
    if flow.pending == "link" and reading.account != flow.account:
        linked = reading.link or reading.no_link
        remark = reports.TOOK_THE_REST if linked else reports.TOOK_AS_ACCOUNT
    onward = reading.model_copy(update={"pending": next_step(reading)})
    return _onward(conversation, flow, onward, here, remark)


def pressed(conversation: Conversation, payload: FillReport | MoveReport, here: Here) -> Step:
    """Take a pressed button of the form or of the review."""
    if here.context.place is not Place.PERSONAL:
        return in_private(conversation, here.toolbox)
    flow = conversation.flow
    if not isinstance(flow, ReportFlow) or flow.id != payload.flow:
        return _pressed_too_late(conversation, payload, here)
    if isinstance(payload, FillReport):
        return _filled(conversation, flow, payload, here)
    match payload.do:
        case "report-discard":
            return discard(conversation, tried=payload.tried)
        case "report-edit":
            return report_review.edit(conversation, flow, here.toolbox)
        case "report-send":
            return report_review.send(conversation, flow, payload, here)


def discard(conversation: Conversation, *, tried: bool = False) -> Step:
    """End the report unsent. One that could not be saved may have been saved after all."""
    flow = conversation.flow
    tried = tried or (isinstance(flow, ReportFlow) and flow.tried)
    line = reports.CANCELLED_AFTER_TRY if tried else reports.CANCELLED
    after = conversation.model_copy(update={"flow": None})
    return Step(after, (Reply(line, start_card(line), in_place=True),))


def back(conversation: Conversation, flow: ReportFlow, toolbox: Toolbox) -> Step:
    """Return to the step before; what was answered stays."""
    place = STEPS.index(flow.pending)
    before = flow.model_copy(update={"pending": STEPS[max(place - 1, 0)]})
    return report_asking.ask(conversation, before, toolbox)


def repeat(flow: ReportFlow, toolbox: Toolbox) -> Reply:
    """Ask the pending step again, after something else was answered."""
    return report_asking.question(flow, toolbox.policy)


def _filled(
    conversation: Conversation,
    flow: ReportFlow,
    form: FillReport,
    here: Here,
    remark: str = "",
) -> Step:
    filled, problems = form_answers(flow, form)
    if not problems:
        reviewed = filled.model_copy(update={"pending": "review"})
        return _onward(conversation, flow, reviewed, here, remark)
    shown = filled.model_copy(update={"pending": next_step(filled)})
    late = (Problem(remark),) if remark else ()
    return _problems(conversation, shown, (*late, *problems), here.toolbox)


def _onward(
    conversation: Conversation, before: ReportFlow, flow: ReportFlow, here: Here, remark: str
) -> Step:
    """Ask for what comes next. A link is looked up: this person may have reported the post before.

    At the review, a name in the text is told of, since Internal Communications read the text.
    """
    reviewed = flow.pending == "review" and not flow.share_name
    if reviewed and tells_own_name(f"{flow.account} {flow.seen_when}", here.context.name):
        remark = f"{remark} {reports.NAME_IN_TEXT}".strip()
    step = report_asking.ask(conversation, flow, here.toolbox, remark)
    reading = read_link(flow.link) if flow.link != before.link else None
    if not isinstance(reading, PostLink):
        return step
    return replace(step, effects=(FindReported(here.context.person, reading.post),))


def _pressed_too_late(
    conversation: Conversation, payload: FillReport | MoveReport, here: Here
) -> Step:
    """Take the form of a report that was let go of, so that nobody's text is lost."""
    if not isinstance(payload, FillReport):
        return Step(conversation, (Reply(reports.GONE, start_card(reports.GONE)),))
    flow = ReportFlow(id=payload.flow)
    if conversation.flow is None:
        return _filled(conversation, flow, payload, here, reports.LATE)
    filled, _problems_of_it = form_answers(flow, payload)
    card = handed_back_card(filled, here.toolbox.policy, reports.OTHER_OPEN)
    return Step(conversation, (Reply(reports.OTHER_OPEN, card, in_place=True),))


def _wrong(
    conversation: Conversation, flow: ReportFlow, problem: Problem, toolbox: Toolbox
) -> Step:
    if problem.external:
        return _problems(conversation, flow, (problem,), toolbox)
    return report_asking.step(
        conversation, flow, *report_asking.wrong(flow, problem, toolbox.policy)
    )


def _problems(
    conversation: Conversation, flow: ReportFlow, problems: Sequence[Problem], toolbox: Toolbox
) -> Step:
    """Say what is wrong. A post outside Yammer has its own route, and goes nowhere from here."""
    elsewhere = next((problem for problem in problems if problem.external), None)
    if elsewhere is not None:
        flow = flow.model_copy(update={"pending": STEPS[0]})
        reply = report_asking.external(flow, elsewhere.about, toolbox)
    else:
        reply = report_asking.form(flow, toolbox.policy, problems)
    return report_asking.step(conversation, flow, reply)
