"""Why an action on a case was refused, in a sentence for whoever tried it."""

from dialogs.cards.case_steps import short_step
from dialogs.languages import gettext
from dialogs.wording import case_forms, cases, london_time
from storage.errors import (
    AlreadyTaken,
    NeedsAuthor,
    NeedsClosingCode,
    NeedsPrinciple,
    NeedsReason,
    NeedsWhoAndWhen,
    NobodyToAsk,
    NotOnChecklist,
    Refusal,
    StepsMissing,
    WrongAnswer,
)
from storage.records import CaseAction, RecordStep

INCOMPLETE = (
    NeedsAuthor,
    NeedsClosingCode,
    NeedsPrinciple,
    NeedsReason,
    NeedsWhoAndWhen,
    NobodyToAsk,
    NotOnChecklist,
    WrongAnswer,
)
"""What a form lacked. The form stays as it was filled in, and is not replaced by the case."""


def why(refusal: Refusal, reference: str, action: CaseAction | None) -> str:
    """Return the sentence."""
    match refusal:
        case AlreadyTaken():
            return cases.ALREADY_TAKEN.format(by=refusal.by, time=london_time(refusal.at))
        case StepsMissing():
            missing = ", ".join(cases.STEPS[step] for step in refusal.steps)
            return cases.STEPS_MISSING.format(steps=missing)
        case NeedsWhoAndWhen() if isinstance(action, RecordStep):
            step = short_step(action.record.step)
            return case_forms.NEEDS_WHO_AND_WHEN.format(ref=reference, step=step)
    return gettext(str(refusal))
