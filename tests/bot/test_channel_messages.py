"""A case's card is found among a channel's messages, and nothing else is taken for it."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.connector import NoBearer, open_session
from bot.graph import ChannelMessages, LookUpFailed
from bot.graph.channel_messages import MAX_PAGES
from bot.teams import outgoing
from dialogs.cards.case_card import case_card
from dialogs.cards.digest_card import digest_card, digest_text
from dialogs.turn import Reply
from policy_content import load_policy
from storage.records import Digest, DigestedCase
from tests.dialogs.cases import REFERENCE, case
from tests.stub_connector import StubConnector, Taken
from tests.stub_graph import GROUP, StubGraph, as_message, running_stub_graph

APP = "0AB1c2d3-0000-4000-8000-000000000001"
CHANNEL = "19:yammer-reports@thread.tacv2"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Renewing:
    """A bearer whose first token is refused."""

    tokens = ("stale", "fresh")
    used = 0

    async def token(self) -> str | None:
        return self.tokens[self.used]

    async def renew(self, _refused: str, /) -> str | None:
        self.used = 1
        return self.tokens[1]

    async def close(self) -> None:
        return


@pytest.fixture
async def graph() -> AsyncIterator[StubGraph]:
    async with running_stub_graph(StubConnector(), APP.lower()) as stub:
        yield stub


async def find(graph: StubGraph, bearer: Any = None, since: datetime = LONG_AGO) -> str:
    async with open_session() as session:
        messages = ChannelMessages(session, bearer or NoBearer(), graph.url, GROUP, APP)
        return await messages.find_card(CHANNEL, REFERENCE, since)


def post(graph: StubGraph, reply: Reply, id_: str = "1780000000000") -> None:
    body = outgoing.message(reply)
    taken = Taken("POST", CHANNEL, "", body, "", id_)
    graph.connector.taken.append(taken)


def the_card(*, posted: bool = True, reference: str = REFERENCE) -> Reply:
    return Reply("text", case_card(case(reference=reference), load_policy(), posted=posted))


async def test_the_cases_own_card_is_found_over_pages(graph: StubGraph) -> None:
    graph.page_size = 2
    post(graph, the_card())
    for number in range(5):
        post(graph, the_card(reference=f"C-2222-333{number + 2}"), f"178000000001{number}")
    assert await find(graph) == "1780000000000"
    assert len(graph.asked) == 3
    assert graph.asked[0].match_info["group"] == GROUP
    assert graph.asked[0].query["$top"] == "50"


async def test_nothing_that_only_names_the_case_is_taken_for_its_card(graph: StubGraph) -> None:
    post(graph, Reply(f"I have seen {REFERENCE}"))
    post(graph, the_card(posted=False))
    told = Digest(day=LONG_AGO.date(), opened=(DigestedCase(reference=REFERENCE, number=1),))
    post(graph, Reply(digest_text(told), digest_card(told)))
    assert await find(graph) == ""


async def test_what_others_post_and_what_was_deleted_is_passed_over(graph: StubGraph) -> None:
    body = outgoing.message(the_card())
    forged = as_message(Taken("POST", CHANNEL, "", body, "", "1"), "another-app")
    persons = forged | {"from": {"user": {"id": APP}, "application": None}}
    deleted = as_message(Taken("POST", CHANNEL, "", body, "", "2"), APP)
    broken = deleted | {"attachments": [{"contentType": outgoing.CARD, "content": "{not json"}]}
    bottomless = "[" * 100_000
    deep = broken | {"attachments": [{"contentType": outgoing.CARD, "content": bottomless}]}
    deleted["deletedDateTime"] = deleted["createdDateTime"]
    graph.more = [forged, persons, deleted, broken, deep, {"id": "3"} | persons]
    assert await find(graph) == ""


async def test_it_reads_no_further_back_than_the_case(graph: StubGraph) -> None:
    graph.page_size = 1
    other = outgoing.message(Reply("another message"))
    old = as_message(Taken("POST", CHANNEL, "", other, "", "old"), APP, LONG_AGO)
    graph.more = [old] * 30
    assert await find(graph, since=LONG_AGO + timedelta(minutes=1)) == ""
    assert len(graph.asked) == 1


async def test_a_refused_token_is_renewed_once(graph: StubGraph) -> None:
    post(graph, the_card())
    graph.needs = "Bearer fresh"
    assert await find(graph, Renewing()) == "1780000000000"
    graph.needs = "Bearer another"
    with pytest.raises(LookUpFailed, match="refused-401"):
        await find(graph, Renewing())


@pytest.mark.parametrize("status", [301, 403, 404, 429, 500, 503])
async def test_where_graph_does_not_answer_nobody_can_tell(graph: StubGraph, status: int) -> None:
    post(graph, the_card())
    graph.status = status
    with pytest.raises(LookUpFailed, match=f"refused-{status}"):
        await find(graph)


async def test_where_there_is_too_much_to_read_nobody_can_tell(graph: StubGraph) -> None:
    graph.page_size = 1
    for number in range(MAX_PAGES + 1):
        post(graph, Reply("another message"), str(number))
    with pytest.raises(LookUpFailed, match="too-many-messages"):
        await find(graph)


async def test_the_token_follows_no_page_to_another_host(graph: StubGraph) -> None:
    post(graph, Reply("a message"))
    graph.next_link = "https://graph.example/v1.0/next"
    with pytest.raises(LookUpFailed, match="foreign-page"):
        await find(graph)


@pytest.mark.parametrize("page", [[], {}, {"value": 1}, {"value": [{"id": "1"}]}, "no"])
async def test_an_answer_that_makes_no_sense_tells_nothing(graph: StubGraph, page: Any) -> None:
    graph.text = json.dumps(page)
    with pytest.raises(LookUpFailed):
        await find(graph)
