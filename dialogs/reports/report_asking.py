"""What is said while a report is filled in: the form, the next question, what is wrong, the review.

The form's card and the typed questions are two ways to the same review; each can be left for the
other at any time.
"""

from collections.abc import Sequence

from dialogs import wording
from dialogs.cards.answer_card import quoted
from dialogs.cards.handed_back_card import External, external_card, external_text
from dialogs.cards.report_cards import form_card, review_card, review_text
from dialogs.reports.principles import CHOICES
from dialogs.reports.report_form import principle_label
from dialogs.reports.report_link import Problem
from dialogs.state import Conversation, ReportFlow
from dialogs.toolbox import Toolbox
from dialogs.turn import Reply, Step
from dialogs.wording import reports
from policy_content.model import Policy

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
}


def step(conversation: Conversation, flow: ReportFlow, *replies: Reply) -> Step:
    """Return the step that leaves the report as it now is, with replies."""
    return Step(conversation.model_copy(update={"flow": flow}), replies)


def ask(conversation: Conversation, flow: ReportFlow, toolbox: Toolbox, remark: str = "") -> Step:
    """Ask for what is pending, after a remark if there is one."""
    return step(conversation, flow, question(flow, toolbox.policy, remark))


def form(flow: ReportFlow, policy: Policy, problems: Sequence[Problem] = ()) -> Reply:
    """Show the form, filled in as far as it is known, with what is wrong with it."""
    lines = [line for problem in problems for line in _lines_of(problem)] or [
        f"{reports.WHO_RECEIVES} {reports.WHO_SEES_NAME}",
        f"{reports.FOI} {reports.NO_FINDING}",
        *((reports.OWN_POST_NEEDS_NAME,) if flow.own_post else ()),
    ]
    text = "\n\n".join((*lines, reports.BY_TYPING, _asking(flow)))
    return Reply(text, form_card(flow, policy, problems), in_place=True)


def edit(flow: ReportFlow, policy: Policy) -> Reply:
    """Show the form of a report that was reviewed; by typing, one field is named."""
    text = reports.EDIT_BY_TYPING.format(fields=reports.EDIT_FIELDS)
    return Reply(text, form_card(flow, policy, reviewed=True), in_place=True)


def question(flow: ReportFlow, policy: Policy, remark: str = "") -> Reply:
    """Ask for what is pending, after a remark if there is one."""
    if flow.pending == "review":
        text, card = review_text(flow, policy, remark), review_card(flow, policy, remark)
        return Reply(text, card, in_place=True)
    text = f"{remark}\n\n{_asking(flow)}" if remark else _asking(flow)
    if flow.pending == "principle":
        labels = (principle_label(policy, choice) for choice in CHOICES)
        numbered = "\n".join(f"{n}. {label}" for n, label in enumerate(labels, 1))
        return Reply(f"{text}\n\n{numbered}")
    own = flow.pending == "share_name" and flow.own_post
    suggested = (
        (reports.YES, wording.BACK, wording.CANCEL) if own else _SUGGESTED.get(flow.pending, ())
    )
    return Reply(text, suggestions=suggested)


def wrong(flow: ReportFlow, problem: Problem, policy: Policy) -> tuple[Reply, ...]:
    """Say what is wrong with a typed answer; of a link, with the form and all that was typed."""
    if not problem.about:
        return Reply(problem.sentence), question(flow, policy)
    text = "\n\n".join((*_lines_of(problem), reports.KEPT_TEXT, reports.ASK_LINK))
    return (Reply(text, form_card(flow, policy, (problem,))),)


def external(flow: ReportFlow, link: str, toolbox: Toolbox) -> Reply:
    """Tell the policy's external route, and hand back what was typed, ready to copy."""
    policy, view = toolbox.policy, External(flow, link, toolbox.social_media_desk)
    quote = quoted(policy, policy.clause(view.clause))
    text = external_text(view, policy, quote)
    return Reply(text, external_card(view, policy), in_place=True)


def _asking(flow: ReportFlow) -> str:
    if flow.pending == "share_name" and flow.own_post:
        return reports.ASK_SHARE_OWN
    return _ASKS.get(flow.pending, reports.ASK_PRINCIPLE)


def _lines_of(problem: Problem) -> tuple[str, ...]:
    return (problem.sentence, problem.hint) if problem.hint else (problem.sentence,)
