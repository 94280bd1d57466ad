"""The card of a look at a message: the clauses that it may offend, for whoever looks alone."""

from dataclasses import dataclass

from microsoft_teams.cards import AdaptiveCard, CardElement

from dialogs import wording
from dialogs.cards.answer_card import quoted
from dialogs.cards.parts import button, card, headline, quotation, sentence, words
from dialogs.payloads.pressed import Simple
from dialogs.wording import extensions
from policy_content.model import Policy


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a message came to.

    `lines` are words out of it with the clause that they raised, shown once and kept nowhere.
    """

    first_line: str
    lines: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()


def look_card(view: Look, policy: Policy) -> AdaptiveCard:
    """Make the card. It rules on nobody: it offers a check, and a report."""
    body: list[CardElement] = [headline(view.first_line)]
    body += [words(line, subtle=True) for line in view.lines]
    body += [quotation(policy, clause) for clause in view.clauses]
    body += [sentence(remark) for remark in view.remarks]
    body += [sentence(line, subtle=True, spacing="Small") for line in view.footers]
    check = button(wording.CHECK_A_POST, Simple(do="check"))
    report = button(extensions.REPORT_IT, Simple(do="report"))
    return card(body, [check, report], stands_for=look_text(view, policy))


def look_text(view: Look, policy: Policy) -> str:
    """Return the same as plain text."""
    clauses = [quoted(policy, policy.clause(clause)) for clause in view.clauses]
    return "\n\n".join((view.first_line, *view.lines, *clauses, *view.remarks, *view.footers))
