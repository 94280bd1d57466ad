"""The cards of a report, for its reporter only: form, review, receipt, list."""

from collections.abc import Sequence
from uuid import UUID

from microsoft_teams.cards import AdaptiveCard, CardElement, ExecuteAction, TextInput, ToggleInput

from dialogs import wording
from dialogs.cards.parts import button, card, choices, headline, quotation, sentence, words
from dialogs.inert import inert
from dialogs.payloads import FillReport, MoveReport, Simple
from dialogs.principles import CHOICES
from dialogs.report_form import MAX_ACCOUNT, MAX_SEEN_WHEN, Problem, principle_label
from dialogs.state import ReportFlow
from dialogs.wording import reports
from dialogs.yammer_links import MAX_LINK
from policy_content.model import Policy

Shown = Sequence[tuple[str, str]]


def form_card(flow: ReportFlow, policy: Policy, problems: Sequence[Problem] = ()) -> AdaptiveCard:
    """Make the form, filled in as far as it is known; what is wrong with it stands on top."""
    body: list[CardElement] = [headline(reports.TITLE)]
    for problem in problems:
        body += _problem(problem, policy)
    if not problems:
        body += [sentence(reports.WHO_RECEIVES), sentence(reports.WHO_SEES_NAME)]
        body.append(sentence(f"{reports.FOI} {reports.NO_FINDING}", subtle=True))
    body += _inputs(flow, policy)
    review = button(reports.CHECK_IT, FillReport(flow=flow.id), takes_inputs=True, style="positive")
    first = problems[0].sentence if problems else reports.TITLE
    stands_for = f"{first}\n{reports.BY_TYPING}\n{reports.ASK_LINK}"
    return card(body, [review, _discard(flow.id)], stands_for=stands_for)


def _problem(problem: Problem, policy: Policy) -> list[CardElement]:
    shown: list[CardElement] = [sentence(problem.sentence, strong=True)]
    if problem.clause:
        shown.append(quotation(policy, problem.clause))
    if problem.about:
        shown.append(words(inert(problem.about, 300), subtle=True))
    if problem.hint:
        shown.append(sentence(problem.hint))
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


def _discard(flow: UUID) -> ExecuteAction:
    return button(reports.DISCARD, MoveReport(do="report-discard", flow=flow))


def review_card(flow: ReportFlow, policy: Policy) -> AdaptiveCard:
    """Make "check before sending": everything that will be sent, as it will be sent."""
    fields = report_fields(flow, policy)
    body: list[CardElement] = [headline(reports.REVIEW), *_shown(fields)]
    if flow.own_post:
        body.append(sentence(reports.OWN_POST_SEEN))
    body.append(sentence(f"{reports.FOI} {reports.NO_FINDING}", subtle=True))
    sending = MoveReport(do="report-send", flow=flow.id, reviewed=flow.digest())
    send = button(reports.SEND, sending, style="positive")
    edit = button(reports.EDIT, MoveReport(do="report-edit", flow=flow.id))
    return card(body, [send, edit, _discard(flow.id)], stands_for=review_text(flow, policy))


def review_text(flow: ReportFlow, policy: Policy) -> str:
    """Return the same review as plain text."""
    lines = (f"{label}: {value}" for label, value in report_fields(flow, policy))
    return "\n".join((reports.REVIEW, *lines, reports.ASK_SEND))


def report_fields(flow: ReportFlow, policy: Policy) -> Shown:
    """Return the fields of a report with their labels, the person's own words made inert."""
    yes_no = {True: reports.YES, False: reports.NO}
    return (
        (reports.LINK, flow.link or reports.NO_LINK_GIVEN),
        (reports.PRINCIPLE, principle_label(policy, flow.principle)),
        (reports.ACCOUNT, inert(flow.account)),
        (reports.SEEN_LABEL, inert(flow.seen_when) or reports.NONE_GIVEN),
        (reports.OWN_POST, yes_no[flow.own_post]),
        (reports.SHARE_NAME, yes_no[flow.share_name]),
    )


def _shown(fields: Shown) -> list[CardElement]:
    shown: list[CardElement] = []
    for label, value in fields:
        shown += [sentence(label, subtle=True), words(value, spacing="None")]
    return shown


def lost_card(flow: ReportFlow, policy: Policy) -> AdaptiveCard:
    """Make the card that hands back a report that could not be saved."""
    fields = report_fields(flow, policy)
    sending = MoveReport(do="report-send", flow=flow.id, reviewed=flow.digest())
    again = button(reports.TRY_AGAIN, sending)
    body: list[CardElement] = [headline(reports.NOT_KEPT), *_shown(fields)]
    return card(body, [again, _discard(flow.id)], stands_for=lost_text(flow, policy))


def lost_text(flow: ReportFlow, policy: Policy) -> str:
    """Return the same as plain text."""
    lines = (f"{label}: {value}" for label, value in report_fields(flow, policy))
    return "\n".join((reports.NOT_KEPT, *lines))


def lines_card(
    lines: Sequence[str], buttons: Sequence[Simple], titles: Sequence[str]
) -> AdaptiveCard:
    """Make a card of the bot's own lines, the first as its headline, with plain buttons."""
    body: list[CardElement] = [headline(lines[0]), *(sentence(line) for line in lines[1:])]
    pressed = [button(title, one) for title, one in zip(titles, buttons, strict=True)]
    return card(body, pressed, stands_for="\n".join(lines))


def receipt_card(lines: Sequence[str]) -> AdaptiveCard:
    """Make a receipt, or a notice: what became of a report."""
    mine = Simple(do="my-reports")
    return lines_card(lines, [mine], [wording.MY_REPORTS])


def start_card(line: str) -> AdaptiveCard:
    """Make the invitation to start a report in private."""
    return lines_card([line], [Simple(do="report")], [reports.START_REPORT])


def my_reports_card(lines: Sequence[str]) -> AdaptiveCard:
    """Make the list of somebody's own reports."""
    return lines_card(lines, [Simple(do="report")], [wording.REPORT_A_POST])
