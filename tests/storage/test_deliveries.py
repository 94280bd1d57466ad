"""A delivery's steps: whatever happens, a newer card is shown and nothing is silently dropped."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.outbox.deliveries import (
    BLOCKED_FOR,
    MOST_ATTEMPTS,
    Delivery,
    called_off,
    claimed,
    is_due,
    raised,
    settled,
)
from storage.records import DeliveryKind, DeliveryState, NotSent, Sent

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
LEASE = timedelta(seconds=30)
CARD = Delivery(
    UUID(int=1), DeliveryKind.CASE_CARD, UUID(int=2), None, 0, due_at=NOW, wanted_version=1
)
NOTICE = Delivery(UUID(int=3), DeliveryKind.NOTICE_TAKEN, UUID(int=2), UUID(int=4), 2, due_at=NOW)
FAILURES = [DeliveryState.READY, DeliveryState.UNCERTAIN, DeliveryState.BLOCKED, DeliveryState.DEAD]


@pytest.mark.parametrize(
    ("state", "due"),
    [
        (DeliveryState.READY, True),
        (DeliveryState.UNCERTAIN, True),
        (DeliveryState.BLOCKED, True),
        (DeliveryState.SENDING, False),
        (DeliveryState.DONE, False),
        (DeliveryState.DEAD, False),
        (DeliveryState.CALLED_OFF, False),
    ],
)
def test_which_states_are_ever_due(state: DeliveryState, due: bool) -> None:
    row = replace(CARD, state=state, lease_until=NOW + LEASE)
    assert is_due(row, NOW) is due
    assert not is_due(replace(row, due_at=NOW + LEASE), NOW)
    assert not is_due(replace(row, held=True), NOW)


def test_a_lease_that_ran_out_is_due() -> None:
    row = claimed(CARD, NOW, LEASE)
    assert not is_due(row, NOW + LEASE - timedelta(microseconds=1))
    assert is_due(row, NOW + LEASE)


@pytest.mark.parametrize(
    ("state", "off"),
    [
        (DeliveryState.READY, True),
        (DeliveryState.UNCERTAIN, True),
        (DeliveryState.BLOCKED, True),
        (DeliveryState.SENDING, False),
        (DeliveryState.DONE, False),
        (DeliveryState.DEAD, False),
    ],
)
def test_which_states_can_be_called_off(state: DeliveryState, off: bool) -> None:
    row = replace(NOTICE, state=state, lease_until=NOW + LEASE)
    assert (called_off(row, NOW).state is DeliveryState.CALLED_OFF) is off


def test_a_notice_whose_sender_was_lost_can_be_called_off() -> None:
    row = claimed(NOTICE, NOW, LEASE)
    assert called_off(row, NOW + LEASE).state is DeliveryState.CALLED_OFF


@pytest.mark.parametrize("wait", [0.0, 60.0, 7_200.0])
def test_a_blocked_delivery_rests_an_hour_or_as_long_as_it_was_told(wait: float) -> None:
    outcome = NotSent(state=DeliveryState.BLOCKED, reason="403", wait_seconds=wait)
    row = settled(claimed(NOTICE, NOW, LEASE), 0, outcome, NOW)
    assert row.due_at == NOW + max(BLOCKED_FOR, timedelta(seconds=wait))


def test_an_arrival_begins_the_count_of_attempts_anew() -> None:
    worn = replace(claimed(CARD, NOW, LEASE), spent=MOST_ATTEMPTS - 1, uncertain=True, reason="500")
    row = settled(worn, 1, Sent(activity="card"), NOW)
    assert (row.spent, row.uncertain, row.reason) == (0, False, "")


def test_a_notice_keeps_no_message_id() -> None:
    row = settled(claimed(NOTICE, NOW, LEASE), 0, Sent(activity="message"), NOW)
    assert (row.state, row.card_activity) == (DeliveryState.DONE, "")


STEPS = st.lists(
    st.one_of(
        st.just("case changes"),
        st.just("lease runs out"),
        st.just("arrives"),
        st.sampled_from(FAILURES),
    ),
    max_size=60,
)


@given(STEPS)
def test_whatever_happens_a_card_is_shown_or_stays_due(steps: list[str | DeliveryState]) -> None:
    row, now, told_dead = CARD, NOW, False
    for step in steps:
        if step == "case changes":
            row, told_dead = raised(row, row.wanted_version + 1, now), False
            continue
        now = max(now, row.due_at)
        if not is_due(row, now):
            continue
        version = row.wanted_version
        row = claimed(row, now, LEASE)
        if isinstance(step, DeliveryState):
            told_dead = step is DeliveryState.DEAD
            row = settled(row, version, NotSent(state=step, reason="test"), now)
        elif step == "arrives":
            row = settled(row, version, Sent(activity="card"), now)
        else:
            now += LEASE
    if row.state is DeliveryState.DONE:
        assert (row.sent_version, row.card_activity) == (row.wanted_version, "card")
    elif row.state is DeliveryState.DEAD:
        assert told_dead
    else:
        assert is_due(row, max(now, row.due_at) + LEASE)
    assert not (row.card_activity and row.may_repeat)
