"""What is looked at of a case: its card, or a form, a list or a text for one person alone."""

from collections.abc import Callable, Mapping

from microsoft_teams.cards import AdaptiveCard

from dialogs.cards.case_card import case_card, case_text
from dialogs.cards.case_forms import (
    ask_form,
    author_form,
    content_form,
    decide_form,
    hand_over_form,
    note_form,
    reopen_form,
)
from dialogs.cards.case_steps import step_form, steps_card, steps_text
from dialogs.cards.case_tools import history_card, more_card
from dialogs.cards.pack_card import pack_card
from dialogs.cards.screenshots_card import screenshots_card
from dialogs.effects.case_effects import CaseShown
from dialogs.here import Here
from dialogs.payloads.case_payloads import CaseView
from dialogs.triage.pack import draft_pack
from dialogs.triage.steps import find_step
from dialogs.turn import Reply
from dialogs.wording import cases, london_day
from storage.records import CaseForTeam, CaseStatus

_OPEN = frozenset({CaseStatus.NEW, CaseStatus.TAKEN, CaseStatus.DECIDED})
_WHILE = {
    CaseView.DECIDE: frozenset({CaseStatus.NEW, CaseStatus.TAKEN}),
    CaseView.STEPS: frozenset({CaseStatus.DECIDED, CaseStatus.CLOSED}),
    CaseView.STEP: frozenset({CaseStatus.DECIDED}),
    CaseView.ASK: _OPEN,
    CaseView.HAND_OVER: _OPEN,
    CaseView.REOPEN: frozenset({CaseStatus.DECIDED, CaseStatus.CLOSED}),
}
"""In which states a form makes sense; an old card may ask for it in another."""


def view(came: CaseShown, here: Here) -> Reply:
    """Return what was asked for of the case; its card as it stands where that makes no sense."""
    case, wanted, policy = came.case, came.onward.view, here.toolbox.policy
    if case.status not in _WHILE.get(wanted, frozenset(CaseStatus)):
        return _card(case, here, remark="" if came.action else cases.NO_LONGER)
    if wanted is CaseView.CARD or (wanted is CaseView.STEPS and not case.checklist):
        return _card(case, here)
    if wanted is CaseView.STEPS:
        return own(steps_text(case, policy), steps_card(case, policy))
    if wanted is CaseView.PACK:
        pack = draft_pack(case, policy)
        return own(pack.text, pack_card(pack, came.link), private=True)
    if wanted is CaseView.SCREENSHOTS:
        card = screenshots_card(case, came.screenshots)
        return own(str(card.fallback_text), card, private=True)
    card = _CARDS[wanted](came, here)
    return own(str(card.fallback_text), card)


def own(text: str, card: AdaptiveCard, *, private: bool = False) -> Reply:
    """Make a reply that replaces the card in the view of whoever pressed it, and of nobody else."""
    return Reply(text, card, in_place=True, private=private, own=True)


def _card(case: CaseForTeam, here: Here, remark: str = "") -> Reply:
    policy = here.toolbox.policy
    text = case_text(case, policy)
    card = case_card(case, policy, remark=remark)
    if remark:
        return own(f"{remark}\n{text}", card)
    return Reply(text, card, in_place=True)


def _step(came: CaseShown, here: Here) -> AdaptiveCard:
    step = find_step(came.case, came.onward.step)
    if step is None:
        return steps_card(came.case, here.toolbox.policy)
    offered = (here.context.name, london_day(here.context.now))
    return step_form(came.case, step, here.toolbox.policy, _form(here), offered)


def _form(here: Here) -> str:
    """Return the id of a fresh form: filled in and sent twice, it is one action."""
    return str(here.context.new_id)


_CARDS: Mapping[CaseView, Callable[[CaseShown, Here], AdaptiveCard]] = {
    CaseView.DECIDE: lambda came, here: decide_form(came.case, here.toolbox.policy, _form(here)),
    CaseView.STEP: _step,
    CaseView.ASK: lambda came, here: ask_form(came.case, _form(here)),
    CaseView.NOTE: lambda came, here: note_form(came.case, _form(here)),
    CaseView.CONTENT: lambda came, here: content_form(came.case, _form(here)),
    CaseView.AUTHOR: lambda came, here: author_form(came.case, _form(here)),
    CaseView.HAND_OVER: lambda came, here: hand_over_form(came.case, came.members, _form(here)),
    CaseView.REOPEN: lambda came, here: reopen_form(came.case, _form(here)),
    CaseView.HISTORY: lambda came, _here: history_card(came.case),
    CaseView.MORE: lambda came, _here: more_card(came.case),
}
