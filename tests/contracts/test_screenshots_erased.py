"""Screenshots end with the report that they belong to, and unsent ones with their person's data."""

import pytest

from storage.errors import UnknownScreenshot
from storage.records import Subject
from tests.contracts.support import NO_BREACH, REPORTER_PERSON, TEAM_MEMBER, World
from tests.contracts.test_screenshots import keep, shown

REPORTER = Subject(person=REPORTER_PERSON)
OPERATOR = "an operator"


async def test_a_closed_reports_screenshots_are_erased_with_its_words(world: World) -> None:
    picture = await keep(world, 1)
    reference = await world.case_reference(await world.submit(screenshots=(picture,)))
    await world.stores.protection.erase(REPORTER, OPERATOR, try_only=True)
    assert await shown(world, reference) == (picture,)
    await world.close(reference, NO_BREACH)
    await world.stores.protection.erase(REPORTER, OPERATOR, try_only=False)
    assert await shown(world, reference) == ()
    with pytest.raises(UnknownScreenshot):
        await world.stores.casework.screenshot(reference, picture, TEAM_MEMBER)


async def test_screenshots_that_were_not_sent_are_erased_with_their_persons_data(
    world: World,
) -> None:
    mine = await keep(world, 1)
    await world.stores.protection.erase(REPORTER, OPERATOR, try_only=False)
    assert (await world.submit(screenshots=(mine,))).screenshots == 0


async def test_a_case_whose_time_is_over_holds_no_screenshot(world: World) -> None:
    picture = await keep(world, 1)
    reference = await world.case_reference(await world.submit(screenshots=(picture,)))
    await world.close(reference, NO_BREACH)
    world.clock.advance(days=91)
    assert await world.stores.protection.expire(world.clock.now) == 1
    # The same picture can be kept anew only because nothing of the old one is left.
    assert await keep(world, 1) == picture
    assert (await world.submit(screenshots=(picture,))).screenshots == 1
