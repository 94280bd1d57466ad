"""A case in the hands of Internal Communications (acceptance scenario 12)."""

import asyncio

from tests.journeys.triaging import CALLED, HARD, look, reported, step, through
from tests.journeys.world import World, words


async def test_a_hard_breach_goes_through_the_policys_own_steps_to_its_end(world: World) -> None:
    reporter, priya = await reported(world), world.handler("Priya Handler", 7)
    card = await through(priya, world.case_card(), "Take")
    assert "Taken by Priya Handler" in words(card)
    await world.deliver()
    assert "Priya" not in words(reporter.heard()[-1])
    card = await through(priya, world.case_card(), "Decide", "Record the decision", **HARD)
    shown = words(await through(priya, card, "All the steps"))
    order = ["line-manager", "disciplinary", "it-security-officer", "director"]
    places = [shown.index(f"hard-breach.action.{one}") for one in order]
    assert places == sorted(places)
    card = await step(priya, card, "Line manager", **CALLED)
    assert "raise a Service Desk call" in words(card)  # the next step, in the policy's words
    refused = words(await through(priya, card, "More", "Close the case"))
    assert "Employee Relations, IT Security Officer, (Deputy) Director" in refused
    card = await step(priya, card, "Employee Relations", **CALLED)
    card = await step(priya, card, "IT Security Officer", answer="no", reason="Nobody hacked us.")
    card = await step(
        priya, card, "(Deputy) Director", answer="yes", reason="To be safe.", **CALLED
    )
    closed = await through(priya, card, "Close the case")
    assert "Closed: a breach, acted on." in words(closed)
    await world.deliver()
    outcome = words(reporter.heard()[-1])
    assert "acted" in outcome
    assert not {"manager", "disciplinary", "hard", "Priya"} & set(outcome.split())
    # One card, posted once, and updated ever after.
    assert world.cards_posted() == 1
    assert "Closed: a breach, acted on." in words(world.case_card())


async def test_who_did_what_is_recorded(world: World) -> None:
    await reported(world)
    priya = world.handler("Priya Handler", 7)
    card = await through(priya, world.case_card(), "Take")
    card = await through(priya, card, "Decide", "Record the decision", **HARD)
    await step(priya, card, "Line manager", **CALLED)
    reference = world.case_reference()
    history = words(await priya.mention(f"history {reference}"))
    for done in (
        "Priya Handler took the case.",
        "Priya Handler decided: Hard breach (hard-breach.hacked)",
        "Priya Handler recorded a step: Line manager, done, by Priya Handler on 2 June 2026",
    ):
        assert done in history
    audited = [entry.action for entry in await world.stores.casework.audit(reference)]
    assert {"taken", "decided", "step-recorded", "read"} <= set(audited)


async def test_of_two_who_press_take_one_owns_it_and_the_other_is_told_who_and_when(
    world: World,
) -> None:
    await reported(world)
    card = world.case_card()
    priya, sam = world.handler("Priya Handler", 7), world.handler("Sam Second", 8)
    answers = await asyncio.gather(priya.press(card, "Take"), sam.press(card, "Take"))
    owner = (await look(world)).owner
    other = answers[1] if owner == "Priya Handler" else answers[0]
    assert f"{owner} took this case on 2 June 2026, 10:00." in words(other["value"])
    assert f"Taken by {owner}." in words(other["value"])


async def test_a_stale_card_answers_with_the_case_as_it_stands(world: World) -> None:
    await reported(world)
    old = world.case_card()
    priya, sam = world.handler("Priya Handler", 7), world.handler("Sam Second", 8)
    card = await through(priya, old, "Take")
    await through(priya, card, "Decide", "Record the decision", **HARD)
    stale = words(await through(sam, old, "Decide"))
    assert "This case has moved on" in stale
    assert "Decided: Hard breach. With Priya Handler" in stale
