"""What else becomes of a case: repeated breaches, hand-over, questions, reopening, withdrawal."""

import re
from typing import Any

from storage.records import EventKind
from tests.journeys.triaging import CALLED, HARD, card_now, look, reported, step, through
from tests.journeys.world import Person, World, words

SOFT = {"kind": "soft", "principle": "soft-breach.agree-criticism"}


async def test_repeated_soft_breaches_are_shown_and_a_person_decides(world: World) -> None:
    priya = world.handler("Priya Handler", 7)
    first = await soft_breach(world, priya, 1, "11")
    await through(priya, first, "Close the case")
    upheld = world.case_reference()
    # A report that is still to be decided does not count.
    await reported(world, "Wyn Witness", 2, link=LINKS["12"])
    card = await soft_breach(world, priya, 3, "13")
    assert f"same author: {upheld}. You decide" in words(card)
    shown = words(await through(priya, card, "All the steps"))
    assert upheld in shown
    assert shown.count("C-") == 2  # the case itself and the one upheld breach
    assert "The policy does not define repeated. You decide." in shown
    assert "If there are repeated soft breaches by the same staff member" in shown
    # It cannot be closed without a person's yes or no.
    closing = await through(priya, card, "More", "Close the case")
    assert "Before it can be closed" in words(closing)
    card = await step(
        priya, card, "If repeated: Employee Relations", answer="no", reason="Years apart."
    )
    assert "Closed: a breach" in words(await through(priya, card, "Close the case"))


LINKS = {
    number: f"https://www.yammer.com/ons.gov.uk/#/Threads/show?threadId={number}"
    for number in ("11", "12", "13")
}


async def soft_breach(world: World, who: Person, number: int, thread: str) -> dict[str, Any]:
    """Let a post be reported and found a soft breach of one author's; return its card."""
    await reported(world, f"Gwen{number} Ortega{number}", number, link=LINKS[thread])
    reference = world.case_reference()
    await who.mention(f"take {reference}")
    await who.mention(f"author {reference} al.author@ons.gov.uk")
    card = card_now(await who.mention(f"case {reference}"))
    card = await through(who, card, "Decide", "Record the decision", **SOFT)
    return await step(who, card, "Line manager", **CALLED)


async def test_reopening_keeps_both_decisions(world: World) -> None:
    await reported(world)
    priya, reference = world.handler("Priya Handler", 7), world.case_reference()
    for typed in ("take {}", "decide {} not a breach it is a film", "close {}"):
        await priya.mention(typed.format(reference))
    assert "Closed: not a breach." in words(await priya.mention(reference))
    card = card_now(await priya.mention(reference))
    card = await through(priya, card, "Reopen", "Reopen the case", words="It was no film.")
    await through(priya, card, "Decide", "Record the decision", **HARD)
    decided = [e.decision for e in (await look(world)).events if e.kind is EventKind.DECIDED]
    assert [one.kind for one in decided if one] == ["not-a-breach", "hard"]
    history = words(await priya.mention(f"history {reference}"))
    assert "reopened the case: It was no film." in history


async def test_a_case_is_handed_over_by_name(world: World) -> None:
    await reported(world)
    priya, reference = world.handler("Priya Handler", 7), world.case_reference()
    world.handler("Sam Second", 8)
    await priya.mention(f"take {reference}")
    await priya.mention(f"hand over {reference} to sam")
    assert (await look(world)).owner == "Sam Second"
    card = card_now(await priya.mention(reference))
    form = await through(priya, card, "More", "Hand over")
    await priya.press(form, "Hand over", to=world.directory_id(7))
    assert (await look(world)).owner == "Priya Handler"


async def test_a_question_reaches_the_reporter_and_the_answer_the_team_without_a_name(
    world: World,
) -> None:
    reporter, priya = await reported(world), world.handler("Priya Handler", 7)
    card = await through(priya, world.case_card(), "Ask the reporter")
    await priya.press(card, "Send the question", words="Which part of the post?")
    await world.deliver()
    asked = words(reporter.heard()[-1])
    assert "Which part of the post?" in asked
    assert "Priya" not in asked
    (reference,) = set(re.findall(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}", asked))
    await reporter.say(f"reply {reference} The last line of it.")
    await world.deliver()  # the card
    await world.deliver()  # the line in its thread
    (line,) = world.in_thread()
    assert "A reporter has answered your question" in line
    assert "last line" not in line
    shown = words(world.case_card())
    assert "Questions to reporters: 1. Answers: 1." in shown
    assert "Answer, report 1: The last line of it." in shown
    assert reference not in world.told_to_team()


async def test_a_report_after_closing_opens_a_case_that_names_the_earlier_one(
    world: World,
) -> None:
    await reported(world)
    priya, earlier = world.handler("Priya Handler", 7), world.case_reference()
    for typed in ("take {}", "decide {} cannot tell", "close {}"):
        await priya.mention(typed.format(earlier))
    await world.deliver()
    await reported(world, "Wyn Witness", 2, account="It is there again.")
    await world.deliver()
    assert world.case_reference() != earlier
    assert world.cards_posted() == 2
    assert f"Earlier case of this post: {earlier}" in words(world.case_card())


async def test_a_withdrawal_is_told_in_the_thread_and_on_the_card(world: World) -> None:
    reporter, priya = await reported(world), world.handler("Priya Handler", 7)
    await reporter.say("withdraw my report")
    await reporter.say("yes")
    await world.deliver()
    await world.deliver()
    (line,) = world.in_thread()
    assert "A report has been withdrawn" in line
    assert "Reports: 1, withdrawn: 1" in words(world.case_card())
    card = await through(priya, world.case_card(), "Take")
    assert "Closed: every report was withdrawn." in words(
        await through(priya, card, "Close the case")
    )
