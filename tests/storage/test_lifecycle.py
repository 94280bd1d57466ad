"""A case's status and owner follow from its thread, and so does what may happen next."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import AlreadyDecided, AlreadyTaken, NeedsSecondHandler, NotTaken, StorageError
from storage.lifecycle import (
    LoggedEvent,
    check_decide,
    decision_of,
    happened,
    may_take,
    notice_kind,
    owner_of,
    status_of,
)
from storage.records import CaseStatus, Decision, DecisionKind, DeliveryKind, EventKind

START = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
ANN, BOB, REP = b"ann", b"bob", b"reporter"
HARD = Decision(kind=DecisionKind.HARD)


def event(kind: EventKind, actor: bytes = b"", number: int = 0) -> LoggedEvent:
    decision = HARD if kind is EventKind.DECIDED else None
    at = START + timedelta(minutes=number)
    return LoggedEvent(kind, at, f"cause-{number}", actor, actor.decode(), decision)


REPORTED = event(EventKind.REPORTED)
TAKEN = event(EventKind.TAKEN, ANN, 1)
DECIDED = event(EventKind.DECIDED, ANN, 2)
NEW_CASE, TAKEN_CASE, DECIDED_CASE = [REPORTED], [REPORTED, TAKEN], [REPORTED, TAKEN, DECIDED]


@pytest.mark.parametrize(
    ("thread", "status", "owner", "decision"),
    [
        (NEW_CASE, CaseStatus.NEW, None, None),
        ([REPORTED, REPORTED], CaseStatus.NEW, None, None),
        (TAKEN_CASE, CaseStatus.TAKEN, TAKEN, None),
        ([*TAKEN_CASE, REPORTED], CaseStatus.TAKEN, TAKEN, None),
        (DECIDED_CASE, CaseStatus.DECIDED, TAKEN, HARD),
    ],
)
def test_status_owner_and_decision_follow_from_the_thread(
    thread: list[LoggedEvent],
    status: CaseStatus,
    owner: LoggedEvent | None,
    decision: Decision | None,
) -> None:
    assert (status_of(thread), owner_of(thread), decision_of(thread)) == (status, owner, decision)


@pytest.mark.parametrize(
    ("thread", "actor", "outcome"),
    [
        (NEW_CASE, ANN, True),
        (TAKEN_CASE, ANN, False),
        (TAKEN_CASE, BOB, AlreadyTaken),
        (DECIDED_CASE, ANN, AlreadyDecided),
        (DECIDED_CASE, BOB, AlreadyDecided),
        (NEW_CASE, REP, NeedsSecondHandler),
        # Answers that anybody would get come first, and so tell nothing of who reported.
        (TAKEN_CASE, REP, AlreadyTaken),
        (DECIDED_CASE, REP, AlreadyDecided),
    ],
)
def test_who_may_take(
    thread: list[LoggedEvent], actor: bytes, outcome: bool | type[StorageError]
) -> None:
    if isinstance(outcome, bool):
        assert may_take(thread, actor, {REP}) is outcome
        return
    with pytest.raises(outcome):
        may_take(thread, actor, {REP})


@pytest.mark.parametrize(
    ("thread", "actor", "refusal"),
    [
        (TAKEN_CASE, ANN, None),
        (NEW_CASE, ANN, NotTaken),
        (NEW_CASE, REP, NotTaken),
        (TAKEN_CASE, BOB, AlreadyTaken),
        (TAKEN_CASE, REP, AlreadyTaken),
        (DECIDED_CASE, ANN, AlreadyDecided),
        (DECIDED_CASE, REP, AlreadyDecided),
    ],
)
def test_who_may_decide(
    thread: list[LoggedEvent], actor: bytes, refusal: type[StorageError] | None
) -> None:
    if refusal is None:
        check_decide(thread, actor, {REP})
        return
    with pytest.raises(refusal):
        check_decide(thread, actor, {REP})


def test_an_owner_who_is_also_a_reporter_neither_takes_nor_decides() -> None:
    with pytest.raises(NeedsSecondHandler):
        may_take(TAKEN_CASE, ANN, {ANN})
    with pytest.raises(NeedsSecondHandler):
        check_decide(TAKEN_CASE, ANN, {ANN})


def test_only_taking_and_deciding_are_told_to_reporters() -> None:
    assert [notice_kind(kind) for kind in EventKind] == [
        None,
        DeliveryKind.NOTICE_TAKEN,
        DeliveryKind.NOTICE_OUTCOME,
    ]


def test_a_cause_has_happened_once_it_is_in_the_thread() -> None:
    assert happened(TAKEN_CASE, "cause-1")
    assert not happened(TAKEN_CASE, "cause-2")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["report", "take", "decide"]),
        st.sampled_from([ANN, BOB, REP]),
    ),
    max_size=12,
)


@given(STEPS)
def test_whatever_is_tried_a_case_keeps_its_promises(steps: list[tuple[str, bytes]]) -> None:
    order = list(CaseStatus)
    thread = [REPORTED]
    for number, (step, actor) in enumerate(steps, start=1):
        before, owner = status_of(thread), owner_of(thread)
        try:
            if step == "report" and before is not CaseStatus.DECIDED:
                thread.append(event(EventKind.REPORTED, number=number))
            elif step == "take" and may_take(thread, actor, {REP}):
                thread.append(event(EventKind.TAKEN, actor, number))
            elif step == "decide":
                check_decide(thread, actor, {REP})
                thread.append(event(EventKind.DECIDED, actor, number))
        except StorageError:
            assert (status_of(thread), owner_of(thread)) == (before, owner)
        assert order.index(status_of(thread)) >= order.index(before)
        assert owner is None or owner_of(thread) == owner
    acted = [each for each in thread if each.actor]
    assert all(each.actor != REP for each in acted)
    assert len({each.actor for each in acted}) <= 1
    assert [each.kind for each in acted] in (
        [],
        [EventKind.TAKEN],
        [EventKind.TAKEN, EventKind.DECIDED],
    )
