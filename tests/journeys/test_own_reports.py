"""Reporters after they have reported: status, withdrawal, questions, outcome (scenarios 8 to 11).

What the team does is done through its store; its cards have journeys of their own.
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from storage.errors import NotStored
from storage.records import (
    Actor,
    Ask,
    CaseAction,
    CaseForTeam,
    Close,
    Decide,
    Decision,
    DecisionKind,
    ReadFor,
    RecordStep,
    StepAnswer,
    StepRecord,
    Take,
)
from tests.journeys.test_reporting import ACCOUNT, CLASSIC, LINK, filled_in, receipts
from tests.journeys.world import TRIAGE, Person, World, card_of, words
from tests.stub_connector import Answers

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


# Status and outcome.


async def test_a_report_is_followed_to_its_outcome_and_nobody_is_told_what_happened_to_whom(
    world: World, act: Act
) -> None:
    rhys = world.person("Rhys Reporter", 1)
    reference = await reported(rhys)
    first = await told(rhys, f"what happened to {reference}?")
    assert "Delivered to Internal Communications" in first
    await act(Take())
    assert newest(rhys, f"{reference} has been taken")
    assert "looking into it" in await told(rhys, reference)
    hard = Decision(kind=DecisionKind.HARD, principle="hard-breach.hacked")
    case = await act(Decide(decision=hard))
    steps = [one.step for one in case.checklist]
    assert "closed" not in await told(rhys, reference), "decided is not yet done"
    for step in steps:
        answer = StepAnswer.DONE if step in case.missing and "line" in step else StepAnswer.NO
        if "disciplinary" in step:
            answer = StepAnswer.DONE
        on = world.clock.now.date() if answer is StepAnswer.DONE else None
        by = "Sam Manager" if answer is StepAnswer.DONE else ""
        record = StepRecord(step=step, answer=answer, by=by, on=on, reason="because")
        await act(RecordStep(record=record))
    await act(Close())
    closed = words(newest(rhys, f"{reference} is closed"))
    assert "Internal Communications have acted on it" in closed
    status = await told(rhys, "what happened to my report?")
    assert "have acted" in status
    for hidden in ("Sam Manager", "line manager", "disciplin", "Priya"):
        assert hidden not in closed + status
    nothing_of_the_reporter(world)


async def test_a_foreign_reference_and_an_unknown_one_get_the_same_words(world: World) -> None:
    reference = await reported(world.person("Rhys Reporter", 1))
    nosy = world.person("Nosy Neighbour", 9)
    asks = ("what happened to {}?", "withdraw {}", "add {} something", "share my name with {}")
    for ask in asks:
        foreign = await told(nosy, ask.format(reference))
        unknown = await told(nosy, ask.format("R-2222-3333"))
        assert foreign == unknown
        assert "no report with this reference" in foreign
    pressed = nosy.activity(
        type="invoke",
        name="adaptiveCard/action",
        text=None,
        value={"action": {"data": {"do": "own-withdraw", "report": reference, "sure": True}}},
    )
    assert "no report with this reference" in str(await (await nosy.post(pressed)).json()) + words(
        nosy.heard()
    )
    assert "withdrawn" not in to_the_team(world)


async def test_of_two_reporters_neither_learns_of_the_other(world: World, act: Act) -> None:
    one, two = world.person("Rhys Reporter", 1), world.person("Wyn Witness", 2)
    first = await reported(one)
    await act(Take())
    second = await reported(two, link=CLASSIC, account="Same here.")
    assert second != first
    heard = words(two.heard()) + await told(two, second)
    assert first not in heard
    assert "looking into it" not in heard, "taken at once would tell of an earlier report"
    assert "Reports: 2" in words(world.case_card())
    not_ours = Decision(kind=DecisionKind.NOT_OURS)
    await act(Decide(decision=not_ours), Close())
    for person, mine, other in ((one, first, second), (two, second, first)):
        assert "passed it on" in words(newest(person, f"{mine} is closed"))
        assert other not in words(person.heard())


async def test_the_same_person_again_is_asked_whether_to_add(world: World) -> None:
    rhys = world.person("Rhys Reporter", 1)
    reference = await reported(rhys)
    review = await filled_in(rhys, link=CLASSIC, account="It is still there.")
    assert f"already reported this post, as {reference}" in words(rhys.heard()[-1])
    again = await rhys.press(review, "Send")
    offered = again["value"] if isinstance(again["value"], dict) else card_of(rhys.heard()[-1])
    answer = await rhys.press(offered, f"Add to {reference}")
    assert f"Added to {reference}" in words(answer["value"])
    await world.deliver()
    assert "It is still there." in words(world.case_card())
    assert "Reports: 1" in words(world.case_card())
    assert len(await world.stores.reports.reports_of(world.directory_id(1))) == 1
    nothing_of_the_reporter(world)


async def test_a_report_after_closing_opens_a_new_case_that_is_linked(
    world: World, act: Act
) -> None:
    await reported(world.person("Rhys Reporter", 1))
    closed = await act(Take(), Decide(decision=Decision(kind=DecisionKind.NOT_OURS)), Close())
    again = await reported(world.person("Wyn Witness", 2), link=CLASSIC, account="It is back.")
    assert again
    case = await act()
    assert case.reference != closed.reference
    assert [one.reference for one in case.related] == [closed.reference]


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


async def test_an_answer_typed_at_once_is_not_kept_as_a_question_and_waits_for_a_press(
    world: World, act: Act
) -> None:
    rhys = world.person("Rhys Reporter", 1)
    await reported(rhys)
    await act(Take(), Ask(text="Was it still there?"))
    shown = await told(rhys, "yes it was, at noon")
    assert "neither sent it nor kept it" in shown
    assert list(await world.stores.questions.all()) == []
    await act()
    assert "at noon" not in to_the_team(world)
    card = newest(rhys, "neither sent it nor kept it")
    [typed] = [part["value"] for part in card["body"] if part["type"] == "Input.Text"]
    assert typed == "yes it was, at noon"
    answer = await rhys.press(card, "Reply", text="yes it was, at noon")
    assert "passed on your answer" in words(answer["value"])
    await act()
    assert "yes it was, at noon" in words(world.case_card())
    nothing_of_the_reporter(world)
    # Nobody waits for an answer any more: what nothing answers is a question again.
    assert "I keep this question" in await told(rhys, "what colour is the canteen?")


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


# Links and late forms.


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("https://x.com/somebody/status/1", "not a Yammer post"),
        ("https://engage.cloud.microsoft/main/groups/eyJfdHlwZSI6Ikdyb3VwIiwiaWQiOiIxIn0", "whole"),
        ("javascript:alert(1)", "not the address of a page"),
        ("https://web.yammer.com.evil.example/main/threads/1", "only looks like Yammer"),
    ],
)
async def test_what_is_no_link_of_a_yammer_post_reaches_no_queue(
    world: World, link: str, says: str
) -> None:
    rhys = world.person("Rhys Reporter", 1)
    form = card_of((await rhys.say("report a post"))[-1])
    given = {"link": link, "principle": "hard-breach.hacked", "account": ACCOUNT}
    answer = await rhys.press(form, "Check before sending", **given)
    assert says in words(answer["value"])
    assert ACCOUNT in json.dumps(answer["value"])
    assert not await world.stores.reports.reports_of(world.directory_id(1))
    assert not world.connector.posted(TRIAGE)


async def test_the_link_that_the_team_gets_tells_nothing_of_who_copied_it(world: World) -> None:
    copied = f"{LINK}/from-rhys?trk_copy_link=V2&who=rhys.reporter"
    await reported(world.person("Rhys Reporter", 1), link=copied)
    sent = to_the_team(world)
    assert "eyJfdHlwZSI6IlRocmVhZCIsImlkIjoiMjQ2OCJ9" in sent
    assert "trk" not in sent
    assert "rhys" not in sent.lower()


async def test_a_form_that_took_longer_than_an_hour_is_taken_from_its_card(world: World) -> None:
    rhys = world.person("Rhys Reporter", 1)
    form = card_of((await rhys.say("report a post"))[-1])
    world.clock.move(hours=3)
    now = world.clock.now
    await world.stores.conversations.forget_old(now, now)
    given = {"link": LINK, "principle": "hard-breach.hacked", "account": ACCOUNT}
    answer = await rhys.press(form, "Check before sending", **given)
    assert "longer than an hour" in words(answer["value"])
    assert ACCOUNT in words(answer["value"])
    sent = await rhys.press(answer["value"], "Send")
    assert "Saved and delivered" in words(sent["value"])


async def test_where_no_private_chat_opens_the_thread_gets_a_link_and_no_content(
    world: World,
) -> None:
    person = Person(world, "Rhys Reporter", 1, channel="19:open-channel@thread.tacv2")
    world.connector.next.append(Answers(403, code="BotNotInConversationRoster"))
    (reply,) = await person.mention("withdraw R-7K3M-9QXT")
    assert "could not write to you there" in words(reply)
    assert "teams.microsoft.com/l/chat" in words(reply)
    assert "R-7K3M" not in json.dumps(reply)
