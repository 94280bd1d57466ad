"""The cards of a report that is not sent yet, for its reporter only: the form and the review."""

from collections.abc import Sequence
from uuid import UUID

from microsoft_teams.cards import AdaptiveCard, CardElement, ExecuteAction, TextInput, ToggleInput

from dialogs.cards.parts import button, card, choices, headline, sentence, words
from dialogs.payloads.pressed import FillReport, MoveReport
from dialogs.reports.principles import CHOICES
from dialogs.reports.report_form import MAX_ACCOUNT, MAX_SEEN_WHEN, principle_label
from dialogs.reports.report_link import Problem
from dialogs.state import ReportFlow
from dialogs.text.inert import inert, unlinked
from dialogs.wording import reports, screenshots
from dialogs.yammer.yammer_links import MAX_LINK
from policy_content.model import Policy

Shown = Sequence[tuple[str, str]]
_ABOUT_SHOWN = 120


def form_card(
    flow: ReportFlow, policy: Policy, problems: Sequence[Problem] = (), *, reviewed: bool = False
) -> AdaptiveCard:
    """Make the form, filled in as far as it is known.

    What is wrong with it stands on top, or else who sees what; not again once it was reviewed.
    """
    body: list[CardElement] = [headline(reports.TITLE)]
    for problem in problems:
        body += _problem(problem)
    if not problems and not reviewed:
        body += [sentence(reports.WHO_RECEIVES), sentence(reports.WHO_SEES_NAME)]
        body.append(sentence(f"{reports.FOI} {reports.NO_FINDING}", subtle=True))
        if flow.own_post:
            body.append(sentence(reports.OWN_POST_NEEDS_NAME))
    body += _inputs(flow, policy)
    if not reviewed:
        body.append(sentence(reports.OR_BY_TYPING, subtle=True))
    review = button(reports.CHECK_IT, FillReport(flow=flow.id), takes_inputs=True, style="positive")
    first = problems[0].sentence if problems else reports.TITLE
    stands_for = f"{first}\n{reports.BY_TYPING}\n{reports.ASK_LINK}"
    return card(body, [review, discard_button(flow.id)], stands_for=stands_for)


def _problem(problem: Problem) -> list[CardElement]:
    shown: list[CardElement] = [sentence(problem.sentence, strong=True)]
    if problem.about:
        shown.append(words(inert(problem.about, _ABOUT_SHOWN), subtle=True, spacing="None"))
    if problem.hint:
        shown.append(sentence(problem.hint, spacing="Small"))
    return shown


def _inputs(flow: ReportFlow, policy: Policy) -> list[CardElement]:
    principles = [(choice, principle_label(policy, choice)) for choice in CHOICES]
    return [
        TextInput(id="link", label=reports.LINK, value=flow.link or None, max_length=MAX_LINK),
        _toggle("no_link", reports.NO_LINK, on=flow.no_link),
        choices("principle", reports.PRINCIPLE, principles, flow.principle),
        TextInput(
            id="account",
            label=reports.ACCOUNT,
            value=inert(flow.account) or None,
            is_multiline=True,
            max_length=MAX_ACCOUNT,
        ),
        TextInput(
            id="seen_when",
            label=reports.SEEN_WHEN,
            value=inert(flow.seen_when) or None,
            max_length=MAX_SEEN_WHEN,
        ),
        _toggle("own_post", reports.OWN_POST, on=flow.own_post),
        _toggle("share_name", reports.SHARE_NAME, on=flow.share_name),
    ]


def _toggle(name: str, title: str, *, on: bool) -> ToggleInput:
    value = "true" if on else "false"
    return ToggleInput(
        id=name, title=title, value=value, value_on="true", value_off="false", wrap=True
    )


def discard_button(flow: UUID, *, tried: bool = False) -> ExecuteAction:
    """Make the button that ends a report unsent; `tried` tells that it may have been saved."""
    return button(reports.DISCARD, MoveReport(do="report-discard", flow=flow, tried=tried))


def review_card(flow: ReportFlow, policy: Policy, remark: str = "") -> AdaptiveCard:
    """Make "check before sending": everything that will be sent, as it will be sent."""
    body: list[CardElement] = [headline(reports.REVIEW)]
    if remark:
        body.append(sentence(remark))
    body += shown_fields(flow, policy)
    if flow.own_post:
        body.append(sentence(reports.OWN_POST_SEEN))
    body.append(sentence(f"{reports.FOI} {reports.NO_FINDING}", subtle=True))
    body.append(sentence(reports.ASK_SEND, subtle=True, spacing="Small"))
    edit = button(reports.EDIT, MoveReport(do="report-edit", flow=flow.id))
    discard = discard_button(flow.id, tried=flow.tried)
    text = review_text(flow, policy, remark)
    return card(body, [_send(reports.SEND, flow), edit, discard], stands_for=text)


def review_text(flow: ReportFlow, policy: Policy, remark: str = "") -> str:
    """Return the same review as plain text."""
    own = (reports.OWN_POST_SEEN,) if flow.own_post else ()
    lines = (remark, reports.REVIEW, *_as_text(flow, policy), *own, reports.ASK_SEND)
    return "\n\n".join(line for line in lines if line)


def lost_card(flow: ReportFlow, policy: Policy) -> AdaptiveCard:
    """Make the card that hands back a report that could not be saved."""
    body: list[CardElement] = [headline(reports.NOT_KEPT), *shown_fields(flow, policy)]
    actions = [_send(reports.TRY_AGAIN, flow), discard_button(flow.id, tried=True)]
    return card(body, actions, stands_for=lost_text(flow, policy))


def lost_text(flow: ReportFlow, policy: Policy) -> str:
    """Return the same as plain text."""
    return "\n\n".join((reports.NOT_KEPT, *_as_text(flow, policy), reports.ASK_AGAIN))


def report_fields(flow: ReportFlow, policy: Policy) -> Shown:
    """Return the fields of a report with their labels, the person's own words made inert."""
    yes_no = {True: reports.YES, False: reports.NO}
    principle = principle_label(policy, flow.principle) if flow.principle else reports.NONE_GIVEN
    return (
        (reports.LINK, flow.link or reports.NO_LINK_GIVEN),
        (reports.PRINCIPLE, principle),
        (reports.ACCOUNT, inert(flow.account) or reports.NONE_GIVEN),
        (reports.SEEN_LABEL, inert(flow.seen_when) or reports.NONE_GIVEN),
        (reports.OWN_POST, yes_no[flow.own_post]),
        (reports.SHARE_NAME, yes_no[flow.share_name]),
        *(((screenshots.LABEL, str(len(flow.screenshots))),) if flow.screenshots else ()),
    )


def shown_fields(flow: ReportFlow, policy: Policy) -> list[CardElement]:
    """Return the fields of a report for a card: a quiet label, and the words under it."""
    shown: list[CardElement] = []
    for label, value in report_fields(flow, policy):
        shown += [sentence(label, subtle=True), words(value, spacing="None")]
    return shown


def _send(title: str, flow: ReportFlow) -> ExecuteAction:
    sending = MoveReport(do="report-send", flow=flow.id, reviewed=flow.digest())
    return button(title, sending, style="positive")


def _as_text(flow: ReportFlow, policy: Policy) -> tuple[str, ...]:
    fields = report_fields(flow, policy)
    return tuple(f"{label.rstrip('?')}: {unlinked(value)}" for label, value in fields)
