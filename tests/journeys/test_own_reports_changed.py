"""Reporters withdraw, add and answer (scenarios 9 and 11)."""

import asyncio
import json
from typing import Any

import pytest

from storage.errors import NotStored
from storage.records import (
    Ask,
    Take,
)
from tests.journeys.own_reports import (
    PRIYA,
    Act,
    delivered,
    newest,
    nothing_of_the_reporter,
    reported,
    to_the_team,
    told,
)
from tests.journeys.world import World, card_of, words
from tests.stub_connector import Answers

# Withdrawing and adding.


async def test_a_report_is_withdrawn_after_being_asked_and_the_team_sees_it(
    world: World, act: Act
) -> None:
    rhys = world.person("Rhys Reporter", 1)
    reference = await reported(rhys)
    assert "may still look into the post" in await told(rhys, "withdraw my report")
    assert "left it as it was" in await told(rhys, "no")
    assert f"Withdraw {reference}?" in await told(rhys, f"withdraw {reference}")
    assert f"{reference} is withdrawn" in await told(rhys, "yes")
    await act()
    assert "withdrawn" in words(world.case_card()).lower()
    assert "A report has been withdrawn" in to_the_team(world)
    assert "withdrawn by you" in await told(rhys, "my reports")
    nothing_of_the_reporter(world)


async def test_a_confirmation_that_is_pressed_fifty_times_withdraws_once(world: World) -> None:
    rhys = world.person("Rhys Reporter", 1)
    reference = await reported(rhys)
    await rhys.say(f"withdraw {reference}")
    sure = card_of(rhys.heard()[-1])
    presses = [rhys.pressing(sure, "Withdraw it") for _ in range(50)]
    responses = await asyncio.gather(*(rhys.post(activity) for activity in presses))
    assert {response.status for response in responses} == {200}
    await delivered(world)
    assert to_the_team(world).count("A report has been withdrawn") == 1


async def test_a_form_to_add_something_pressed_fifty_times_adds_once(world: World) -> None:
    rhys = world.person("Rhys Reporter", 1)
    reference = await reported(rhys)
    await rhys.say(f"add {reference}")
    form = card_of(rhys.heard()[-1])
    presses = [rhys.pressing(form, "Add it", text="A second post.") for _ in range(50)]
    responses = await asyncio.gather(*(rhys.post(activity) for activity in presses))
    assert {response.status for response in responses} == {200}
    await delivered(world)
    assert to_the_team(world).count("A reporter has added something") == 1


async def test_what_could_not_be_added_is_handed_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    rhys = world.person("Rhys Reporter", 1)
    reference = await reported(rhys)

    async def fail(*_: object) -> None:
        raise NotStored

    with monkeypatch.context() as broken:
        broken.setattr(world.stores.reports, "act", fail)
        answer = await told(rhys, f"add {reference} There is a second post.")
    assert "Nothing was sent" in answer
    assert "There is a second post." in answer
    assert "Added" in await told(rhys, f"add {reference} There is a second post.")


# Questions (scenario 11).


async def test_a_question_is_answered_in_the_middle_of_something_else_without_a_name(
    world: World, act: Act
) -> None:
    rhys = world.person("Rhys Reporter", 1)
    reference = await reported(rhys)
    await rhys.say("should I post this?")
    await act(Take(), Ask(text="Which day was it?"))
    question = newest(rhys, "Which day was it?")
    assert "Priya" not in json.dumps(rhys.heard())
    warned = await rhys.press(question, "Reply", text="It was Monday. Rhys")
    assert "your own name" in words(warned["value"])
    await act()
    assert "It was Monday" not in to_the_team(world)
    answer = await rhys.press(question, "Reply", text="It was Monday.")
    assert "passed on your answer, without your name" in words(answer["value"])
    await act()
    assert "It was Monday." in words(world.case_card())
    assert "A reporter has answered your question" in to_the_team(world)
    nothing_of_the_reporter(world)
    again = await rhys.press(question, "Reply", text="It was Tuesday.")
    assert "answered that question already" in words(again) + words(rhys.heard()[-2:])
    assert reference not in to_the_team(world), "the reporter's reference is theirs"


