"""Links and late forms of reports, and chats that do not open."""

import json

import pytest

from tests.journeys.own_reports import reported, to_the_team
from tests.journeys.test_reporting import ACCOUNT, LINK
from tests.journeys.world import TRIAGE, Person, World, card_of, words
from tests.stub_connector import Answers

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
