"""The cards of an answer: the policy's words, a choice of guesses, and a whole section."""

from collections.abc import Sequence
from dataclasses import dataclass

from microsoft_teams.cards import AdaptiveCard, CardElement, ExecuteAction

from dialogs import wording
from dialogs.cards.parts import (
    button,
    card,
    headline,
    items_of,
    quotation,
    sentence,
    source,
    stacked,
    with_details,
)
from dialogs.payloads import ShowClause, ShowSection, Simple
from dialogs.wording import answers
from policy_content.model import Clause, Policy


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What an answer shows: one line, up to three clauses, those behind Show details, footers.

    `remark` stands between the first line and the clauses. `section_of` is the clause whose whole
    section is offered, empty for none; `reporting` puts the report button first.
    """

    first_line: str
    shown: tuple[str, ...]
    more: tuple[str, ...] = ()
    remark: str = ""
    footers: tuple[str, ...] = ()
    section_of: str = ""
    reporting: bool = False


def answer_card(policy: Policy, view: AnswerView) -> AdaptiveCard:
    """Make the card of an answer."""
    body: list[CardElement] = [headline(view.first_line)]
    if view.remark:
        body.append(sentence(view.remark))
    body += [quotation(policy, clause) for clause in view.shown]
    body = with_details(body, [quotation(policy, clause) for clause in view.more])
    body += [sentence(line, subtle=True, spacing="Small") for line in view.footers]
    return card(body, _buttons(view), stands_for=answer_text(policy, view))


def answer_text(policy: Policy, view: AnswerView) -> str:
    """Return the same answer as plain text."""
    clauses = [quoted(policy, policy.clause(clause)) for clause in (*view.shown, *view.more)]
    lines = (view.first_line, view.remark, *clauses, *view.footers)
    return "\n\n".join(line for line in lines if line)


def quoted(policy: Policy, clause: Clause) -> str:
    """Return a clause as plain text: verbatim, with its section and id, and with its items."""
    heading = policy.clause(clause.follows).text + " — " if clause.follows else ""
    quotes = [f"{heading}“{clause.text}” ({source(clause)})"]
    quotes += [f"“{item.text}” ({item.id})" for item in items_of(policy, clause.id)]
    if clause.note:
        quotes.append(answers.NOTE.format(note=clause.note))
    return "\n".join(quotes)


def _buttons(view: AnswerView) -> list[ExecuteAction]:
    check = button(wording.CHECK_A_POST, Simple(do="check"))
    report = button(wording.REPORT_A_POST, Simple(do="report"))
    section = (
        [button(answers.SHOW_SECTION, ShowSection(clause=view.section_of))]
        if view.section_of
        else []
    )
    return [report, *section, check] if view.reporting else [check, *section, report]


def guesses_card(policy: Policy, guesses: Sequence[str]) -> AdaptiveCard:
    """Make the card of "did you mean": a button a clause."""
    buttons = [button(policy.clause(clause).title, ShowClause(clause=clause)) for clause in guesses]
    body: list[CardElement] = [headline(answers.UNSURE), *stacked(buttons)]
    body.append(sentence(answers.CHOOSE, subtle=True))
    return card(body, stands_for=guesses_text(policy, guesses))


def guesses_text(policy: Policy, guesses: Sequence[str]) -> str:
    """Return the same choice as plain text, numbered."""
    lines = [f"{n}. {policy.clause(clause).title}" for n, clause in enumerate(guesses, 1)]
    return "\n".join((answers.UNSURE, *lines, answers.CHOOSE))


def section_card(policy: Policy, section: str) -> AdaptiveCard:
    """Make the card of a whole section, every clause in reading order."""
    standing = [clause for clause in policy.clauses.values() if clause.section == section]
    tops = [clause for clause in standing if not clause.follows]
    title = answers.SECTION.format(section=section)
    body: list[CardElement] = [headline(title), *(quotation(policy, top.id) for top in tops)]
    return card(body, stands_for=section_text(policy, section))


def section_text(policy: Policy, section: str) -> str:
    """Return a whole section as plain text."""
    tops = (c for c in policy.clauses.values() if c.section == section and not c.follows)
    title = answers.SECTION.format(section=section)
    return "\n\n".join((title, *(quoted(policy, top) for top in tops)))
