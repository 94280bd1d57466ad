"""A reporter after the report, and the team's side through its store, for their journeys."""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from storage.records import (
    Actor,
    CaseAction,
    CaseForTeam,
    ReadFor,
)
from tests.journeys.test_reporting import filled_in, receipts
from tests.journeys.world import TRIAGE, Person, World, card_of, words

PRIYA = Actor(person="00000007-1111-2222-3333-444444444444", name="Priya Handler")
REFERENCE = re.compile(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}")
Act = Callable[..., Awaitable[CaseForTeam]]


async def reported(reporter: Person, **fields: str) -> str:
    """Send a report; return its reference."""
    review = await filled_in(reporter, **fields)
    found = REFERENCE.search(receipts(reporter, await reporter.press(review, "Send")))
    assert found is not None
    return found[0]


async def told(reporter: Person, text: str) -> str:
    """Type something; return all that the bot then says here."""
    return words(await reporter.say(text))


async def delivered(world: World) -> None:
    """Deliver all, also what waits for the card to have arrived."""
    for _ in range(3):
        world.clock.move(seconds=10)
        await world.deliver()


def newest(reporter: Person, text: str) -> dict[str, Any]:
    """Return the newest card of a reporter's chat that shows a text."""
    cards = [card_of(m) for m in reporter.heard() if m.get("attachments")]
    return next(card for card in reversed(cards) if text in words(card))


@pytest.fixture
def act(world: World) -> Act:
    """Let a member of Internal Communications do something with the newest case."""
    causes = iter(range(1000))

    async def do(*actions: CaseAction) -> CaseForTeam:
        reference = world.case_reference()
        for action in actions:
            await world.stores.casework.act(reference, PRIYA, action, f"cause-{next(causes)}")
        await delivered(world)
        return await world.stores.casework.case(reference, PRIYA, ReadFor.CASE)

    return do


def to_the_team(world: World) -> str:
    """Return all that was ever sent to Internal Communications."""
    sent = [t.body for t in world.connector.taken if t.conversation.startswith(TRIAGE)]
    return json.dumps(sent, ensure_ascii=False)


def nothing_of_the_reporter(world: World) -> None:
    sent = to_the_team(world)
    assert "hacked" in sent
    for private in ("Rhys", "29:person-1", "00000001-1111", "a:chat-1", "cy-GB", "Faroe"):
        assert private not in sent
