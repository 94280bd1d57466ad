"""How a case's life ends or begins anew, and who may act in it: the pure rules, without a store."""

import pytest

from policy_content.loader import load_policy
from storage import errors
from storage.cases.checklists import checklist
from storage.cases.lifecycle import waits_since
from storage.cases.thread import (
    AUDIENCE,
    decision_of,
    outcome_of,
)
from storage.records import (
    Actor,
    Ask,
    Author,
    CaseStatus,
    Close,
    ContentState,
    DecisionKind,
    EventKind,
    HandOver,
    Need,
    Note,
    RecordAuthor,
    RecordContent,
    Reopen,
    ReportOutcome,
    StepAside,
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
    TELL_MANAGER,
    Life,
    decide,
)


def hand(to: str) -> HandOver:
    return HandOver(to=Actor(person=to, name=to))


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
