"""Presses that come twice, late, or from an older client."""

import asyncio
import re
from pathlib import Path
from typing import Any

from dialogs.toolbox import Toolbox
from dialogs.wording import limits
from storage.records import EventKind
from tests.issuer import Issuer
from tests.journeys.triaging import CALLED, HARD, card_now, look, reported, through
from tests.journeys.world import TRIAGE, World, button, running_world, words
from tests.stub_connector import Answers, StubConnector

HISTORY = "Everything that happened"


async def test_a_form_sent_fifty_times_is_one_note(world: World) -> None:
    await reported(world)
    priya = world.handler("Priya Handler", 7)
    form = await through(priya, world.case_card(), "More", "Add a note")
    sent = [priya.pressing(form, "Save the note", words="Once.") for _ in range(50)]
    responses = await asyncio.gather(*(priya.post(one) for one in sent))
    assert {response.status for response in responses} == {200}
    noted = [e for e in (await look(world)).events if e.kind is EventKind.NOTED]
    assert len(noted) == 1


async def test_fifty_presses_at_once_take_a_case_once(world: World) -> None:
    await reported(world)
    priya = world.handler("Priya Handler", 7)
    card = world.case_card()
    same = priya.pressing(card, "Take")
    presses = [same, *(priya.pressing(card, "Take") for _ in range(40)), *([same] * 9)]
    responses = await asyncio.gather(*(priya.post(one) for one in presses))
    assert {response.status for response in responses} == {200}
    answers = [words(await response.json()) for response in responses]
    held_up = [one for one in answers if limits.TOO_MANY_MESSAGES.format(most=30) in one]
    assert len(held_up) == 11  # 41 presses in this minute, and nine that came again
    assert sum("Taken by Priya Handler" in one for one in answers) == 39
    taken = [e for e in (await look(world)).events if e.kind is EventKind.TAKEN]
    assert len(taken) == 1
    await world.deliver()
    assert world.cards_posted() == 1


async def test_every_press_of_a_cases_life_may_come_twice_and_acts_once(world: World) -> None:
    await reported(world)
    priya = world.handler("Priya Handler", 7)

    async def twice(card: Any, title: str, **inputs: str) -> dict[str, Any]:
        sent = [priya.pressing(card, title, **inputs) for _ in range(2)]
        first, second = await asyncio.gather(*(priya.post(one) for one in sent))
        answer: dict[str, Any] = (await first.json())["value"]
        assert answer == (await second.json())["value"]
        return answer

    card = await through(priya, world.case_card(), "Decide")
    card = await twice(card, "Record the decision", **HARD)
    for name, inputs in (
        ("Line manager", CALLED),
        ("Employee Relations", CALLED),
        ("IT Security Officer", {"answer": "no", "reason": "No."}),
        ("(Deputy) Director", {"answer": "no", "reason": "No."}),
    ):
        card = await twice(
            await through(priya, card, f"Record: {name}"), "Record this step", **inputs
        )
    card = await twice(card, "Close the case")
    card = await twice(await through(priya, card, "Reopen"), "Reopen the case", words="More came.")
    kinds = [event.kind for event in (await look(world)).events]
    once = [EventKind.REPORTED, EventKind.TAKEN, EventKind.DECIDED]
    assert kinds == [*once, *[EventKind.STEP_RECORDED] * 4, EventKind.CLOSED, EventKind.REOPENED]


async def test_cards_pressed_after_a_restart_still_work(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    async with running_world(issuer, connector, toolbox, tmp_path) as before:
        await reported(before)
        card = before.case_card()
        priya = before.handler("Priya Handler", 7)
        form = await through(priya, card, "More", "Add a note")
    async with running_world(issuer, connector, toolbox, tmp_path) as after:
        after.activities = before.activities
        priya = after.stranger("Priya Handler", 7)
        assert "Taken by Priya Handler" in words(await through(priya, card, "Take"))
        await priya.press(form, "Save the note", words="After the restart.")
        assert "After the restart." in str(await through(priya, card, "More", HISTORY))


async def test_without_a_roster_nobody_is_let_in(world: World) -> None:
    await reported(world)
    priya = world.handler("Priya Handler", 7)
    world.connector.next.append(Answers(403))
    answer = words(await priya.press(world.case_card(), "Take"))
    assert "I cannot check who is in the team just now. Nothing was done." in answer
    assert (await look(world)).owner == ""


async def test_an_older_client_gets_a_form_beside_the_card_and_never_in_its_place(
    world: World,
) -> None:
    await reported(world)
    priya = world.handler("Priya Handler", 7)
    older = button(world.case_card(), "Decide")["fallback"]
    before = len(world.connector.taken)
    card = next(one for one in world.connector.taken if one.conversation == TRIAGE)
    pressed = priya.activity(text=None, value=older["data"], replyToId=card.id)
    response = await priya.post(pressed)
    assert response.status == 200
    sent = [one for one in world.connector.taken[before:] if one.body["type"] == "message"]
    assert [one.method for one in sent] == ["POST"]
    form = card_now([sent[0].body])
    filled = HARD | button(form, "Record the decision")["fallback"]["data"]
    await priya.post(priya.activity(text=None, value=filled, replyToId=sent[0].id))
    assert (await look(world)).owner == "Priya Handler"


async def test_a_deputy_hears_only_that_a_case_needs_a_second_handler(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    deputy = "00000020-1111-2222-3333-444444444444"
    async with running_world(issuer, connector, toolbox, tmp_path, deputy=deputy) as world:
        await reported(world)
        themselves = world.handler("Rhys Reporter", 1)
        reference = world.case_reference()
        await themselves.press(world.case_card(), "Take")
        await world.deliver()
        (notice,) = connector.posted(f"a:{deputy}")
        assert words(notice).strip() == f"Case {reference} needs a second handler."


async def test_a_second_report_says_so_in_the_thread(world: World) -> None:
    await reported(world)
    world.handler("Priya Handler", 7)
    await reported(world, "Wyn Witness", 2, account="Same here.")
    await world.deliver()
    assert world.cards_posted() == 1
    assert re.search(r"Reports: 2", words(world.case_card()))
    (line,) = world.in_thread()
    assert "Another report of this post has come" in line
    assert "Same here" not in line
