"""Replies: tried again within bounds, over pooled connections."""

import asyncio
import time

import aiohttp
import pytest

from bot.connector import (
    Connector,
    ConnectorError,
    Refused,
    Uncertain,
)
from bot.connector import connector as connector_module
from bot.connector.retries import MAX_TRIES, TOTAL_SECONDS
from tests.stub_connector import Answers, StubConnector
from tests.waiting import until

TEXT = {"type": "message", "text": "canary"}
CHAT = "19:abc@thread.tacv2;messageid=17"


async def test_a_reply_arrives_and_its_id_is_known(
    connector: Connector, stub: StubConnector
) -> None:
    assert await connector.send(stub.service_url, CHAT, TEXT) == "sent-1"
    assert await connector.send(stub.service_url, CHAT, TEXT, reply_to="1:a/b") == "sent-2"
    assert [(taken.conversation, taken.activity_id) for taken in stub.taken] == [
        (CHAT, ""),
        (CHAT, "1:a/b"),
    ]
    assert stub.posted(CHAT) == [TEXT, TEXT]
    assert stub.authorizations == ["", ""]


async def test_a_message_is_replaced(connector: Connector, stub: StubConnector) -> None:
    await connector.update(stub.service_url, CHAT, "a-1", TEXT)
    await connector.update_once(stub.service_url, CHAT, "a-2", TEXT)
    assert [(taken.method, taken.activity_id) for taken in stub.taken] == [
        ("PUT", "a-1"),
        ("PUT", "a-2"),
    ]


async def test_connections_are_kept_for_the_next_reply(
    connector: Connector, stub: StubConnector, session: aiohttp.ClientSession
) -> None:
    for _ in range(5):
        await connector.send(stub.service_url, CHAT, TEXT)
    assert session.connector is not None
    assert len(session.connector._conns) == 1


@pytest.mark.parametrize("status", [502, 503, 504, 429])
async def test_a_reply_is_tried_again_when_the_service_is_busy(
    connector: Connector, stub: StubConnector, status: int
) -> None:
    stub.next.extend([Answers(status), Answers(status)])
    assert await connector.send(stub.service_url, CHAT, TEXT) == "sent-1"
    assert (stub.requests, len(stub.taken)) == (3, 1)


async def test_a_reply_waits_as_long_as_it_was_asked_to(
    connector: Connector, stub: StubConnector
) -> None:
    stub.next.append(Answers(429, retry_after="1"))
    started = time.monotonic()
    await connector.send(stub.service_url, CHAT, TEXT)
    assert time.monotonic() - started >= 1.0
    assert stub.requests == 2


async def test_a_reply_is_given_up_at_once_when_it_would_wait_too_long(
    connector: Connector, stub: StubConnector
) -> None:
    stub.next.append(Answers(429, retry_after="3600"))
    with pytest.raises(Refused) as caught:
        await connector.send(stub.service_url, CHAT, TEXT)
    assert (caught.value.status, caught.value.retry_after) == (429, 3600.0)
    assert stub.requests == 1


@pytest.mark.parametrize("status", [502, 503, 504, 429])
async def test_a_reply_is_tried_a_bounded_number_of_times(
    connector: Connector, stub: StubConnector, status: int
) -> None:
    stub.next.extend([Answers(status)] * 20)
    with pytest.raises(ConnectorError) as caught:
        await connector.send(stub.service_url, CHAT, TEXT)
    assert caught.value.status == status
    assert stub.requests == MAX_TRIES


@pytest.mark.parametrize("status", [400, 403, 404, 405, 412, 413, 500, 501])
async def test_a_reply_is_not_tried_again_where_that_cannot_help(
    connector: Connector, stub: StubConnector, status: int
) -> None:
    stub.next.append(Answers(status))
    with pytest.raises(ConnectorError):
        await connector.send(stub.service_url, CHAT, TEXT)
    assert stub.requests == 1


async def test_a_reply_survives_a_pooled_connection_that_was_just_closed(
    connector: Connector, stub: StubConnector
) -> None:
    await connector.send(stub.service_url, CHAT, TEXT)
    stub.next.append("resets")
    assert await connector.send(stub.service_url, CHAT, TEXT) == "sent-2"


async def test_all_tries_of_a_reply_together_are_bounded(
    connector: Connector, stub: StubConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert TOTAL_SECONDS <= 15
    monkeypatch.setattr(connector_module, "TOTAL_SECONDS", 0.3)
    stub.next.append("hangs")
    with pytest.raises(Uncertain, match="timeout"):
        await connector.send(stub.service_url, CHAT, TEXT)


async def test_all_pages_of_members_are_read(connector: Connector, stub: StubConnector) -> None:
    stub.page_size = 2
    stub.members[CHAT] = [{"id": f"29:{number}"} for number in range(5)]
    assert await connector.members(stub.service_url, CHAT) == stub.members[CHAT]
    assert stub.requests == 3
    stub.next.append(Answers(200, text="[]"))
    with pytest.raises(Uncertain, match="answer-unreadable"):
        await connector.members(stub.service_url, CHAT)
    stub.page_size = 1
    stub.members[CHAT] *= 10
    with pytest.raises(Uncertain, match="too-many-members"):
        await connector.members(stub.service_url, CHAT)


async def test_a_personal_chat_is_opened(connector: Connector, stub: StubConnector) -> None:
    opened = await connector.create_conversation(
        stub.service_url, tenant="t", person="29:nia", bot="28:bot"
    )
    assert opened == "a:29:nia"
    stub.next.append(Answers(403, code="BotNotInstalled"))
    with pytest.raises(Refused, match="refused-403"):
        await connector.create_conversation(stub.service_url, tenant="t", person="p", bot="b")
    stub.next.append(Answers(200, text="{}"))
    with pytest.raises(Uncertain, match="answer-unreadable"):
        await connector.create_conversation(stub.service_url, tenant="t", person="p", bot="b")


async def test_a_cancelled_turn_stops_sending(connector: Connector, stub: StubConnector) -> None:
    stub.next.append("hangs")
    sending = asyncio.create_task(connector.send(stub.service_url, CHAT, TEXT))
    await until(lambda: stub.requests)
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
