"""Reads a decision, from the form or as it was typed, and says what it lacks."""

import re

from dialogs.cards.case_forms import GROUNDS, MAX_REASON
from dialogs.commands import plain
from dialogs.payloads.case_payloads import DecideOnCase
from dialogs.reports.principles import CODE, HARD, LISTED, SOFT, SOMETHING_ELSE
from dialogs.text.inert import clean
from dialogs.wording import case_forms
from storage.records import OTHER_CODE, Decision, DecisionKind

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

_PRINCIPLES = {name: one for one in LISTED for name in (one, one.rsplit(".", 1)[-1])} | {
    CODE: CODE,
    SOMETHING_ELSE: SOMETHING_ELSE,
}
_GROUNDS = {name: one for one in GROUNDS for name in (one, one.rsplit(".", 1)[-1])} | {
    OTHER_CODE: OTHER_CODE
}


def read_form(form: DecideOnCase) -> Decision | str:
    """Return the decision, or the sentence that says what it lacks.

    A field that does not belong to the kind of decision is left out: the form has them all.
    """
    kind = _KINDS.get(plain(form.kind.replace("-", " ")))
    reason = clean(form.reason, MAX_REASON)
    if kind is None:
        return case_forms.NEEDS_KIND.format(ref=clean(form.case, 20))
    if kind in _BREACHES:
        return _breach(kind, form.principle, reason)
    if kind is not DecisionKind.NOT_A_BREACH:
        return Decision(kind=kind, reason=reason)
    if form.closing_code not in _GROUNDS.values():
        return case_forms.NEEDS_CLOSING
    if not reason:
        return case_forms.NEEDS_REASON
    return Decision(kind=kind, reason=reason, closing_code=form.closing_code)


def _breach(kind: DecisionKind, principle: str, reason: str) -> Decision | str:
    if not principle:
        return case_forms.NEEDS_PRINCIPLE
    if principle not in _PRINCIPLES.values():
        return case_forms.NOT_A_PRINCIPLE
    if principle in _BREACHES[kind]:
        return case_forms.WRONG_CLASS
    return Decision(kind=kind, principle=principle, reason=reason)


def read_typed(reference: str, rest: str) -> DecideOnCase:
    """Read `hard hacked and why`; what it lacks is told by `read_form`.

    Not a breach may begin with one of the policy's grounds; what does not is another reason.
    """
    typed = _KIND.match(rest)
    if typed is None:
        return DecideOnCase(case=reference)
    after = rest[typed.end() :]
    first, _, more = after.partition(" ")
    named = first.strip(".,:;").lower()
    kind = typed[1].lower()
    if _KINDS[plain(kind.replace("-", " "))] is DecisionKind.NOT_A_BREACH:
        ground = _GROUNDS.get(named, OTHER_CODE)
        reason = more if named in _GROUNDS else after
        return DecideOnCase(case=reference, kind=kind, closing_code=ground, reason=reason.strip())
    if named in _PRINCIPLES:
        principle = _PRINCIPLES[named]
        return DecideOnCase(case=reference, kind=kind, principle=principle, reason=more.strip())
    return DecideOnCase(case=reference, kind=kind, reason=after.strip())
