"""What Internal Communications do with a case, in their channel only: show, take, decide."""

import re

from dialogs.cards.case_card import MAX_REASON, case_card, case_text
from dialogs.case_effects import ActOnCase, CaseRefused, CaseShown, ShowCase
from dialogs.commands import plain
from dialogs.inert import clean
from dialogs.payloads import DecideOnCase, PickCase
from dialogs.principles import CODE, HARD, LISTED, SOFT, SOMETHING_ELSE
from dialogs.state import Conversation
from dialogs.toolbox import Toolbox
from dialogs.turn import Context, Place, Reply, Step
from dialogs.wording import cases
from storage.records import Actor, Decide, Decision, DecisionKind, Take

_VERB = "case|show|show case|take|take case|decide|decide case"
_REFERENCE = r"c[\s-][a-z0-9]{4}[\s-]?[a-z0-9]{4}"
_TYPED = re.compile(
    rf"(?:please )?({_VERB}) ({_REFERENCE})(?:[\s:,]+(.*))?",
    re.IGNORECASE | re.DOTALL,
)
_KIND = re.compile(
    r"(hard|soft|not a breach|not-a-breach|no breach|not ours|not-ours|cannot tell|cannot-tell"
    r"|can't tell|cant tell)\b(?: breach\b)?[\s:,.–-]*",
    re.IGNORECASE,
)
_KINDS = {
    "hard": DecisionKind.HARD,
    "soft": DecisionKind.SOFT,
    "not a breach": DecisionKind.NOT_A_BREACH,
    "no breach": DecisionKind.NOT_A_BREACH,
    "not ours": DecisionKind.NOT_OURS,
    "cannot tell": DecisionKind.CANNOT_TELL,
    "cant tell": DecisionKind.CANNOT_TELL,
}
_BREACHES = {DecisionKind.HARD: SOFT, DecisionKind.SOFT: HARD}
"""Each class of breach with the principles that the policy lists under the other class."""


def said(conversation: Conversation, text: str, context: Context) -> Step | None:
    """Take a typed case command; None where the message is none."""
    typed = _TYPED.fullmatch(text.strip())
    if typed is None:
        return None
    verb, reference, rest = typed[1].lower(), tidy(typed[2]), (typed[3] or "").strip()
    if context.place is not Place.TRIAGE:
        return Step(conversation, (Reply(cases.NOT_HERE),))
    if verb.startswith("decide"):
        return _decide(conversation, _read_decision(reference, rest), context)
    if rest:
        return None
    if verb.startswith("take"):
        return Step(conversation, effects=(ActOnCase(reference, _actor(context), Take()),))
    return Step(conversation, effects=(ShowCase(reference, _actor(context)),))


def pressed(conversation: Conversation, payload: PickCase | DecideOnCase, context: Context) -> Step:
    """Take a pressed button of a case's card."""
    if context.place is not Place.TRIAGE:
        return Step(conversation, (Reply(cases.NOT_HERE),))
    if isinstance(payload, DecideOnCase):
        return _decide(conversation, payload, context)
    if payload.do == "take":
        return Step(conversation, effects=(ActOnCase(payload.case, _actor(context), Take()),))
    return Step(conversation, effects=(ShowCase(payload.case, _actor(context)),))


def shown(conversation: Conversation, outcome: CaseShown, toolbox: Toolbox) -> Step:
    """Show a case as it stands, in place of the card that was pressed."""
    case = outcome.case
    card = case_card(case, toolbox.policy)
    return Step(conversation, (Reply(case_text(case, toolbox.policy), card, in_place=True),))


def refused(conversation: Conversation, outcome: CaseRefused, toolbox: Toolbox) -> Step:
    """Say why an action was refused, on the case as it stands where that may be seen."""
    case = outcome.case
    if case is None:
        return Step(conversation, (Reply(outcome.why, private=True),))
    text = f"{outcome.why}\n{case_text(case, toolbox.policy)}"
    card = case_card(case, toolbox.policy, remark=outcome.why)
    return Step(conversation, (Reply(text, card, in_place=True, private=True),))


def tidy(reference: str) -> str:
    """Return a typed case reference in its kept shape: `c 7k3m9qxt` becomes `C-7K3M-9QXT`."""
    signs = "".join(sign for sign in reference.upper() if sign.isalnum())
    return f"{signs[:1]}-{signs[1:5]}-{signs[5:]}"


def _decide(conversation: Conversation, form: DecideOnCase, context: Context) -> Step:
    decision = _decision(form)
    if isinstance(decision, str):
        return Step(conversation, (Reply(decision),))
    return Step(
        conversation, effects=(ActOnCase(form.case, _actor(context), Decide(decision=decision)),)
    )


def _decision(form: DecideOnCase) -> Decision | str:
    """Return the decision, or the sentence that says what it lacks."""
    kind = _KINDS.get(plain(form.kind.replace("-", " ")))
    reason = clean(form.reason, MAX_REASON)
    if kind is None:
        return cases.NEEDS_KIND.format(ref=clean(form.case, 20))
    if form.principle and form.principle not in {*LISTED, CODE, SOMETHING_ELSE}:
        return cases.NOT_A_PRINCIPLE
    if kind in _BREACHES and not form.principle:
        return cases.NEEDS_PRINCIPLE
    if form.principle in _BREACHES.get(kind, ()):
        return cases.WRONG_CLASS
    if kind is DecisionKind.NOT_A_BREACH and not reason:
        return cases.NEEDS_REASON
    return Decision(kind=kind, principle=form.principle, reason=reason)


def _read_decision(reference: str, rest: str) -> DecideOnCase:
    """Read `hard hard-breach.hacked and why`; what it lacks is told by the checks."""
    typed = _KIND.match(rest)
    if typed is None:
        return DecideOnCase(case=reference)
    after = rest[typed.end() :]
    first, _, reason = after.partition(" ")
    named = first.strip(".,:;").lower()
    if named in {*LISTED, CODE, SOMETHING_ELSE}:
        return DecideOnCase(case=reference, kind=typed[1], principle=named, reason=reason.strip())
    return DecideOnCase(case=reference, kind=typed[1], reason=after.strip())


def _actor(context: Context) -> Actor:
    return Actor(person=context.person, name=context.name)
