"""What may follow what in a case's life, and who may do it: the pure rules, without a store."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from policy_content.loader import load_policy
from storage import errors
from storage.cases.action_events import Acting
from storage.cases.checking import missing_steps
from storage.cases.checklists import checklist
from storage.cases.lifecycle import CaseFacts, follow, waits_since
from storage.cases.thread import (
    AUDIENCE,
    LoggedEvent,
    decision_of,
    outcome_of,
    owner_of,
    status_of,
)
from storage.records import (
    Actor,
    Ask,
    Author,
    CaseAction,
    CaseStatus,
    Close,
    ContentState,
    Decide,
    Decision,
    DecisionKind,
    EventKind,
    HandOver,
    Need,
    Note,
    RecordAuthor,
    RecordContent,
    RecordStep,
    Reopen,
    ReportOutcome,
    StepAnswer,
    StepAside,
    StepRecord,
    Take,
)

START = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
ANN, BOB = "ann", "bob"
HARD = Decision(kind=DecisionKind.HARD, principle="hard-breach.hacked")
SOFT = Decision(kind=DecisionKind.SOFT, principle="soft-breach.agree-criticism")
NOT_OURS = Decision(kind=DecisionKind.NOT_OURS)


class Life:
    """A case's thread under the rules, one step a call."""

    def __init__(self, reporters: str = "", author: str = "", *, repeated: bool = False) -> None:
        self.thread = [LoggedEvent(EventKind.REPORTED, START, "report", report=1)]
        self.reporters = frozenset(name.encode() for name in reporters.split())
        self.author = frozenset(name.encode() for name in author.split())
        self.repeated = repeated

    def do(self, who: str, *actions: CaseAction) -> "Life":
        for action in actions:
            event = follow(self._facts(), action, self._acting(who))
            if event is not None:
                self.thread.append(event)
        return self

    def refuses(self, who: str, action: CaseAction, error: type[errors.Refusal]) -> errors.Refusal:
        before = list(self.thread)
        with pytest.raises(error) as refusal:
            self.do(who, action)
        assert type(refusal.value) is error
        assert self.thread == before
        return refusal.value

    def another_report(self) -> int:
        version = len(self.thread) + 1
        self.thread.append(LoggedEvent(EventKind.REPORTED, START, f"r{version}", report=version))
        return version

    def withdraw(self, version: int) -> "Life":
        cause = f"w{len(self.thread)}"
        self.thread.append(LoggedEvent(EventKind.WITHDRAWN, START, cause, report=version))
        return self

    @property
    def status(self) -> CaseStatus:
        return status_of(self.thread)

    @property
    def owner(self) -> str:
        owner = owner_of(self.thread)
        return owner.name if owner else ""

    def _facts(self) -> CaseFacts:
        return CaseFacts(self.thread, self.reporters, self.author, self.repeated)

    def _acting(self, who: str) -> Acting:
        at = START + timedelta(minutes=len(self.thread))
        cause = f"cause-{len(self.thread)}"
        return Acting(
            who=who.encode(),
            known_as=frozenset({who.encode(), f"mail-{who}".encode()}),
            name=who,
            at=at,
            cause=cause,
            new_id=lambda: UUID(int=len(self.thread)),
            pseudonym=str.encode,
        )


def record(step: str, answer: StepAnswer = StepAnswer.DONE, **more: object) -> RecordStep:
    values: dict[str, object] = {"by": "Ines", "on": date(2026, 6, 1), "reason": "Because."}
    made = {"step": step, "answer": answer} | values | more
    return RecordStep(record=StepRecord.model_validate(made))


def decide(decision: Decision) -> Decide:
    return Decide(decision=decision)


def hand(to: str) -> HandOver:
    return HandOver(to=Actor(person=to, name=to))


TELL_MANAGER = record("hard-breach.action.line-manager")
TELL_CASEWORK = record("hard-breach.action.disciplinary")
IT_OFFICER = record("hard-breach.action.it-security-officer", StepAnswer.NO)
DIRECTOR = record("hard-breach.action.director", StepAnswer.YES)
HARD_STEPS = (TELL_MANAGER, TELL_CASEWORK, IT_OFFICER, DIRECTOR)
SOFT_MANAGER = record("soft-breach.action.line-manager")


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


def test_reopening_keeps_both_decisions_and_needs_the_steps_anew() -> None:
    life = Life().do(ANN, Take(), decide(HARD), *HARD_STEPS, Close())
    life.do(BOB, Reopen(reason="New evidence."))
    assert (life.status, life.owner, decision_of(life.thread)) == (CaseStatus.TAKEN, BOB, None)
    life.do(BOB, decide(HARD))
    life.refuses(BOB, Close(), errors.StepsMissing)
    life.do(BOB, Reopen(), decide(SOFT), SOFT_MANAGER, Close())
    decided = [event.decision for event in life.thread if event.decision]
    assert decided == [HARD, HARD, SOFT]
    assert decision_of(life.thread) == SOFT


def test_a_decision_is_taken_back_by_the_owner_alone() -> None:
    life = Life().do(ANN, Take())
    life.refuses(ANN, Reopen(), errors.NotClosed)
    life.do(ANN, decide(SOFT))
    life.refuses(ANN, decide(HARD), errors.AlreadyDecided)
    life.refuses(BOB, Reopen(), errors.AlreadyTaken)
    assert life.do(ANN, Reopen()).status is CaseStatus.TAKEN


