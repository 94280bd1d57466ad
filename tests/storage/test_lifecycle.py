"""What may follow what in a case's life: the pure rules, without a store."""

from datetime import timedelta

import pytest

from storage import errors
from storage.cases.checking import missing_steps
from storage.cases.checklists import checklist
from storage.cases.thread import (
    outcome_of,
)
from storage.records import (
    CaseStatus,
    Close,
    Decision,
    DecisionKind,
    RecordStep,
    ReportOutcome,
    StepAnswer,
    Take,
)
from tests.storage.lives import (
    ANN,
    BOB,
    HARD,
    HARD_STEPS,
    NOT_OURS,
    SOFT,
    SOFT_MANAGER,
    START,
    TELL_MANAGER,
    Life,
    decide,
    record,
)


def test_a_case_is_new_taken_decided_and_closed() -> None:
    life = Life()
    seen = [life.status]
    seen += [life.do(ANN, action).status for action in (Take(), decide(HARD))]
    seen.append(life.do(ANN, *HARD_STEPS, Close()).status)
    assert seen == list(CaseStatus)
    assert outcome_of(life.thread) is ReportOutcome.ACTED


def test_only_the_owner_decides_records_steps_and_closes() -> None:
    life = Life().do(ANN, Take())
    life.refuses(BOB, decide(HARD), errors.AlreadyTaken)
    life.do(ANN, decide(HARD))
    life.refuses(BOB, TELL_MANAGER, errors.AlreadyTaken)
    life.do(ANN, *HARD_STEPS)
    life.refuses(BOB, Close(), errors.AlreadyTaken)


def test_who_comes_second_is_told_who_and_when() -> None:
    refusal = Life().do(ANN, Take()).refuses(BOB, Take(), errors.AlreadyTaken)
    assert isinstance(refusal, errors.AlreadyTaken)
    assert (refusal.by, refusal.at) == (ANN, START + timedelta(minutes=1))


@pytest.mark.parametrize("left_out", HARD_STEPS)
def test_a_hard_breach_is_not_closed_before_every_step_is_recorded(left_out: RecordStep) -> None:
    life = Life().do(ANN, Take(), decide(HARD))
    life.do(ANN, *(step for step in HARD_STEPS if step is not left_out))
    refusal = life.refuses(ANN, Close(), errors.StepsMissing)
    assert isinstance(refusal, errors.StepsMissing)
    assert refusal.steps == (left_out.record.step,)
    assert life.do(ANN, left_out, Close()).status is CaseStatus.CLOSED


def test_missing_steps_are_told_in_the_policys_order() -> None:
    life = Life().do(ANN, Take(), decide(HARD))
    assert missing_steps(life.thread, repeated=False) == tuple(checklist(DecisionKind.HARD))


def test_a_soft_breach_asks_about_repeats_only_where_earlier_ones_are_known() -> None:
    Life().do(ANN, Take(), decide(SOFT), SOFT_MANAGER, Close())
    life = Life(repeated=True).do(ANN, Take(), decide(SOFT), SOFT_MANAGER)
    refusal = life.refuses(ANN, Close(), errors.StepsMissing)
    assert isinstance(refusal, errors.StepsMissing)
    assert refusal.steps == ("soft-breach.action.repeated",)
    life.do(ANN, record("soft-breach.action.repeated", StepAnswer.NO), Close())


def test_without_a_breach_there_are_no_steps() -> None:
    life = Life().do(ANN, Take(), decide(NOT_OURS), Close())
    assert outcome_of(life.thread) is ReportOutcome.PASSED_ON


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (record("soft-breach.action.line-manager"), errors.NotOnChecklist),
        (record("hard-breach.action.line-manager", StepAnswer.NO), errors.WrongAnswer),
        (record("hard-breach.action.director", StepAnswer.DONE), errors.WrongAnswer),
        (record("hard-breach.action.line-manager", by=" "), errors.NeedsWhoAndWhen),
        (record("hard-breach.action.disciplinary", on=None), errors.NeedsWhoAndWhen),
        (record("hard-breach.action.director", StepAnswer.YES, by=""), errors.NeedsWhoAndWhen),
        (record("hard-breach.action.director", StepAnswer.NO, reason=" "), errors.NeedsReason),
        (record("hard-breach.action.director", StepAnswer.YES, reason=""), errors.NeedsReason),
    ],
)
def test_an_incomplete_step_is_refused(step: RecordStep, error: type[errors.Refusal]) -> None:
    Life().do(ANN, Take(), decide(HARD)).refuses(ANN, step, error)


def test_a_no_needs_a_reason_but_neither_who_nor_when() -> None:
    no = record("hard-breach.action.director", StepAnswer.NO, by="", on=None)
    assert len(Life().do(ANN, Take(), decide(HARD), no).thread) == 4


@pytest.mark.parametrize(
    ("decision", "error"),
    [
        (Decision(kind=DecisionKind.HARD), errors.NeedsPrinciple),
        (Decision(kind=DecisionKind.SOFT), errors.NeedsPrinciple),
        (Decision(kind=DecisionKind.NOT_A_BREACH, closing_code="other"), errors.NeedsReason),
        (Decision(kind=DecisionKind.NOT_A_BREACH, reason="So."), errors.NeedsClosingCode),
        (
            Decision(kind=DecisionKind.NOT_A_BREACH, reason="So.", closing_code="soft-breach"),
            errors.NeedsClosingCode,
        ),
    ],
)
def test_an_incomplete_decision_is_refused(decision: Decision, error: type[errors.Refusal]) -> None:
    Life().do(ANN, Take()).refuses(ANN, decide(decision), error)
