"""Screenshots: somebody's own until they are sent, then the report's, and opened by the team."""

from uuid import UUID

import pytest

from storage.errors import TooManyScreenshots, UnknownScreenshot
from storage.records import AddInformation, NewScreenshot, ReadFor
from tests.contracts.support import REPORTER_PERSON, TEAM_MEMBER, World, a_report, a_reporter

PIXELS = bytes(range(256)) * 4


async def keep(world: World, number: int, person: str = REPORTER_PERSON) -> UUID:
    """Keep a screenshot of a person's."""
    kept = UUID(int=number)
    await world.stores.screenshots.keep(
        NewScreenshot(id=kept, person=person, kind="image/png", content=PIXELS)
    )
    return kept


async def shown(world: World, case: str) -> tuple[UUID, ...]:
    """Return the screenshots of a case that the team can see."""
    found = await world.stores.casework.case(case, TEAM_MEMBER, ReadFor.CASE)
    return tuple(one for report in found.reports for one in report.screenshots)


async def the_case(world: World) -> str:
    """Return the reference of the newest case."""
    return (await world.stores.casework.queue(TEAM_MEMBER))[-1].reference


async def test_a_report_takes_its_screenshots_along_and_keeps_them(world: World) -> None:
    ids = (await keep(world, 1), await keep(world, 2))
    sent = a_report(screenshots=ids)
    receipt = await world.stores.reports.submit(sent)
    assert receipt.screenshots == 2
    again = await world.stores.reports.submit(sent)
    assert (again.repeated, again.screenshots) == (True, 2)
    await world.stores.screenshots.forget(ids)
    await world.stores.screenshots.forget_old(world.clock.now.replace(year=2030))
    case = await the_case(world)
    assert set(await shown(world, case)) == set(ids)
    opened = await world.stores.casework.screenshot(case, ids[0], TEAM_MEMBER)
    assert (opened.kind, opened.content) == ("image/png", PIXELS)
    audited = [entry.action for entry in await world.stores.casework.audit(case)]
    assert audited.count("screenshot") == 1


async def test_nobody_sends_anothers_screenshot(world: World) -> None:
    theirs = await keep(world, 1, person="somebody-else")
    receipt = await world.stores.reports.submit(a_report(screenshots=(theirs,)))
    assert receipt.screenshots == 0
    case = await the_case(world)
    assert await shown(world, case) == ()
    with pytest.raises(UnknownScreenshot):
        await world.stores.casework.screenshot(case, theirs, TEAM_MEMBER)


async def test_a_screenshot_that_is_not_sent_can_be_opened_by_nobody(world: World) -> None:
    unsent = await keep(world, 1)
    await world.stores.reports.submit(a_report())
    with pytest.raises(UnknownScreenshot):
        await world.stores.casework.screenshot(await the_case(world), unsent, TEAM_MEMBER)


async def test_what_is_not_sent_is_forgotten_when_its_form_is(world: World) -> None:
    discarded, in_use, left = [await keep(world, n) for n in (1, 2, 3)]
    await world.stores.screenshots.forget([discarded])
    world.clock.advance(hours=1)
    await world.stores.screenshots.touch([in_use])
    await world.stores.screenshots.forget_old(world.clock.now)
    ids = (discarded, in_use, left)
    receipt = await world.stores.reports.submit(a_report(screenshots=ids))
    assert receipt.screenshots == 1
    assert await shown(world, await the_case(world)) == (in_use,)


async def test_keeping_the_same_again_changes_nothing(world: World) -> None:
    await keep(world, 1)
    kept = await keep(world, 1)
    receipt = await world.stores.reports.submit(a_report(screenshots=(kept,)))
    assert receipt.screenshots == 1


async def test_a_report_has_five_at_most_later_ones_too(world: World) -> None:
    first = tuple([await keep(world, n) for n in range(3)])
    receipt = await world.stores.reports.submit(a_report(screenshots=first))
    more = tuple([await keep(world, n) for n in range(10, 13)])
    act = world.stores.reports.act
    adding = AddInformation(text="More", screenshots=more)
    with pytest.raises(TooManyScreenshots):
        await act(REPORTER_PERSON, receipt.reference, adding, "cause-1")
    case = await the_case(world)
    assert set(await shown(world, case)) == set(first)
    adding = AddInformation(text="More", screenshots=more[:2])
    await act(REPORTER_PERSON, receipt.reference, adding, "cause-2")
    await act(REPORTER_PERSON, receipt.reference, adding, "cause-2")
    assert set(await shown(world, case)) == {*first, *more[:2]}


async def test_each_report_of_a_case_has_its_own(world: World) -> None:
    mine, theirs = await keep(world, 1), await keep(world, 2, person="person-b")
    await world.stores.reports.submit(a_report(screenshots=(mine,)))
    other = a_report(
        submission=UUID(int=77), reporter=a_reporter("person-b", "B"), screenshots=(theirs,)
    )
    await world.stores.reports.submit(other)
    case = await world.stores.casework.case(await the_case(world), TEAM_MEMBER, ReadFor.CASE)
    assert [report.screenshots for report in case.reports] == [(mine,), (theirs,)]
