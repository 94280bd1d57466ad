"""Cards that hand a reporter's own words back, ready to copy, where they could not be sent on."""

from dataclasses import dataclass
from urllib.parse import quote

from microsoft_teams.cards import Action, AdaptiveCard, CardElement, OpenUrlAction

from dialogs.cards.offers import is_e_mail
from dialogs.cards.parts import button, card, headline, quotation, sentence, words
from dialogs.cards.report_cards import discard_button, shown_fields
from dialogs.payloads.pressed import MoveReport
from dialogs.reports.report_form import principle_label
from dialogs.state import ReportFlow
from dialogs.text.inert import inert, unlinked
from dialogs.wording import reports
from policy_content.model import Policy

MAX_IN_ADDRESS = 1_200
"""Characters of a report that are put into an e-mail's address; mail programs cut longer ones."""


@dataclass(frozen=True, slots=True)
class External:
    """A report of a post outside Yammer: what was typed, its link, and the configured desk.

    `clause` holds the policy's only words on details from staff about a breach outside Yammer.
    """

    flow: ReportFlow
    link: str
    desk: str = ""
    clause: str = "soft-breach.action.line-manager"


def external_card(view: External, policy: Policy) -> AdaptiveCard:
    """Make the card that tells the external route and hands the text back."""
    body: list[CardElement] = [
        headline(reports.NOT_YAMMER),
        sentence(reports.EXTERNAL_ROUTE),
        quotation(policy, view.clause),
    ]
    if view.desk:
        body.append(words(reports.EXTERNAL_DESK.format(desk=view.desk)))
    body += [sentence(reports.TO_COPY, strong=True), words(to_copy(view, policy))]
    body.append(sentence(reports.ASK_ANOTHER, subtle=True))
    another = button(reports.ANOTHER_LINK, MoveReport(do="report-edit", flow=view.flow.id))
    actions: list[Action] = [*_write(view, policy), another, discard_button(view.flow.id)]
    stands_for = f"{reports.NOT_YAMMER}\n{reports.EXTERNAL_ROUTE}"
    return card(body, actions, stands_for=stands_for)


def external_text(view: External, policy: Policy, quoted: str) -> str:
    """Return the same as plain text."""
    desk = reports.EXTERNAL_DESK.format(desk=view.desk) if view.desk else ""
    mine = unlinked(to_copy(view, policy))
    parts = (reports.NOT_YAMMER, reports.EXTERNAL_ROUTE, quoted, desk, reports.TO_COPY, mine)
    return "\n\n".join(part for part in (*parts, reports.ASK_ANOTHER) if part)


def to_copy(view: External, policy: Policy) -> str:
    """Return what was typed, one line a field, without what is empty."""
    flow = view.flow
    claim = principle_label(policy, flow.principle) if flow.principle else ""
    fields = (
        (reports.LINK, view.link),
        (reports.PRINCIPLE, claim),
        (reports.ACCOUNT, flow.account),
        (reports.SEEN_LABEL, flow.seen_when),
    )
    return "\n".join(f"{label.rstrip('?')}: {inert(value)}" for label, value in fields if value)


def handed_back_card(flow: ReportFlow, policy: Policy, why: str) -> AdaptiveCard:
    """Make the card that hands back a form that could not be taken, with nothing to press."""
    body: list[CardElement] = [headline(why), *shown_fields(flow, policy)]
    return card(body, stands_for=why)


def _write(view: External, policy: Policy) -> list[Action]:
    """Open an e-mail to the configured desk, the text in it where it is short enough."""
    if not is_e_mail(view.desk):
        return []
    text = to_copy(view, policy)
    body = f"&body={quote(text, safe='')}" if len(text) <= MAX_IN_ADDRESS else ""
    url = f"mailto:{view.desk}?subject={quote(reports.DESK_SUBJECT, safe='')}{body}"
    return [OpenUrlAction(title=reports.TELL_THE_DESK, url=url)]
