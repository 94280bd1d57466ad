"""The cards of an answer: the policy's words, a choice of guesses, and a whole section."""

from collections.abc import Sequence
from dataclasses import dataclass

from microsoft_teams.cards import Action, AdaptiveCard, CardElement

from dialogs.cards.offers import USUAL, Judging, Offers, did_it_help, not_helped
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
    words,
)
from dialogs.payloads.pressed import ShowClause
from dialogs.wording import answers
from policy_content.model import Clause, Policy

PUBLISHED_VERSION = "meta.published-version"


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What an answer shows: one line, up to three clauses, those behind Show details, footers.

    `remarks` stand between the first line and the clauses. With `judging` the card asks whether it
    helped.
    """

    first_line: str
    shown: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    offers: Offers = USUAL
    judging: Judging | None = None


def answer_card(policy: Policy, view: AnswerView) -> AdaptiveCard:
    """Make the card of an answer."""
    body: list[CardElement] = [headline(view.first_line), *map(sentence, view.remarks)]
    body += [quotation(policy, clause) for clause in view.shown]
    body = with_details(body, [quotation(policy, clause) for clause in view.more])
    body += [sentence(line, subtle=True, spacing="Small") for line in view.footers]
    if view.judging is not None:
        body.append(did_it_help(view.judging))
    return card(body, view.offers.buttons(), stands_for=answer_text(policy, view))


def answer_text(policy: Policy, view: AnswerView) -> str:
    """Return the same answer as plain text."""
    clauses = [quoted(policy, policy.clause(clause)) for clause in (*view.shown, *view.more)]
    return "\n\n".join((view.first_line, *view.remarks, *clauses, *view.footers))


def quoted(policy: Policy, clause: Clause) -> str:
    """Return a clause as plain text: verbatim, with its section and id, and with its items."""
    heading = policy.clause(clause.follows).text + " — " if clause.follows else ""
    quotes = [f"{heading}“{clause.text}” ({source(clause)})"]
    quotes += [f"“{item.text}” ({item.id})" for item in items_of(policy, clause.id)]
    if clause.note:
        quotes.append(answers.NOTE.format(note=clause.note))
    return "\n".join(quotes)


@dataclass(frozen=True, slots=True)
class GuessesView:
    """A choice of clauses; with `judging`, none may be the one."""

    guesses: tuple[str, ...]
    judging: Judging | None = None


def guesses_card(policy: Policy, view: GuessesView) -> AdaptiveCard:
    """Make the card of "did you mean": a button a clause, and one for none of them."""
    named = ((clause, policy.clause(clause).title) for clause in view.guesses)
    buttons: list[Action] = [button(title, ShowClause(clause=clause)) for clause, title in named]
    if view.judging is not None:
        buttons.append(not_helped(answers.NONE_OF_THESE, view.judging))
    body = [headline(answers.UNSURE), *stacked(buttons), sentence(answers.CHOOSE, subtle=True)]
    return card(body, stands_for=guesses_text(policy, view))


def guesses_text(policy: Policy, view: GuessesView) -> str:
    """Return the same choice as plain text, numbered."""
    lines = [f"{n}. {policy.clause(clause).title}" for n, clause in enumerate(view.guesses, 1)]
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


def sources_card(policy: Policy, clauses: Sequence[str]) -> AdaptiveCard:
    """Make the card that says where clauses stand."""
    first, *rest = _sources(policy, clauses)
    body: list[CardElement] = [headline(first), *(words(line, spacing="Small") for line in rest)]
    return card(body, stands_for=sources_text(policy, clauses))


def sources_text(policy: Policy, clauses: Sequence[str]) -> str:
    """Return the same as plain text."""
    return "\n\n".join(_sources(policy, clauses))


def _sources(policy: Policy, clauses: Sequence[str]) -> list[str]:
    lines = [answers.SOURCE, *(source(policy.clause(clause)) for clause in clauses)]
    published = policy.clauses.get(PUBLISHED_VERSION)
    if published is not None and published.gap == "blank":
        lines.append(answers.NO_PUBLISHED_LINK)
    return lines
