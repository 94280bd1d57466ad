"""Whether a decision, a step or an author is complete; and which of the policy's steps are missing.

Pure. Not a breach needs a reason; a step that is "if appropriate" is a yes or no with a reason;
what was done needs who did it and when. See storage.cases.checklists for the steps.
"""

from storage.cases.checklists import checklist
from storage.cases.thread import Thread, decision_of, steps_of
from storage.errors import (
    NeedsAuthor,
    NeedsClosingCode,
    NeedsPrinciple,
    NeedsReason,
    NeedsWhoAndWhen,
    NotDecided,
    NotOnChecklist,
    WrongAnswer,
)
from storage.records import (
    OTHER_CODE,
    Author,
    Decision,
    DecisionKind,
    Need,
    StepAnswer,
    StepRecord,
)

_BREACHES = {DecisionKind.HARD, DecisionKind.SOFT}
_CODES = "not-a-breach."


def check_decision(decision: Decision) -> None:
    """Raise NeedsPrinciple, NeedsReason or NeedsClosingCode for an incomplete decision."""
    if decision.kind in _BREACHES and not decision.principle:
        raise NeedsPrinciple
    if decision.kind is DecisionKind.NOT_A_BREACH:
        if not decision.reason.strip():
            raise NeedsReason
        if not _is_code(decision.closing_code):
            raise NeedsClosingCode


def check_step(decision: Decision | None, record: StepRecord) -> None:
    """Raise what a record lacks as a step of this decision's checklist."""
    if decision is None:
        raise NotDecided
    need = checklist(decision.kind).get(record.step)
    if need is None:
        raise NotOnChecklist
    if (need is Need.MANDATORY) is not (record.answer is StepAnswer.DONE):
        raise WrongAnswer
    if need is not Need.MANDATORY and not record.reason.strip():
        raise NeedsReason
    happened = record.answer is not StepAnswer.NO
    if happened and not (record.by.strip() and record.on):
        raise NeedsWhoAndWhen


def check_author(author: Author | None) -> None:
    """Raise NeedsAuthor where nothing identifies the author."""
    if author is not None and not (author.person or author.work_email.strip()):
        raise NeedsAuthor


def missing_steps(thread: Thread, *, repeated: bool) -> tuple[str, ...]:
    """Return the steps without which a decided case cannot be closed, in the policy's order.

    `repeated` tells that earlier upheld soft breaches of the same author are known.
    """
    decision = decision_of(thread)
    if decision is None:
        return ()
    recorded = steps_of(thread)
    return tuple(
        step
        for step, need in checklist(decision.kind).items()
        if step not in recorded and (repeated or need is not Need.IF_REPEATED)
    )


def _is_code(code: str) -> bool:
    return code == OTHER_CODE or code.startswith(_CODES)
