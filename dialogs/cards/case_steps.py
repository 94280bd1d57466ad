"""The policy's own checklist for a decision, in its order and words, and the form of one step."""

from datetime import date

from microsoft_teams.cards import ActionSet, AdaptiveCard, CardElement, DateInput, TextInput

from dialogs.cards.case_buttons import close_button, look_button
from dialogs.cards.case_forms import MAX_BY, MAX_REASON, back_button, form_card
from dialogs.cards.case_words import NAME_BYTES, claim_words, status_line, step_words
from dialogs.cards.parts import card, choices, headline, quotation, sentence, words
from dialogs.payloads.case_payloads import CaseView, RecordStepOf
from dialogs.text.inert import fit, inert
from dialogs.wording import case_forms, cases, london_day, london_time, short_day
from policy_content.model import Policy
from storage.records import CaseForTeam, ChecklistStep, Need, StepAnswer, StepRecord

REPEATS_SHOWN = 5
_REASON_BYTES = 600
_HELPS = {
    Need.MANDATORY: case_forms.MANDATORY,
    Need.IF_APPROPRIATE: case_forms.IF_APPROPRIATE,
    Need.IF_REPEATED: case_forms.IF_REPEATED,
}


def steps_card(case: CaseForTeam, policy: Policy) -> AdaptiveCard:
    """Make the checklist: each step quoted, what is recorded of it, and a button to record it."""
    title = case_forms.CASE.format(ref=case.reference, what=case_forms.STEPS)
    body: list[CardElement] = [headline(title)]
    body.append(words(status_line(case), subtle=True))
    if not case.checklist:
        body.append(sentence(case_forms.NO_STEPS))
    for step in case.checklist:
        body += _step(case, step, policy)
    closing = [close_button(case)] if case.checklist and not case.missing else []
    actions = [*closing, back_button(case.reference)]
    return card(body, actions, stands_for=steps_text(case, policy))


def steps_text(case: CaseForTeam, policy: Policy) -> str:
    """Return the checklist as plain text, with what to type."""
    lines = [case_forms.CASE.format(ref=case.reference, what=case_forms.STEPS), status_line(case)]
    for number, step in enumerate(case.checklist, 1):
        done = cases.NEEDS[step.need] if step.record is None else step_words(step.record)
        lines.append(f"{number}. “{policy.clause(step.step).text}” ({step.step}): {done}")
    if case.checklist:
        names = ", ".join(short_step(step.step) for step in case.checklist)
        first = short_step(case.checklist[0].step)
        lines.append(case_forms.WHICH_STEP.format(steps=names, ref=case.reference, first=first))
    else:
        lines.append(case_forms.NO_STEPS)
    return "\n".join(lines)


def short_step(step: str) -> str:
    """Return the last part of a step's clause id, by which it is typed."""
    return step.rsplit(".", 1)[-1]


def _step(case: CaseForTeam, step: ChecklistStep, policy: Policy) -> list[CardElement]:
    shown: list[CardElement] = [sentence(cases.STEPS[step.step], strong=True)]
    if step.record is None:
        shown.append(sentence(_HELPS[step.need], subtle=True, spacing="None"))
    else:
        shown.append(words(_stands(step, step.record), spacing="None"))
    shown.append(quotation(policy, step.step))
    if step.need is Need.IF_REPEATED:
        shown += _earlier(case, policy)
    title = cases.RECORD_STEP if step.record is None else case_forms.CHANGE_STEP
    record = look_button(
        case.reference, title.format(step=cases.STEPS[step.step]), CaseView.STEP, step.step
    )
    return [*shown, ActionSet(actions=[record], spacing="Small")]


def _stands(step: ChecklistStep, record: StepRecord) -> str:
    reason = f" {fit(record.reason, _REASON_BYTES)}" if record.reason else ""
    at = london_time(step.recorded_at) if step.recorded_at else ""
    name = fit(step.recorded_by, NAME_BYTES)
    what = f"{step_words(record)}.{reason}"
    return "✓ " + case_forms.STEP_STANDS.format(name=name, time=at, what=what)


def _earlier(case: CaseForTeam, policy: Policy) -> list[CardElement]:
    """Show earlier upheld soft breaches of the same author; the policy leaves it to a person."""
    if not case.author_recorded:
        return [sentence(case_forms.NO_AUTHOR)]
    if not case.repeats:
        return [sentence(case_forms.NO_EARLIER)]
    return [
        words(
            case_forms.EARLIER.format(
                ref=one.reference,
                day=short_day(london_day(one.decided_at)),
                principle=claim_words(policy, one.principle),
            ),
            spacing="Small",
        )
        for one in case.repeats[-REPEATS_SHOWN:]
    ]


def step_form(
    case: CaseForTeam,
    step: ChecklistStep,
    policy: Policy,
    form: str,
    offered: tuple[str, date],
) -> AdaptiveCard:
    """Make the form of one step. Mandatory: who told the line manager, and when; never more.

    `offered` are a name and a day to begin with.
    """
    name, today = offered
    mandatory = step.need is Need.MANDATORY
    inputs: list[CardElement] = [quotation(policy, step.step)]
    if step.need is Need.IF_REPEATED:
        inputs += _earlier(case, policy)
    if not mandatory:
        answers = [(answer.value, said) for answer, said in case_forms.ANSWERS.items()]
        inputs.append(choices("answer", case_forms.YES_OR_NO, answers))
    who, day = (inert(name, MAX_BY), today.isoformat()) if mandatory else ("", "")
    inputs += [
        TextInput(id="by", label=_who(step), value=who or None, max_length=MAX_BY),
        DateInput(id="on", label=case_forms.ON_WHICH_DAY, value=day or None),
        TextInput(
            id="reason",
            label=case_forms.WHAT_WAS_DONE if mandatory else case_forms.WHY,
            is_multiline=True,
            max_length=MAX_REASON,
        ),
    ]
    record = RecordStepOf(
        case=case.reference,
        step=step.step,
        answer=StepAnswer.DONE.value if mandatory else "",
        form=form,
    )
    helps = [_HELPS[step.need], *([case_forms.NEVER_DISCIPLINE] if mandatory else [])]
    done = [(case_forms.SAVE_STEP, record)]
    return form_card(case, case_forms.STEP, helps, inputs, done)


def _who(step: ChecklistStep) -> str:
    if step.need is not Need.MANDATORY:
        return case_forms.WHO_DID
    told_of_it = step.step.endswith(".line-manager")
    return case_forms.WHO_TOLD if told_of_it else case_forms.WHO_TOLD_STEP
