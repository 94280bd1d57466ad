"""Limits and the door: guests, bots, too many messages, too many reports, texts that are too long.

In each case others are unaffected, the sentence is clear, and nothing that was typed is lost.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from dialogs.text.inert import MAX_TEXT
from dialogs.toolbox import Toolbox
from dialogs.wording import limits
from tests.issuer import TENANT_ID, Issuer
from tests.journeys.test_reporting import ACCOUNT, filled_in
from tests.journeys.world import World, card_of, running_world, words
from tests.stub_connector import StubConnector

FOREIGN = "eeeeeeee-1111-2222-3333-444444444444"
GUESTS: dict[str, dict[str, Any]] = {
    "a guest by role": {"userRole": "guest"},
    "an anonymous person": {"userRole": "anonymous"},
    "a guest by sign-in name": {"userPrincipalName": "sam_other.org#EXT#@ons.onmicrosoft.com"},
    "somebody of another directory": {"tenantId": FOREIGN, "userRole": "user"},
}


@pytest.fixture
async def strict(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> AsyncIterator[World]:
    """Run the service with limits that are soon reached."""
    changes: dict[str, Any] = {"messages_a_minute": 3, "reports_an_hour": 1}
    async with running_world(issuer, connector, toolbox, tmp_path, **changes) as running:
        yield running


async def test_the_message_beyond_the_limit_is_answered_once_and_others_are_heard(
    strict: World,
) -> None:
    nia, sam = strict.person("Nia Person", 1), strict.person("Sam Other", 2)
    for _ in range(3):
        assert await nia.say("help")
    (told,) = await nia.say("what is a soft breach?")
    assert told["text"] == limits.TOO_MANY_MESSAGES.format(most=3)
    assert await nia.say("what is a soft breach?") == []
    assert "soft breach" in words(await sam.say("what is a soft breach?")).lower()


async def test_a_press_beyond_the_limit_leaves_the_filled_in_card_as_it_is(strict: World) -> None:
    nia = strict.person("Nia Person", 1)
    form = card_of((await nia.say("report a post"))[-1])
    await nia.say("help")
    await nia.say("help")
    for _ in range(2):
        answer = await nia.press(form, "Check before sending", account=ACCOUNT)
        assert answer["type"] == "application/vnd.microsoft.activity.message"
        assert answer["value"] == limits.TOO_MANY_MESSAGES.format(most=3)


async def test_what_is_not_said_to_the_bot_is_neither_counted_nor_answered(strict: World) -> None:
    talker = strict.handler("Ida Comms", 1)
    for _ in range(20):
        assert await talker.say("so I said to her") == []
    assert await talker.mention("help")


async def test_a_report_too_many_stays_in_the_form_and_can_be_sent_later(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    async with running_world(issuer, connector, toolbox, tmp_path, reports_an_hour=1) as world:
        reporter = world.person("Rhys Reporter", 1)
        await reporter.press(await filled_in(reporter, link="", no_link="true"), "Send")
        world.clock.move(minutes=20)
        review = await filled_in(reporter, link="", no_link="true")
        refused = (await reporter.press(review, "Send"))["value"]
        assert limits.TOO_MANY_REPORTS.format(most=1, time="11:00") in words(refused)
        assert ACCOUNT in words(refused)
        world.clock.move(minutes=39)
        assert "11:00" in words((await reporter.press(refused, "Send"))["value"])
        world.clock.move(minutes=1)
        sent = (await reporter.press(refused, "Send"))["value"]
        assert "Reference R-" in words(sent) or "Saved as R-" in words(sent)
        other = world.person("Olwen Other", 2)
        assert "R-" in words((await other.press(await filled_in(other), "Send"))["value"])


async def test_a_message_that_is_too_long_is_not_read_in_part(world: World) -> None:
    nia = world.person("Nia Person", 1)
    long = "a" * (MAX_TEXT + 1)
    (told,) = await nia.say(long)
    assert told["text"] == limits.too_long(MAX_TEXT + 1, MAX_TEXT)
    assert await nia.say("a" * MAX_TEXT) != [told]


async def test_a_draft_that_is_too_long_is_not_read_in_part(world: World) -> None:
    nia = world.person("Nia Person", 1)
    opening = card_of((await nia.say("should I post this?"))[-1])
    title = next(a["title"] for a in _executes(opening) if a["data"]["do"] == "answer")
    for length in (MAX_TEXT + 1, 3 * MAX_TEXT):
        answer = await nia.press(opening, title, draft="we were hacked " + "a" * (length - 15))
        told = words(answer) + words(nia.heard()[-1])
        assert limits.too_long(length, MAX_TEXT) in told


def _executes(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [one for item in node for one in _executes(item)]
    if not isinstance(node, dict):
        return []
    own = [node] if node.get("type") == "Action.Execute" else []
    return own + [one for value in node.values() for one in _executes(value)]


@pytest.mark.parametrize("kind", GUESTS)
async def test_guests_and_people_of_elsewhere_are_refused_in_a_sentence(
    world: World, kind: str
) -> None:
    guest = world.person("Gus Guest", 1)
    world.connector.entries["29:person-1"] = GUESTS[kind]
    for text in ("what is a soft breach?", "report a post", "my reports"):
        (told,) = await guest.say(text)
        assert told["text"] == limits.STAFF_ONLY
    form = {"actions": [{"type": "Action.Execute", "title": "x", "data": {"do": "report"}}]}
    assert (await guest.press(form, "x"))["value"] == limits.STAFF_ONLY
    assert world.connector.looked_up == ["29:person-1"]


async def test_guests_may_be_let_in_by_configuration(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    connector.entries["29:person-1"] = {"userRole": "guest"}
    async with running_world(issuer, connector, toolbox, tmp_path, allow_guests=True) as world:
        assert "soft breach" in words(await world.person("Gus", 1).say("what is a soft breach?"))
        assert connector.looked_up == []


async def test_another_directory_may_be_let_in_by_configuration(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    connector.entries["29:person-1"] = {"tenantId": FOREIGN, "userRole": "user"}
    changes: dict[str, Any] = {"other_tenants": (FOREIGN.upper(),)}
    async with running_world(issuer, connector, toolbox, tmp_path, **changes) as world:
        chat = {"conversationType": "personal", "id": "a:chat-1", "tenantId": FOREIGN}
        told = await world.person("Olwen", 1).say("what is a soft breach?", conversation=chat)
        assert "soft breach" in words(told)


async def test_whoever_cannot_be_looked_up_is_not_let_in_but_told(world: World) -> None:
    nia = world.person("Nia Person", 1)
    world.connector.entries["29:person-1"] = {}
    (told,) = await nia.say("report a post")
    assert told["text"] == limits.CANNOT_CHECK_STAFF
    del world.connector.entries["29:person-1"]
    assert "Internal Communications" in words(await nia.say("report a post"))


async def test_whoever_was_known_is_not_locked_out_by_a_roster_that_fails(world: World) -> None:
    nia = world.person("Nia Person", 1)
    await nia.say("help")
    world.connector.entries["29:person-1"] = {}
    assert "soft breach" in words(await nia.say("what is a soft breach?"))


@pytest.mark.parametrize(
    "sender", [{"role": "bot"}, {"role": "skill"}, {"id": "28:another-bot"}], ids=str
)
async def test_other_bots_are_ignored(world: World, sender: dict[str, str]) -> None:
    nia = world.person("Another Bot", 1)
    caller = {"id": "29:person-1", "name": "Another Bot"} | sender
    assert await nia.say("help", **{"from": caller}) == []
    press = nia.activity(type="invoke", name="adaptiveCard/action", value={"action": {}})
    assert (await nia.post(press | {"from": caller})).status == 501
    assert world.connector.taken == []


@pytest.mark.parametrize("place", ["channelData", "conversation", "from"])
async def test_a_foreign_directory_is_refused_wherever_it_stands(world: World, place: str) -> None:
    activity = world.person("Nia Person", 1).activity(text="help")
    named = {"tenantId": FOREIGN} if place != "channelData" else {"tenant": {"id": FOREIGN}}
    response = await world.person("Nia", 1).post(activity | {place: activity[place] | named})
    assert response.status == 401
    assert world.connector.taken == []


async def test_an_activity_that_names_no_directory_is_refused(world: World) -> None:
    nia = world.person("Nia Person", 1)
    chat = {"conversationType": "personal", "id": "a:chat-1"}
    assert (await nia.post(nia.activity(channelData={}, conversation=chat))).status == 401
    assert (await nia.post(nia.activity(channelData={"tenant": {"id": TENANT_ID}}))).status == 200
