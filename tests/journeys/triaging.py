"""What Internal Communications do with a case, step by step, for its journeys."""

from typing import Any

from storage.records import Actor, CaseForTeam, ReadFor
from tests.journeys.test_reporting import filled_in
from tests.journeys.world import Person, World

LOOKER = Actor(person="a-test", name="")
HARD = {
    "kind": "hard",
    "principle": "hard-breach.hacked",
    "reason": "It says that we were hacked.",
}


CALLED = {"by": "Priya Handler", "on": "2026-06-02"}


async def reported(
    world: World, name: str = "Rhys Reporter", number: int = 1, **fields: str
) -> Person:
    """Let somebody report a post; return them."""
    reporter = world.person(name, number)
    await reporter.press(await filled_in(reporter, **fields), "Send")
    return reporter


async def look(world: World, reference: str = "") -> CaseForTeam:
    """Return a case as it stands."""
    return await world.stores.casework.case(
        reference or world.case_reference(), LOOKER, ReadFor.CASE
    )


async def through(who: Person, card: Any, *titles: str, **inputs: str) -> dict[str, Any]:
    """Press one button after the other, each on the card that came of the one before.

    The inputs go with the last one.
    """
    for title in titles[:-1]:
        card = (await who.press(card, title))["value"]
    answer = await who.press(card, titles[-1], **inputs)
    value: dict[str, Any] = answer["value"]
    return value


async def step(who: Person, card: Any, name: str, **inputs: str) -> dict[str, Any]:
    """Record the step that comes next; return the case's card as it then stands."""
    return await through(who, card, f"Record: {name}", "Record this step", **inputs)


def card_now(heard: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the card of the last message."""
    (attachment,) = heard[-1]["attachments"]
    content: dict[str, Any] = attachment["content"]
    return content
