"""A case in the hands of Internal Communications (acceptance scenario 12, its first part)."""

import asyncio

from tests.journeys.test_reporting import filled_in
from tests.journeys.world import TRIAGE, World, words


async def test_a_case_is_taken_and_decided_and_the_reporter_hears_of_it(world: World) -> None:
    reporter, priya = world.person("Rhys Reporter", 1), world.handler("Priya Handler", 7)
    await reporter.press(await filled_in(reporter), "Send")
    answer = await priya.press(world.case_card(), "Take")
    assert "Priya Handler" in words(answer["value"])
    await world.deliver()
    assert "Priya Handler" in words(world.case_card())
    assert "taken" in words(reporter.heard()[-1])
    assert "Priya" not in words(reporter.heard()[-1])
    decided = await priya.press(
        world.case_card(),
        "Record the decision",
        kind="hard",
        principle="hard-breach.hacked",
        reason="It says that we were hacked.",
    )
    assert "hard-breach.action.line-manager" in words(decided["value"])
    await world.deliver()
    outcome = words(reporter.heard()[-1])
    assert "Internal Communications" in outcome
    assert "line manager" not in outcome
    # Posted once, and updated ever after.
    assert len(world.connector.posted(TRIAGE)) == 1


async def test_of_two_who_press_take_one_owns_it_and_the_other_is_told_who(world: World) -> None:
    reporter = world.person("Rhys Reporter", 1)
    await reporter.press(await filled_in(reporter), "Send")
    card = world.case_card()
    priya, sam = world.handler("Priya Handler", 7), world.handler("Sam Second", 8)
    answers = await asyncio.gather(priya.press(card, "Take"), sam.press(card, "Take"))
    told = [words(answer["value"]) for answer in answers]
    owner = "Priya Handler" if "already" not in told[0].lower() else "Sam Second"
    assert all(owner in text for text in told)


async def test_a_reporter_cannot_act_on_their_own_case_and_nobody_is_told_why(
    world: World,
) -> None:
    reporter = world.person("Rhys Reporter", 1)
    await reporter.press(await filled_in(reporter), "Send")
    themselves = world.handler("Rhys Reporter", 1)
    answer = str(await themselves.press(world.case_card(), "Take"))
    assert "ask a colleague" in answer
    case = await world.stores.casework.case(world.case_reference())
    assert case.owner == ""


async def test_a_case_cannot_be_taken_from_another_place(world: World) -> None:
    reporter = world.person("Rhys Reporter", 1)
    await reporter.press(await filled_in(reporter), "Send")
    stranger = world.person("Nosy Neighbour", 9)
    await stranger.press(world.case_card(), "Take")
    case = await world.stores.casework.case(world.case_reference())
    assert case.owner == ""


async def test_cases_can_be_handled_by_typing(world: World) -> None:
    reporter, priya = world.person("Rhys Reporter", 1), world.handler("Priya Handler", 7)
    await reporter.press(await filled_in(reporter), "Send")
    reference = world.case_reference()

    async def tell(text: str) -> str:
        return words(await priya.mention(text))

    assert "Priya Handler" in await tell(f"take {reference}")
    assert "reason" in await tell(f"decide {reference} not a breach")
    await tell(f"decide {reference} not a breach: it is about a film")
    case = await world.stores.casework.case(reference)
    assert case.decision is not None
    assert case.decision.reason == "it is about a film"


async def test_a_typed_refusal_tells_the_channel_nothing(world: World) -> None:
    reporter, priya = world.person("Rhys Reporter", 1), world.handler("Priya Handler", 7)
    await reporter.press(await filled_in(reporter), "Send")
    reference = world.case_reference()
    themselves = world.handler("Rhys Reporter", 1)
    public = words(await themselves.mention(f"take {reference}"))
    assert "ask a colleague" not in public
    assert "ask a colleague" in words(world.connector.posted("a:29:person-1")[-1])
    # Every other refusal looks the same to those who read along.
    await priya.mention(f"take {reference}")
    sam = world.handler("Sam Second", 8)
    assert words(await sam.mention(f"take {reference}")) == public
    assert "Priya Handler" in words(world.connector.posted("a:29:person-8")[-1])
