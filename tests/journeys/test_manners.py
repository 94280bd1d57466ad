"""How the bot behaves in Teams: when it greets, when it keeps silent, what it says of itself."""

from typing import Any

import pytest

from tests.issuer import APP_ID, TENANT_ID
from tests.journeys.world import Person, World, words

MEETING = "19:meeting_NGQ3@thread.v2"
BOT = {"type": "mention", "text": "<at>Bot</at>", "mentioned": {"id": f"28:{APP_ID}"}}
IN_A_MEETING: dict[str, Any] = {
    "conversation": {"conversationType": "groupChat", "id": MEETING, "isGroup": True},
    "channelData": {"tenant": {"id": TENANT_ID}, "meeting": {"id": "MCMxOTptZWV0aW5n"}},
}


async def install(person: Person, action: str, **changes: Any) -> None:
    activity = person.activity(type="installationUpdate", text=None, action=action, **changes)
    assert (await person.post(activity)).status == 200


def said_in(world: World, conversation: str) -> list[dict[str, Any]]:
    return [m for m in world.connector.posted(conversation) if m["type"] == "message"]


@pytest.mark.parametrize(
    "ignored",
    [
        {"type": "messageUpdate", "text": "cancel", "channelData": {"eventType": "editMessage"}},
        {"type": "messageDelete", "text": None, "channelData": {"eventType": "softDeleteMessage"}},
        {"type": "messageReaction", "text": None, "reactionsAdded": [{"type": "like"}]},
        {"type": "messageReaction", "text": None, "reactionsRemoved": [{"type": "angry"}]},
        {"type": "typing", "text": None},
        {"type": "event", "text": None, "name": "application/vnd.microsoft.meetingStart"},
        {"type": "conversationUpdate", "text": None, "membersAdded": [{"id": "29:somebody"}]},
        {"type": "conversationUpdate", "text": None, "topicName": "Another name"},
        {"type": "endOfConversation", "text": None},
    ],
    ids=lambda activity: str(activity["type"]),
)
async def test_edits_deletions_and_reactions_say_nothing_and_change_nothing(
    world: World, ignored: dict[str, Any]
) -> None:
    nia = world.person("Nia", 1)
    await nia.say("should I post this?", id="the-message")
    before = nia.heard()
    data = {"tenant": {"id": TENANT_ID}, **ignored.get("channelData", {})}
    response = await nia.post(nia.activity(**ignored | {"id": "the-message", "channelData": data}))
    assert response.status == 200
    assert nia.heard() == before
    (cancelled,) = await nia.say("cancel")
    assert "no draft was kept" in words(cancelled)


async def test_in_a_meeting_only_a_mention_is_answered(world: World) -> None:
    nia = world.person("Nia", 1)
    await nia.say("what is a hard breach?", **IN_A_MEETING)
    assert said_in(world, MEETING) == []
    await nia.say("<at>Bot</at> what is a hard breach?", entities=[BOT], **IN_A_MEETING)
    (answer,) = said_in(world, MEETING)
    assert "hard-breach" in words(answer)


async def test_a_report_in_a_meeting_moves_to_the_chat_with_the_reporter(world: World) -> None:
    nia = world.person("Nia", 1)
    text = "<at>Bot</at> report a post"
    await nia.say(text, entities=[BOT], **IN_A_MEETING)
    (answer,) = said_in(world, MEETING)
    assert "in private, one to one" in words(answer)


async def test_a_bare_mention_is_told_what_the_bot_does(world: World) -> None:
    nia = world.person("Nia", 1)
    await nia.say("<at>Bot</at>", entities=[BOT], **IN_A_MEETING)
    (answer,) = said_in(world, MEETING)
    assert "Answer a question" in words(answer)


async def test_a_group_is_greeted_with_the_three_things_and_an_example_each(world: World) -> None:
    await install(world.person("Nia", 1), "add", **IN_A_MEETING)
    (greeting,) = said_in(world, MEETING)
    for words_said in ("Mention me", "can I say where I work?", "should I post this?", "report a"):
        assert words_said in words(greeting)


async def test_an_update_of_the_package_greets_nobody(world: World) -> None:
    nia = world.person("Nia", 1)
    await install(nia, "add-upgrade")
    await install(nia, "remove-upgrade")
    assert nia.heard() == []


async def test_removing_the_bot_is_respected_and_wipes_an_unsent_report(world: World) -> None:
    nia = world.person("Nia", 1)
    await install(nia, "add")
    await nia.say("report a post")
    before = len(nia.heard())
    await install(nia, "remove")
    assert len(nia.heard()) == before
    (idle,) = await nia.say("cancel")
    assert "nothing to cancel" in words(idle)


async def test_who_adds_the_bot_again_is_greeted_again(world: World) -> None:
    nia = world.person("Nia", 1)
    await install(nia, "add")
    await install(nia, "add")
    assert len(nia.heard()) == 1
    await install(nia, "remove")
    await install(nia, "add")
    assert len(nia.heard()) == 2


async def test_the_examples_that_ask_offers_have_an_answer(world: World) -> None:
    nia = world.person("Nia", 1)
    (offer,) = await nia.say("ask a question")
    examples = [action["value"] for action in offer["suggestedActions"]["actions"]]
    assert len(examples) == 3
    for example in examples:
        assert example in words(offer)
        (answer,) = await nia.say(example)
        assert "does not answer" not in words(answer)
        assert "“" in words(answer)
