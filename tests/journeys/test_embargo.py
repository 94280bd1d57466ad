"""Statistics before 09:30, and changing an answer (acceptance scenario 3), in winter and summer."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dialogs.toolbox import Toolbox
from tests.journeys.checking import begin, tap, tick, walk
from tests.journeys.world import Person, World, actions, words

LONDON = ZoneInfo("Europe/London")
CLAUSE = "hard-breach.pre-release-statistics"
VERDICTS = ("lists it as a hard breach", "Ask first", "no breach")
summer_and_winter = pytest.mark.parametrize(
    "day", [date(2026, 6, 2), date(2026, 12, 1)], ids=["BST", "GMT"]
)


def at(world: World, day: date, clock: str) -> None:
    """Set the world's clock to a time of the day in London."""
    local = datetime.combine(day, time.fromisoformat(clock), LONDON)
    world.clock.now = local.astimezone(UTC)


async def to_published(person: Person) -> dict[str, Any]:
    """Tap up to "published?": X, as myself, with a disclaimer, and it hints at statistics."""
    card = await begin(person)
    card = await tap(person, card, "On X (Twitter)", "As myself", "Yes, with a disclaimer")
    return await tick(person, card, "statistics")


@summer_and_winter
async def test_the_whole_scenario_by_tapping_one_card(
    world: World, toolbox: Toolbox, day: date
) -> None:
    at(world, day, "08:10:00")
    nia = world.person("Nia", 1)
    card = await tap(nia, await to_published(nia), "No, not yet", "No")
    stop = words(card)
    assert "Don't post: the policy lists it as a hard breach." in stop
    assert toolbox.policy.clause(CLAUSE).text in stop
    assert "Your disclaimer does not change this." in stop
    assert "It would change once the release is published" in stop
    assert "07:00" in stop

    at(world, day, "08:12:00")
    card = await tap(nia, card, "Change an answer")
    (published,) = [a["title"] for a in actions(card) if "published?" in str(a.get("title"))]
    card = await tap(nia, card, published)
    assert "No, not yet (your answer)" in words(card)
    card = await tap(nia, card, "Yes, today", "Yes, or there is nothing to check")
    assert "Ask first. If in doubt, don't post it." in words(card)
    assert CLAUSE in words(card)

    # A check lasts for an hour after it was last touched.
    at(world, day, "09:00:00")
    card = await tap(nia, card, "Change an answer")
    at(world, day, "09:31:00")
    # Every answer is still there, and is not asked for again.
    kept = ("On X (Twitter)", "As myself", "Yes, with a disclaimer", "Yes, today")
    assert all(answer in words(card) for answer in kept)
    accuracy = next(a["title"] for a in actions(card) if "accurate" in str(a.get("title")))
    yes = "Yes, or there is nothing to check (your answer)"
    verdict = words(await tap(nia, card, accuracy, yes))
    assert "I found no breach in what you told me." in verdict
    assert "Check every figure against the published release." in verdict
    assert "five-things.accuracy" in verdict
    assert len(nia.heard()) == 1, "the one card is updated in place"


@summer_and_winter
async def test_the_whole_scenario_by_typing(world: World, toolbox: Toolbox, day: date) -> None:
    at(world, day, "08:10:00")
    nia = world.person("Nia", 1)
    await begin(nia)
    stop = await walk(nia, "X", "personal", "yes, with a disclaimer", "1", "no, not yet", "no")
    assert toolbox.policy.clause(CLAUSE).text in stop
    assert "Your disclaimer does not change this." in stop
    assert "posted it already" in await walk(nia, "back")
    assert "No, not yet (your answer)" in await walk(nia, "back")
    doubt = await walk(nia, "yes, today", "1")
    assert "Ask first" in doubt
    at(world, day, "09:00:00")
    await walk(nia, "back")
    at(world, day, "09:31:00")
    assert "no breach" in await walk(nia, "1")


@summer_and_winter
@pytest.mark.parametrize(
    ("published", "clock", "verdict"),
    [
        ("Yes, today", "00:00:00", "Ask first"),
        ("Yes, today", "07:00:00", "Ask first"),
        ("Yes, today", "09:29:59", "Ask first"),
        ("Yes, today", "09:30:00", "no breach"),
        ("Yes, today", "23:59:59", "no breach"),
        ("Yes, on an earlier day", "09:29:59", "no breach"),
        ("No, not yet", "09:29:59", "lists it as a hard breach"),
        ("No, not yet", "09:30:00", "lists it as a hard breach"),
        ("No, not yet", "16:00:00", "lists it as a hard breach"),
        ("I'm not sure", "16:00:00", "Ask first"),
    ],
)
async def test_half_past_nine_is_by_the_clock_in_london_and_unpublished_always_stops(
    world: World, day: date, published: str, clock: str, verdict: str
) -> None:
    at(world, day, clock)
    nia = world.person("Nia", 1)
    card = await tap(nia, await to_published(nia), published)
    onward = "No" if published == "No, not yet" else "Yes, or there is nothing to check"
    shown = words(await tap(nia, card, onward))
    assert [line for line in VERDICTS if line in shown] == [verdict]


async def test_the_hour_between_summer_and_winter_time_is_londons_too(world: World) -> None:
    nia = world.person("Nia", 1)
    for day, verdict in ((date(2026, 10, 24), "no breach"), (date(2026, 10, 25), "Ask first")):
        # 09:00 UTC is 10:00 on the last day of summer time and 09:00 on the day after.
        world.clock.now = datetime.combine(day, time(9, 0), UTC)
        card = await tap(nia, await to_published(nia), "Yes, today")
        assert verdict in words(await tap(nia, card, "Yes, or there is nothing to check"))
