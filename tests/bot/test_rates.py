"""How much one person may send, and how fast deliveries go into one channel."""

import asyncio
from collections import Counter

import pytest

from bot.deliveries import pace as pace_module
from bot.deliveries.pace import BURST, Pace
from bot.door import rates as rates_module
from bot.door.rates import Pass, Rates
from tests.bot.conftest import Seconds


def test_thirty_messages_a_minute_are_taken_and_the_next_is_held_up() -> None:
    rates = Rates(30, Seconds())
    assert {rates.take("nia", f"m{n}") for n in range(30)} == {Pass.TAKEN}
    assert rates.take("nia", "m30") is Pass.TOLD_TO_WAIT


def test_whoever_goes_on_is_told_once_a_minute_and_let_in_as_soon_as_there_is_room() -> None:
    rates = Rates(2, seconds := Seconds())
    got = []
    for number in range(150):
        got.append(rates.take("nia", f"m{number}"))
        seconds.now += 1
    counted = Counter(got)
    assert counted[Pass.TAKEN] == 6
    assert counted[Pass.TOLD_TO_WAIT] == 3
    assert counted[Pass.IGNORED] == 141


def test_others_are_unaffected() -> None:
    rates = Rates(1, Seconds())
    rates.take("nia", "a")
    assert rates.take("nia", "b") is not Pass.TAKEN
    assert rates.take("sam", "c") is Pass.TAKEN


def test_the_same_message_sent_again_by_the_channel_counts_once() -> None:
    rates = Rates(2, Seconds())
    assert {rates.take("nia", "the same") for _ in range(100)} == {Pass.TAKEN}
    assert rates.take("nia", "another") is Pass.TAKEN
    assert rates.take("nia", "a third") is Pass.TOLD_TO_WAIT


def test_messages_without_an_id_each_count() -> None:
    rates = Rates(2, Seconds())
    assert [rates.take("nia", "") for _ in range(3)].count(Pass.TAKEN) == 2


def test_nought_is_no_limit() -> None:
    rates = Rates(0, Seconds())
    assert {rates.take("nia", str(n)) for n in range(1000)} == {Pass.TAKEN}


def test_only_so_many_people_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates_module, "MOST_REMEMBERED", 10)
    rates = Rates(1, Seconds())
    for person in range(100):
        rates.take(person, "m")
    assert len(rates._windows) == 10


class Sleeper:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


async def gone(pace: Pace, time: Sleeper, number: int) -> list[float]:
    """Send one after the other, coming back when told to; return when each went."""
    went: list[float] = []
    while len(went) < number:
        held_up = await pace.turn("19:channel")
        if held_up:
            time.now += held_up
        else:
            went.append(time.now)
    return went


async def test_a_channel_gets_no_more_than_its_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    time = Sleeper()
    monkeypatch.setattr(asyncio, "sleep", time.sleep)
    went = await gone(Pace(30, time), time, 200)
    for start in went:
        assert sum(start <= one < start + 60 - 1e-6 for one in went) <= 30
        assert sum(start <= one < start + 1 - 1e-6 for one in went) <= BURST
    assert went[-1] <= 200 / 30 * 60  # and no slower than that


async def test_another_destination_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    time = Sleeper()
    monkeypatch.setattr(asyncio, "sleep", time.sleep)
    pace = Pace(1, time)
    await pace.turn("19:channel")
    assert await pace.turn("19:channel") == 60
    assert await pace.turn("a:somebody") == 0


async def test_what_would_wait_long_takes_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    time = Sleeper()
    monkeypatch.setattr(asyncio, "sleep", time.sleep)
    pace = Pace(1, time)
    await pace.turn("x")
    assert [await pace.turn("x") for _ in range(5)] == [60] * 5
    time.now += 60
    assert await pace.turn("x") == 0


async def test_old_destinations_are_let_go_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace_module, "MOST_REMEMBERED", 10)
    pace = Pace(5, time := Sleeper())
    for number in range(100):
        await pace.turn(f"chat-{number}")
        time.now += 61
    assert len(pace._sent) <= 11
