"""A card that came twice: one of them is kept, and the other never acts (decision 0024)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from dialogs.toolbox import Toolbox
from tests.issuer import APP_ID, Issuer
from tests.journeys.triaging import look, reported
from tests.journeys.world import (
    TRIAGE,
    Person,
    World,
    actions,
    button,
    card_of,
    running_world,
    words,
)
from tests.stub_connector import Answers, StubConnector, Taken
from tests.stub_graph import GROUP, StubGraph, running_stub_graph


async def posted_twice(world: World) -> tuple[Taken, Taken]:
    """Have a report's card arrive unnoticed, and come again; return both."""
    world.connector.next += [Answers(200), "takes-and-drops"]
    await reported(world)
    world.clock.move(minutes=5)
    await world.deliver()
    posts = [one for one in world.connector.taken if one.conversation == TRIAGE]
    first, second = [one for one in posts if one.method == "POST"]
    return first, second


def pressing(person: Person, card: Taken, title: str, **inputs: str) -> dict[str, Any]:
    return person.pressing(card_of(card.body), title, **inputs) | {"replyToId": card.id}


async def press(person: Person, card: Taken, title: str) -> dict[str, Any]:
    response = await person.post(pressing(person, card, title))
    assert response.status == 200
    answer: dict[str, Any] = await response.json()
    return answer


@pytest.mark.parametrize("title", ["Take", "Decide", "More", "Ask the reporter"])
async def test_the_earlier_card_never_acts_and_says_which_one_does(
    world: World, title: str
) -> None:
    first, second = await posted_twice(world)
    assert "an earlier one is a duplicate" in words(second.body)
    priya = world.handler("Priya Handler", 7)
    answer = await press(priya, first, title)
    reference = world.case_reference()
    assert f"This is a duplicate of case {reference}" in words(answer["value"])
    assert "Take" not in [action.get("title") for action in actions(answer["value"])]
    assert (await look(world, reference)).owner == ""
    replaced = world.connector.taken[-1]
    assert (replaced.method, replaced.activity_id) == ("PUT", first.id)
    assert "This is a duplicate" in words(replaced.body)


async def test_the_current_card_acts_as_ever_and_is_the_one_that_is_renewed(world: World) -> None:
    _, second = await posted_twice(world)
    priya = world.handler("Priya Handler", 7)
    await press(priya, second, "Take")
    await world.deliver()
    assert (await look(world)).owner == "Priya Handler"
    renewed = [one for one in world.connector.taken if one.method == "PUT"]
    assert {one.activity_id for one in renewed} == {second.id}
    assert "duplicate" not in words(renewed[-1].body)


async def test_what_is_shown_beside_the_card_acts_though_it_is_another_message(
    world: World,
) -> None:
    await reported(world)
    priya = world.handler("Priya Handler", 7)
    shown = await priya.mention(world.case_reference())
    take = button(card_of(shown[-1]), "Take")
    assert "posted" not in take["data"]
    await priya.post(priya.pressing(card_of(shown[-1]), "Take") | {"replyToId": "another-message"})
    assert (await look(world)).owner == "Priya Handler"


async def test_a_stranger_learns_nothing_from_a_duplicate(world: World) -> None:
    first, _ = await posted_twice(world)
    nosy = world.stranger("Nosy Neighbour", 9)
    assert "Only members" in words(await press(nosy, first, "Take"))


async def test_a_card_that_cannot_be_replaced_is_answered_all_the_same(world: World) -> None:
    first, _ = await posted_twice(world)
    priya = world.handler("Priya Handler", 7)
    await priya.mention("queue")  # the roster is read by now
    world.connector.next.append(Answers(404))
    assert "This is a duplicate" in words(await press(priya, first, "Take"))


@asynccontextmanager
async def looking_up(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, folder: Path
) -> AsyncIterator[tuple[World, StubGraph]]:
    """Run the service where the channel can be read through Microsoft Graph."""
    async with running_stub_graph(connector, APP_ID) as graph:
        settings: dict[str, Any] = {"triage_group_id": GROUP, "graph_url": graph.url}
        async with running_world(issuer, connector, toolbox, folder, **settings) as world:
            yield world, graph


async def test_a_card_that_is_there_is_found_and_kept_up_to_date(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    async with looking_up(issuer, connector, toolbox, tmp_path) as (world, graph):
        world.connector.next += [Answers(200), "takes-and-drops"]
        await reported(world)
        world.clock.move(minutes=5)
        await world.deliver()
        assert graph.asked
        assert world.cards_posted() == 1
        [posted, *updates] = [one for one in world.connector.taken if one.conversation == TRIAGE]
        assert {(one.method, one.activity_id) for one in updates} == {("PUT", posted.id)}
        assert "duplicate" not in words(updates[-1].body)
        priya = world.handler("Priya Handler", 7)
        await press(priya, posted, "Take")
        assert (await look(world)).owner == "Priya Handler"


async def test_a_card_that_is_not_there_is_sent_and_says_nothing_of_a_repeat(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    async with looking_up(issuer, connector, toolbox, tmp_path) as (world, _):
        world.connector.next += [Answers(200), Answers(500)]
        await reported(world)
        world.clock.move(minutes=5)
        await world.deliver()
        assert world.cards_posted() == 1
        assert "duplicate" not in words(world.case_card())


async def test_where_graph_cannot_tell_the_card_comes_again_and_says_so(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    async with looking_up(issuer, connector, toolbox, tmp_path) as (world, graph):
        graph.status = 403
        _, second = await posted_twice(world)
        assert "an earlier one is a duplicate" in words(second.body)
