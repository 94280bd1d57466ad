"""A case in the hands of Internal Communications (acceptance scenario 12)."""

import asyncio
import re
from pathlib import Path
from typing import Any

from dialogs.toolbox import Toolbox
from storage.records import Actor, CaseForTeam, EventKind, ReadFor
from tests.issuer import Issuer
from tests.journeys.test_reporting import filled_in
from tests.journeys.world import Person, World, button, running_world, words
from tests.stub_connector import Answers, StubConnector

LOOKER = Actor(person="a-test", name="")
HARD = {
    "kind": "hard",
    "principle": "hard-breach.hacked",
    "reason": "It says that we were hacked.",
}
SOFT = {"kind": "soft", "principle": "soft-breach.agree-criticism"}
HISTORY = "Everything that happened"
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


async def test_somebody_who_is_no_member_changes_nothing_and_sees_nothing(world: World) -> None:
    await reported(world)
    card = world.case_card()
    world.handler("Priya Handler", 7)
    stranger = world.stranger("Nosy Neighbour", 9)
    for title in ("Take", "Decide", "More"):
        answer = words(await stranger.press(card, title))
        assert "Only members of the Internal Communications channel" in answer
        assert "hacked" not in answer
    before = len(stranger.heard())
    for typed in ("queue", "export", f"pack {world.case_reference()}"):
        await stranger.mention(typed)
    assert {words(one).strip() for one in stranger.heard()[before:]} == {
        "I have answered you in our one-to-one chat."
    }
    private = world.connector.posted("a:29:person-9")
    assert {words(one).strip() for one in private} == {
        "Only members of the Internal Communications channel can do this."
    }
    assert (await look(world)).owner == ""


async def test_whoever_left_the_channel_is_let_in_no_more_and_whoever_joined_is(
    world: World,
) -> None:
    await reported(world)
    card = world.case_card()
    world.handler("Priya Handler", 7)
    late = world.stranger("Lou Late", 8)
    assert "Only members" in words(await late.press(card, "Take"))
    # Without a roster nobody is let in, however often they were before.
    world.connector.members.clear()
    assert (await look(world)).owner == ""


async def test_a_case_cannot_be_taken_from_another_place(world: World) -> None:
    await reported(world)
    outsider = world.person("Nosy Neighbour", 9)
    await outsider.press(world.case_card(), "Take")
    assert "Internal Communications channel only" in words(outsider.heard()[-1])
    assert (await look(world)).owner == ""


async def test_a_reporter_who_is_of_the_team_cannot_act_and_nobody_is_told_why(
    world: World,
) -> None:
    await reported(world)
    card = world.case_card()
    themselves = world.handler("Rhys Reporter", 1)
    refused = words(await themselves.press(card, "Take"))
    assert "You cannot act on this case just now. Please ask a colleague to handle it." in refused
    assert (await look(world)).owner == ""
    # Whoever stepped aside is told the very same.
    sam = world.handler("Sam Second", 8)
    await through(sam, card, "More", "Step aside")
    again = words(await sam.press(card, "Take"))
    sentence = "You cannot act on this case just now. Please ask a colleague to handle it."
    assert sentence in again


async def test_the_author_of_a_post_cannot_act_on_it(world: World) -> None:
    await reported(world)
    card = world.case_card()
    priya, sam = world.handler("Priya Handler", 7), world.handler("Sam Second", 8)
    form = await through(priya, card, "More", "Who wrote the post")
    await priya.press(form, "Record the author", work_email="Person.8@ons.gov.uk")
    await world.deliver()
    assert "person.8" not in str(world.case_card()).lower()
    assert "ask a colleague" in words(await sam.press(world.case_card(), "Take"))
    assert "Taken by Priya" in words(await priya.press(world.case_card(), "Take"))
    revealed = words(await priya.press(form | {}, "Record the author", work_email="nonsense"))
    assert "Give a work e-mail address" in revealed
    form = await through(priya, card, "More", "Who wrote the post")
    assert "person.8@ons.gov.uk" in words(await priya.press(form, "Show the author"))
    audited = [entry.action for entry in await world.stores.casework.audit(world.case_reference())]
    assert "author-revealed" in audited


async def test_a_typed_refusal_tells_the_channel_nothing(world: World) -> None:
    await reported(world)
    priya, themselves = world.handler("Priya Handler", 7), world.handler("Rhys Reporter", 1)
    sam = world.handler("Sam Second", 8)
    reference = world.case_reference()
    public = words(await themselves.mention(f"take {reference}"))
    assert "ask a colleague" not in public
    assert "ask a colleague" in words(world.connector.posted("a:29:person-1")[-1])
    # Every other refusal looks the same to those who read along.
    await priya.mention(f"take {reference}")
    assert words(await sam.mention(f"take {reference}")) == public
    assert "Priya Handler" in words(world.connector.posted("a:29:person-8")[-1])


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


def card_now(heard: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the card of the last message."""
    (attachment,) = heard[-1]["attachments"]
    content: dict[str, Any] = attachment["content"]
    return content


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
    for response in responses:
        assert "Taken by Priya Handler" in words(await response.json())
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
    response = await priya.post(priya.activity(text=None, value=older["data"], replyToId="sent-1"))
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
