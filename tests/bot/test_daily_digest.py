"""The daily digest comes on working days from its time on, by London's clock, and once."""

from datetime import UTC, datetime, time

import pytest

from bot.daily_digest import DailyDigest
from storage.memory import MemoryStores
from storage.records import DeliveryKind
from tests.contracts.support import SetClock, World


async def written(clock: SetClock, moments: list[datetime], at: time | None = time(9)) -> list[int]:
    """Look at each moment; return after each how many digests there are, and how often nudged."""
    stores, nudges = MemoryStores(clock), []
    digest = DailyDigest(stores.casework, clock, at, None, lambda: nudges.append(1))
    counts = []
    for moment in moments:
        clock.now = moment
        await digest.write()
        counts.append(len(nudges))
    kinds = [row.kind for row in stores.shelf.deliveries.values()]
    assert kinds == [DeliveryKind.DIGEST] * len(nudges)
    return counts


def june(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=UTC)


async def test_it_follows_londons_clock_and_rests_on_weekends(clock: SetClock) -> None:
    looked = [june(4, 12), june(5, 7, 59), june(5, 8), june(5, 20)]
    assert await written(clock, looked) == [0, 0, 1, 1]  # summer time: 08:00 UTC is 09:00
    weekend = [june(5, 12), june(6, 12), june(7, 12), june(8, 7), june(8, 8, 1)]
    assert await written(clock, weekend) == [0, 0, 0, 0, 1]
    winter = [datetime(2026, 12, 1, hour, tzinfo=UTC) for hour in (6, 8, 9)]
    assert await written(clock, [june(1, 0), *winter]) == [0, 0, 0, 1]


async def test_a_service_that_was_down_at_the_time_makes_up_for_it(clock: SetClock) -> None:
    assert await written(clock, [june(1, 12), june(3, 16), june(3, 17)]) == [0, 1, 1]


async def test_it_can_be_switched_off(clock: SetClock) -> None:
    assert await written(clock, [june(1, 12), june(2, 12)], at=None) == [0, 0]


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


async def test_another_process_that_begins_sends_none_for_the_day(clock: SetClock) -> None:
    stores = MemoryStores(clock)
    world = World(stores, clock)
    for _ in range(2):
        digest = DailyDigest(stores.casework, clock, time(9), None, lambda: None)
        await digest.write()
    assert await world.due_notices(DeliveryKind.DIGEST) == []
