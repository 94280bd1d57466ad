"""The card of a verdict of "should I post this?"."""

from collections.abc import Sequence
from dataclasses import dataclass

from microsoft_teams.cards import AdaptiveCard, CardElement, ExecuteAction

from dialogs.cards.answer_card import quoted
from dialogs.cards.check_cards import move
from dialogs.cards.parts import button, card, headline, quotation, sentence, with_details, words
from dialogs.payloads.pressed import Simple
from dialogs.state import CheckFlow
from dialogs.wording import answers, checks
from policy_content.model import Policy


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A verdict as it is shown: one line, up to three clauses, what would change it, footers.

    `remarks` stand with what would change it. `more` are the other deciding clauses; `advice`,
    `from_draft` and `notes` stand with them under Show details. `reminders` are the policy's own
    short words beneath. `reporting` offers the report flow.
    """

    first_line: str
    shown: tuple[str, ...]
    would_change: str = ""
    remarks: tuple[str, ...] = ()
    would_change_more: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    from_draft: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    reporting: bool = False


def verdict_card(flow: CheckFlow, view: VerdictView, policy: Policy) -> AdaptiveCard:
    """Make the card of a verdict."""
    body: list[CardElement] = [headline(view.first_line)]
    body += [quotation(policy, clause) for clause in view.shown]
    body += [sentence(line) for line in (view.would_change, *view.remarks) if line]
    body = with_details(body, _verdict_details(view, policy))
    body += [words(line, subtle=True, spacing="Small") for line in view.reminders]
    body += [sentence(line, subtle=True, spacing="Small") for line in view.footers]
    return card(body, _verdict_buttons(flow, view), stands_for=verdict_text(view, policy))


def verdict_text(view: VerdictView, policy: Policy) -> str:
    """Return the same verdict as plain text."""
    deciding = [quoted(policy, policy.clause(clause)) for clause in (*view.shown, *view.more)]
    also = [quoted(policy, policy.clause(c)) for c in (*view.advice, *view.from_draft)]
    notes = [answers.NOTE.format(note=note) for note in view.notes]
    heading = [checks.ALSO] if also else []
    change = [view.would_change, *view.remarks, *view.would_change_more]
    around = (*notes, *view.reminders, *view.footers)
    lines = [view.first_line, *deciding, *change, *heading, *also, *around]
    return "\n\n".join(line for line in lines if line)


def _verdict_details(view: VerdictView, policy: Policy) -> list[CardElement]:
    body: list[CardElement] = [sentence(line) for line in view.would_change_more]
    groups: Sequence[tuple[str, Sequence[str]]] = (
        (checks.DECIDED_BY, view.more),
        (checks.ALSO, view.advice),
        (checks.FROM_DRAFT, view.from_draft),
    )
    for title, clauses in groups:
        if clauses:
            body.append(sentence(title, strong=True))
            body += [quotation(policy, clause) for clause in clauses]
    body += [sentence(answers.NOTE.format(note=note), subtle=True) for note in view.notes]
    return body


def _verdict_buttons(flow: CheckFlow, view: VerdictView) -> list[ExecuteAction]:
    another = button(checks.CHECK_ANOTHER, Simple(do="check"))
    change = button(checks.CHANGE_AN_ANSWER, move("check-change", flow.id))
    report = [button(checks.TELL_THE_TEAM, move("check-report", flow.id))]
    return [*report, another, change] if view.reporting else [another, change]
