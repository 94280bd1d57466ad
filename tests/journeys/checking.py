"""Going through "should I post this?" over HTTP, by typing or by pressing."""

from typing import Any

from tests.journeys.world import Person, card_of, words

DRAFT = "Help! They want to cancel the census report"
_MOVES = {"Back", "Cancel", "Show details"}


async def begin(person: Person) -> dict[str, Any]:
    """Ask "should I post this?" and return the opening card."""
    return card_of((await person.say("should I post this?"))[-1])


async def walk(person: Person, *answers: str) -> str:
    """Answer one question after the other by typing; return what was said last."""
    said: list[dict[str, Any]] = []
    for answer in answers:
        said = await person.say(answer)
    return "\n".join(words(message) for message in said)


async def tap(person: Person, card: dict[str, Any], *titles: str) -> dict[str, Any]:
    """Press one button after the other; return the card that then stands there."""
    for title in titles:
        card = (await person.press(card, title))["value"]
    return card


async def tick(person: Person, card: dict[str, Any], *options: str) -> dict[str, Any]:
    """Tick options by their ids, continue, and return the card that then stands there."""
    ticked: dict[str, Any] = await person.press(card, "Continue", options=",".join(options))
    value: dict[str, Any] = ticked["value"]
    return value
