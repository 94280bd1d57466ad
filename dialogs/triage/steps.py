"""Reads a step of the checklist, from its form or as it was typed, and says what it lacks.

Typed: `director no, the post is gone` or `line-manager done by me on 3 June: by telephone`.
"""

import re
from datetime import date

from dialogs.cards.case_forms import MAX_BY, MAX_REASON
from dialogs.cards.case_steps import short_step
from dialogs.commands import plain
from dialogs.payloads.case_payloads import RecordStepOf
from dialogs.text.inert import clean
from dialogs.text.typed_dates import DAY, read_day
from dialogs.wording import case_forms
from storage.records import CaseForTeam, ChecklistStep, Need, StepAnswer, StepRecord

_ANSWER = re.compile(r"(?P<answer>done|yes|no)\b[\s:,.;–-]*", re.IGNORECASE)
_ENDS = r"(?:[\s:,.;–-]+|$)"
_WHO_AND_WHEN = (
    re.compile(rf"by (?P<by>[^,:;\n]{{1,80}}?),? on (?P<on>{DAY}){_ENDS}", re.IGNORECASE),
    re.compile(r"by (?P<by>[^,:;\n]{1,80})(?P<on>)(?:[\s:,;]+|$)", re.IGNORECASE),
    re.compile(rf"(?P<by>)on (?P<on>{DAY}){_ENDS}", re.IGNORECASE),
)


def who_and_when(text: str, name: str) -> tuple[str, str, str]:
    """Take `by WHO on DAY` from the beginning; either may be missing. Return both and the rest.

    `me` is the person of this name.
    """
    for pattern in _WHO_AND_WHEN:
        found = pattern.match(text)
        if found is not None:
            by = found["by"].strip()
            return name if by.lower() == "me" else by, found["on"], text[found.end() :].strip()
    return "", "", text.strip()


_STEP_WORDS = {
    "line manager": "line-manager",
    "manager": "line-manager",
    "employee relations": "disciplinary",
    "casework": "disciplinary",
    "it security officer": "it-security-officer",
    "it security": "it-security-officer",
    "it": "it-security-officer",
    "deputy director": "director",
}


def read_typed(reference: str, rest: str, name: str) -> RecordStepOf:
    """Read what follows `step C-…`; `me` is the person of this name."""
    found = re.search(r"\b(?:done|yes|no)\b", rest, re.IGNORECASE)
    step, after = (rest[: found.start()], rest[found.start() :]) if found else (rest, "")
    answered = _ANSWER.match(after)
    if answered is None:
        return RecordStepOf(case=reference, step=clean(step, 80))
    by, on, reason = who_and_when(after[answered.end() :], name)
    return RecordStepOf(
        case=reference,
        step=clean(step.strip(" :,"), 80),
        answer=answered["answer"].lower(),
        by=by,
        on=on,
        reason=reason,
    )


def find_step(case: CaseForTeam, words: str) -> ChecklistStep | None:
    """Return the step of a case that is named by its clause id, its last part, or its number."""
    said = " ".join(words.lower().split())
    named = _STEP_WORDS.get(plain(said), said).replace(" ", "-")
    for number, step in enumerate(case.checklist, 1):
        if named in {step.step, short_step(step.step), str(number)}:
            return step
    return None


def read_form(
    case: CaseForTeam, step: ChecklistStep, form: RecordStepOf, today: date
) -> StepRecord | str:
    """Return the record, or the sentence that says what it lacks."""
    names = {"ref": case.reference, "step": short_step(step.step)}
    answer = plain(form.answer)
    if step.need is not Need.MANDATORY and answer == StepAnswer.DONE:
        answer = StepAnswer.YES.value
    allowed = {StepAnswer.DONE} if step.need is Need.MANDATORY else {StepAnswer.YES, StepAnswer.NO}
    if answer not in allowed:
        return case_forms.YES_NO_OR_DONE.format(**names)
    day = read_day(form.on, today) if form.on.strip() else None
    if day is None and form.on.strip():
        return case_forms.NEEDS_DAY
    return StepRecord(
        step=step.step,
        answer=StepAnswer(answer),
        by=clean(form.by, MAX_BY),
        on=day,
        reason=clean(form.reason, MAX_REASON),
    )


def short_names(case: CaseForTeam) -> tuple[str, str]:
    """Return how the steps of a case are typed, all of them and the first one."""
    names = [short_step(step.step) for step in case.checklist]
    return ", ".join(names), names[0] if names else ""