# What the policy has words for, what it has none for, and what says nothing by itself.
@pytest.mark.parametrize("typed", ["It had photos of the office", "he was there at noon", "yes"])
async def test_an_answer_typed_at_once_is_filled_in_and_waits_for_a_press(
    world: World, act: Act, typed: str
) -> None:
    rhys = world.person("Rhys Reporter", 1)
    await reported(rhys)
    await act(Take(), Ask(text="What did you see?"))
    shown = await told(rhys, typed)
    assert "neither sent it nor kept it" in shown
    assert "internal material" not in shown, "the policy is not what was asked for"
    assert list(await world.stores.questions.all()) == []
    await act()
    assert typed not in to_the_team(world)
    card = newest(rhys, "neither sent it nor kept it")
    [filled] = [part["value"] for part in card["body"] if part["type"] == "Input.Text"]
    assert filled == typed
    answer = await rhys.press(card, "Reply", text=typed)
    assert "passed on your answer" in words(answer["value"])
    await act()
    assert typed in words(world.case_card())
    nothing_of_the_reporter(world)
    # Nobody waits for an answer any more: what nothing answers is a question again.
    assert "I keep this question" in await told(rhys, "what colour is the canteen?")


async def test_a_question_is_answered_while_the_team_waits_and_theirs_is_recalled(
    world: World, act: Act
) -> None:
    rhys = world.person("Rhys Reporter", 1)
    reference = await reported(rhys)
    await act(Take(), Ask(text="What did you see?"))
    said = await told(rhys, "can I share photos of the office")
    assert "internal material" in said
    assert f"still wait for your answer about {reference}" in said
    # A day later the same words may be either: both are shown.
    world.clock.move(hours=25)
    said = await told(rhys, "It had photos of the office")
    assert "internal material" in said
    assert "neither sent it nor kept it" in said


async def test_nobody_else_sees_that_the_team_has_asked_somebody(world: World, act: Act) -> None:
    rhys = world.person("Rhys Reporter", 1)
    await reported(rhys)
    await act(Take(), Ask(text="What did you see?"))
    rhys.channel = "19:colleagues@thread.tacv2"
    for text in ("he was there at noon", "can I share photos of the office"):
        said = words(await rhys.mention(text))
        assert said
        assert "R-" not in said
        assert "What did you see" not in said


async def test_a_reporter_may_rather_not_answer(world: World, act: Act) -> None:
    rhys = world.person("Rhys Reporter", 1)
    await reported(rhys)
    await act(Take(), Ask(text="Who else saw it?"))
    await told(rhys, "I'd rather not")
    case = await act()
    assert [answer.text for answer in case.questions[0].answers] == [""]
    assert "would rather not answer" in to_the_team(world)
    nothing_of_the_reporter(world)


async def test_a_name_is_shared_only_by_an_explicit_and_final_choice(
    world: World, act: Act
) -> None:
    rhys = world.person("Rhys Reporter", 1)
    reference = await reported(rhys)
    await act(Take(), Ask(text="May we call you?"))
    await rhys.press(newest(rhys, "May we call you?"), "Share my name")
    asked = newest(rhys, "This is final")
    nothing_of_the_reporter(world)
    done = await rhys.press(asked, "Share my name for good")
    assert f"see your name with {reference}" in words(done["value"])
    await act()
    assert "Rhys Reporter" in words(world.case_card())
    assert "already" in await told(rhys, f"share my name with {reference}")


async def test_a_reporter_who_cannot_be_reached_is_reported_without_saying_who(
    world: World, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    rhys = world.person("Rhys Reporter", 1)
    await reported(rhys)
    await act(Take())
    reference = world.case_reference()
    await world.stores.casework.act(reference, PRIYA, Ask(text="Which day?"), "asked")
    refused = Answers(403, code="BotNotInConversationRoster")
    before = len(rhys.heard())
    real = world.connector._behave

    async def only_to_the_team(request: Any, taken: Any, answer: Any) -> Any:
        if taken is not None and taken.conversation == rhys.chat:
            world.connector.next.appendleft(refused)
        return await real(request, taken, answer)

    monkeypatch.setattr(world.connector, "_behave", only_to_the_team)
    case = await act()
    case = await act()
    assert len(rhys.heard()) == before
    assert case.questions[0].unreachable
    assert "could not be reached" in to_the_team(world)
    nothing_of_the_reporter(world)