def test_a_closed_case_takes_notes_and_what_became_of_the_content_only() -> None:
    life = Life().do(ANN, Take(), decide(NOT_OURS), Close())
    shut = (Take(), hand(BOB), StepAside(), decide(HARD), TELL_MANAGER, Ask(text="?"), Close())
    for action in shut:
        life.refuses(ANN, action, errors.AlreadyClosed)
    after = len(life.thread)
    life.do(BOB, Note(text="n"), RecordContent(state=ContentState.REMOVED))
    life.do(BOB, RecordAuthor(author=Author(person="x")))
    assert len(life.thread) == after + 3


def test_an_undecided_case_is_closed_only_where_every_report_was_withdrawn() -> None:
    life = Life().do(ANN, Take())
    second = life.another_report()
    life.withdraw(1).refuses(ANN, Close(), errors.NotDecided)
    life.withdraw(second).do(ANN, Close())
    assert outcome_of(life.thread) is ReportOutcome.WITHDRAWN


def test_a_hard_breach_keeps_its_steps_though_every_report_was_withdrawn() -> None:
    life = Life().do(ANN, Take(), decide(HARD)).withdraw(1)
    life.refuses(ANN, Close(), errors.StepsMissing)


@pytest.mark.parametrize(
    "conflict", [Life(reporters=ANN), Life(author=ANN), Life(author="mail-ann")]
)
def test_who_reported_or_wrote_the_post_cannot_act_on_it(conflict: Life) -> None:
    everything = (Take(), hand(BOB), Note(text="n"), Ask(text="?"))
    more = (RecordAuthor(author=None), RecordContent(state=ContentState.ASKED))
    said = {str(conflict.refuses(ANN, a, errors.NeedsSecondHandler)) for a in everything + more}
    assert said == {"You cannot act on this case just now. Please ask a colleague to handle it."}


def test_an_owner_who_cannot_act_is_unblocked_by_any_colleague() -> None:
    life = Life().do(ANN, Take())
    life.reporters = frozenset({ANN.encode()})
    life.refuses(ANN, decide(HARD), errors.NeedsSecondHandler)
    life.refuses(ANN, hand(BOB), errors.NeedsSecondHandler)
    life.refuses(BOB, Take(), errors.AlreadyTaken)
    life.do(BOB, hand(BOB), decide(NOT_OURS), Close())
    assert life.status is CaseStatus.CLOSED


def test_handing_over_never_tells_that_the_other_cannot_act() -> None:
    life = Life(reporters=BOB).do(ANN, Take(), hand(BOB))
    assert life.owner == BOB
    life.refuses(BOB, decide(HARD), errors.NeedsSecondHandler)


def test_who_stepped_aside_meets_the_same_words_until_a_colleague_hands_the_case_back() -> None:
    life = Life().do(ANN, Take(), StepAside(), StepAside())
    assert (life.status, life.owner, len(life.thread)) == (CaseStatus.NEW, "", 3)
    life.refuses(ANN, Take(), errors.NeedsSecondHandler)
    life.do(BOB, hand(ANN)).do(ANN, decide(NOT_OURS), Close())
    assert life.status is CaseStatus.CLOSED


def test_stepping_aside_of_another_leaves_the_owner() -> None:
    life = Life().do(ANN, Take()).do(BOB, StepAside())
    assert life.owner == ANN
    assert waits_since(life.thread) == 3


def test_a_decided_case_whose_owner_stepped_aside_can_be_taken() -> None:
    life = Life().do(ANN, Take(), decide(NOT_OURS), StepAside())
    assert (life.status, life.owner) == (CaseStatus.DECIDED, "")
    life.refuses(BOB, Close(), errors.NotTaken)
    life.do(BOB, Take(), Close())


def test_a_question_needs_somebody_to_hear_it() -> None:
    life = Life()
    second = life.another_report()
    assert life.do(ANN, Ask(text="?", report=2)).thread[-1].report == second
    assert life.do(ANN, Ask(text="?")).thread[-1].report is None
    for number in (0, 3, -1):
        life.refuses(ANN, Ask(text="?", report=number), errors.NobodyToAsk)
    life.withdraw(second).refuses(ANN, Ask(text="?", report=2), errors.NobodyToAsk)
    life.withdraw(1).refuses(ANN, Ask(text="?"), errors.NobodyToAsk)


def test_an_author_is_somebody() -> None:
    for nobody in (Author(), Author(name="Only a name"), Author(work_email="  ")):
        Life().refuses(ANN, RecordAuthor(author=nobody), errors.NeedsAuthor)


def test_what_changes_nothing_adds_no_event() -> None:
    life = Life().do(ANN, Take())
    before = len(life.thread)
    assert len(life.do(ANN, Take(), hand(ANN)).thread) == before


def test_every_kind_of_event_has_an_audience() -> None:
    assert set(AUDIENCE) == set(EventKind)


def test_the_checklists_are_the_policys_in_its_order_and_with_its_if_appropriate() -> None:
    clauses = load_policy().clauses
    for kind in (DecisionKind.SOFT, DecisionKind.HARD):
        prefix = f"{kind.value}-breach.action."
        steps = checklist(kind)
        assert list(steps) == [clause for clause in clauses if clause.startswith(prefix)]
        for step, need in steps.items():
            words = clauses[step].text
            assert words.startswith("If appropriate") == (need is Need.IF_APPROPRIATE)
            assert words.startswith("If there are repeated") == (need is Need.IF_REPEATED)
    assert not checklist(DecisionKind.NOT_OURS)
