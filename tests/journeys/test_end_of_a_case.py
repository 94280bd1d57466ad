"""A case comes to its end in Teams as well: nothing of it is left on its card."""

from datetime import timedelta

from bot.housekeeping import Housekeeping, Kept
from storage.records import Subject
from tests.journeys.triaging import reported, through
from tests.journeys.world import Person, World, words

ACCOUNT = "They say that the census was hacked."
NO_BREACH = {"kind": "not-a-breach", "closing_code": "other", "reason": "It is constructive."}


async def closed_case(world: World) -> tuple[Person, Person]:
    """Have a report of somebody who shares their name decided and closed; return both people."""
    reporter, priya = await reported(world, account=ACCOUNT), world.handler("Priya Handler", 7)
    await through(priya, world.case_card(), "Take")
    await world.deliver()
    await through(priya, world.case_card(), "Decide", "Record the decision", **NO_BREACH)
    await world.deliver()
    await through(priya, world.case_card(), "Close the case")
    await world.deliver()
    return reporter, priya


async def sweep(world: World) -> None:
    """Tidy up as the service does every ten minutes."""
    kept = Kept(questions=timedelta(days=180))
    await Housekeeping(world.stores, world.clock, kept).sweep()


async def test_after_ninety_days_the_card_says_that_all_is_erased(world: World) -> None:
    reporter, priya = await closed_case(world)
    reference, posted = world.case_reference(), world.cards_posted()
    assert ACCOUNT in words(world.case_card())
    world.clock.now += timedelta(days=90, minutes=1)
    await sweep(world)
    await world.deliver()
    said = words(world.case_card())
    assert "has been erased" in said
    assert reference in said
    for gone in (ACCOUNT, "Priya", "constructive"):
        assert gone not in said
    assert world.cards_posted() == posted
    await sweep(world)
    assert await world.stores.outbox.due(10) == []
    assert "no report" in words((await reporter.say("my reports"))[-1]).lower()
    await priya.mention(f"case {reference}")
    assert "no case with this reference" in world.told_to_team()


async def test_an_erasure_is_seen_on_the_card_and_breaks_nothing_that_follows(
    world: World,
) -> None:
    reporter, priya = await reported(world, account=ACCOUNT), world.handler("Priya Handler", 7)
    subject = Subject(person=world.directory_id(reporter.number))
    done = await world.stores.protection.erase(subject, "olwen", try_only=False)
    assert len(done.identities) == 1
    before = len(reporter.heard())
    await through(priya, world.case_card(), "Take")
    await through(
        priya, world.case_card(), "Ask the reporter", "Send the question", words="When was it?"
    )
    for _ in range(4):
        await world.deliver()
    assert len(reporter.heard()) == before
    assert any("reached" in line for line in world.in_thread())
    world.check_nothing_leaked()
