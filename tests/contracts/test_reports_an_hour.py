"""A person may send so many reports an hour; others are unaffected, and nothing of it is kept."""

from datetime import timedelta

import pytest

from storage.errors import AlreadyReported, TooManyReports
from storage.records import Withdraw
from tests.contracts.support import REPORTER_PERSON, World, a_report, a_reporter

MOST = 3


async def send(world: World, **changes: object) -> str:
    report = a_report(post=None, **changes)
    return (await world.stores.reports.submit(report, most_an_hour=MOST)).reference


async def used_up(world: World) -> None:
    """Send as many as there may be, ten minutes apart."""
    for _ in range(MOST):
        await send(world)
        world.clock.advance(minutes=10)


async def test_one_more_within_the_hour_is_refused_with_its_time(world: World) -> None:
    first = world.clock.now
    await used_up(world)
    with pytest.raises(TooManyReports) as refused:
        await send(world)
    assert refused.value.again_at == first + timedelta(hours=1)
    assert len(await world.stores.reports.reports_of(REPORTER_PERSON)) == MOST


async def test_a_refused_report_leaves_no_case_behind(world: World) -> None:
    await used_up(world)
    open_before = len(await world.stores.casework.waiting())
    with pytest.raises(TooManyReports):
        await send(world)
    assert len(await world.stores.casework.waiting()) == open_before


async def test_an_hour_after_the_first_there_is_room_for_one(world: World) -> None:
    await used_up(world)
    world.clock.advance(minutes=30)
    await send(world)
    with pytest.raises(TooManyReports):
        await send(world)


async def test_others_are_unaffected(world: World) -> None:
    await used_up(world)
    assert await send(world, reporter=a_reporter("person-else"))


async def test_withdrawn_reports_count_too(world: World) -> None:
    for _ in range(MOST):
        await world.tell(await send(world), Withdraw())
    with pytest.raises(TooManyReports):
        await send(world)


async def test_what_was_sent_before_gets_its_first_receipt_again(world: World) -> None:
    report = a_report(post=None)
    first = await world.stores.reports.submit(report, most_an_hour=1)
    again = await world.stores.reports.submit(report, most_an_hour=1)
    assert again == first.model_copy(update={"repeated": True})


async def test_who_reported_the_post_before_hears_that_and_not_to_wait(world: World) -> None:
    await world.stores.reports.submit(a_report(), most_an_hour=1)
    with pytest.raises(AlreadyReported):
        await world.stores.reports.submit(a_report(), most_an_hour=1)


async def test_without_a_limit_any_number_is_taken(world: World) -> None:
    for _ in range(MOST + 3):
        await world.submit(post=None)
