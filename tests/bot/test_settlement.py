"""What becomes of a delivery whose sending failed (house rules on delivery)."""

import pytest

from bot.connector import BearerUnavailable, ConnectorError, NeverSent, Refused, Uncertain
from bot.deliveries.settlement import after
from storage.records import DeliveryState

READY, UNCERTAIN = DeliveryState.READY, DeliveryState.UNCERTAIN
BLOCKED, DEAD = DeliveryState.BLOCKED, DeliveryState.DEAD


@pytest.mark.parametrize(
    ("error", "first_post", "update"),
    [
        (NeverSent("connect"), READY, READY),
        (BearerUnavailable("login"), READY, READY),
        (Refused(status=429), READY, READY),
        (Refused(status=401), READY, READY),
        (Refused(status=408), READY, READY),
        (Refused(status=403), BLOCKED, BLOCKED),
        (Refused(status=404), BLOCKED, BLOCKED),
        (Refused(status=400), BLOCKED, BLOCKED),
        (Refused(status=302), BLOCKED, BLOCKED),
        (Refused(status=413), DEAD, DEAD),
        (Uncertain("timeout"), UNCERTAIN, READY),
        (Uncertain("reset"), UNCERTAIN, READY),
        (Uncertain(status=500), UNCERTAIN, READY),
        (Uncertain(status=503), UNCERTAIN, READY),
    ],
    ids=lambda value: value.reason if isinstance(value, ConnectorError) else value.value,
)
def test_a_failure_has_one_state(
    error: ConnectorError, first_post: DeliveryState, update: DeliveryState
) -> None:
    assert after(error, 1, repeatable=False).state is first_post
    assert after(error, 1, repeatable=True).state is update


def test_429_waits_as_long_as_asked_and_spends_no_attempt() -> None:
    settled = after(Refused(status=429, retry_after=17.0), 3, repeatable=False)
    assert settled.wait_seconds == 17.0
    assert not settled.spends_attempt


def test_nobody_is_made_to_wait_for_more_than_an_hour() -> None:
    for asked in (1e13, 99_999_999.0):
        error = Refused(status=429, retry_after=asked)
        assert after(error, 1, repeatable=False).wait_seconds == 3600


def test_waits_grow_and_stay_bounded() -> None:
    waits = [after(NeverSent("connect"), n, repeatable=False).wait_seconds for n in range(1, 30)]
    assert waits == sorted(waits)
    assert waits[0] == 2.0
    assert waits[-1] == 300.0


def test_an_uncertain_first_post_leaves_time_to_be_looked_up() -> None:
    assert after(Uncertain("timeout"), 1, repeatable=False).wait_seconds >= 30
