"""What goes out: replies are tried again within bounds, deliveries never; errors tell enough."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import aiohttp
import pytest
from typing_extensions import override

from bot.connector import (
    BearerUnavailable,
    Connector,
    ConnectorError,
    NeverSent,
    NoBearer,
    Refused,
    Uncertain,
    open_session,
)
from bot.connector import connector as connector_module
from bot.connector import retries as retries_module
from bot.connector.retries import MAX_TRIES, TOTAL_SECONDS, pause_before_retry
from bot.connector.transport import retry_after_seconds
from tests.stub_connector import Answers, Behaviour, StubConnector, running_stub_connector

TEXT = {"type": "message", "text": "canary"}
CHAT = "19:abc@thread.tacv2;messageid=17"


class Tokens:
    """A bearer that can be renewed."""

    def __init__(self, *tokens: str) -> None:
        self.tokens = list(tokens)
        self.refused: list[str] = []

    async def token(self) -> str | None:
        return self.tokens[0]

    async def renew(self, refused: str, /) -> str | None:
        self.refused.append(refused)
        if len(self.tokens) == 1:
            return None
        self.tokens.pop(0)
        return self.tokens[0]

    async def close(self) -> None:
        return


@pytest.fixture
async def stub() -> AsyncIterator[StubConnector]:
    async with running_stub_connector() as stub:
        yield stub


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with open_session() as session:
        yield session


@pytest.fixture
def connector(session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch) -> Connector:
    monkeypatch.setattr(retries_module, "FIRST_PAUSE_SECONDS", 0.01)
    return Connector(session, NoBearer())


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
    assert 1.0 <= time.monotonic() - started < 2.0


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
    started = time.monotonic()
    with pytest.raises(Uncertain, match="timeout"):
        await connector.send(stub.service_url, CHAT, TEXT)
    assert time.monotonic() - started < 1.0


DELIVERIES: dict[str, tuple[Behaviour, type[ConnectorError], str]] = {
    "asked to wait": (Answers(429, retry_after="7"), Refused, "refused-429"),
    "a token that is refused": (Answers(401), Refused, "refused-401"),
    "forbidden": (
        Answers(403, code="BotNotInConversationRoster"),
        Refused,
        "refused-403:BotNotInConversationRoster",
    ),
    "a conversation that is gone": (
        Answers(404, code="ConversationNotFound"),
        Refused,
        "refused-404:ConversationNotFound",
    ),
    "a code that is no code": (Answers(400, code="Nia wrote: hello"), Refused, "refused-400"),
    "a redirect": (Answers(307), Refused, "refused-307"),
    "a failure": (Answers(500), Uncertain, "uncertain-500"),
    "a failing gateway": (Answers(502), Uncertain, "uncertain-502"),
    "unavailable": (Answers(503, retry_after="5"), Uncertain, "uncertain-503"),
    "a gateway that waited": (Answers(504, text="<html>"), Uncertain, "uncertain-504"),
    "a reset": ("resets", Uncertain, "uncertain:disconnected"),
    "taken, then dropped": ("takes-and-drops", Uncertain, "uncertain:disconnected"),
    "a hang": ("hangs", Uncertain, "uncertain:timeout"),
}


@pytest.mark.parametrize("name", DELIVERIES)
async def test_a_failed_delivery_is_tried_once_and_says_whether_it_can_have_arrived(
    stub: StubConnector, name: str
) -> None:
    behaviour, kind, reason = DELIVERIES[name]
    stub.next.append(behaviour)
    quick = aiohttp.ClientTimeout(total=0.3, connect=5)
    async with aiohttp.ClientSession(timeout=quick) as session:
        connector = Connector(session, NoBearer())
        with pytest.raises(ConnectorError) as caught:
            await connector.send_once(stub.service_url, CHAT, TEXT)
    assert (type(caught.value), caught.value.reason) == (kind, reason)
    assert str(caught.value) == reason
    assert stub.requests == 1
    assert len(stub.taken) == (behaviour == "takes-and-drops")


async def test_a_delivery_says_how_long_it_was_asked_to_wait(
    connector: Connector, stub: StubConnector
) -> None:
    stub.next.append(Answers(503, retry_after="5"))
    with pytest.raises(Uncertain) as caught:
        await connector.send_once(stub.service_url, CHAT, TEXT)
    assert caught.value.retry_after == 5.0


@pytest.mark.parametrize("text", ["", "<html>", "[1]", '{"id": 5}'])
async def test_a_delivery_that_was_taken_is_no_failure_though_its_id_is_untold(
    connector: Connector, stub: StubConnector, text: str
) -> None:
    stub.next.append(Answers(200, text=text))
    assert await connector.send_once(stub.service_url, CHAT, TEXT) == ""
    assert len(stub.taken) == 1


async def test_a_delivery_that_finds_nobody_listening_never_left(connector: Connector) -> None:
    with pytest.raises(NeverSent, match="no-connection"):
        await connector.send_once("http://127.0.0.1:9/", CHAT, TEXT)


@pytest.mark.parametrize(
    "service_url",
    [
        "",
        "smba.trafficmanager.net",
        "ftp://127.0.0.1/",
        "http://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://smba.trafficmanager.net/?a=",
        "https://smba.trafficmanager.net/#",
        "https://evil.example\\@smba.trafficmanager.net/x#y",
        "https://smba.trafficmanager.net:0/",
        "https://smba.trafficmanager.net:99999/",
        "https://[::1/",
        "https://a b/",
    ],
)
async def test_nothing_is_sent_to_an_unsound_address(
    connector: Connector, service_url: str
) -> None:
    if service_url.endswith(("?a=", "#")):
        service_url += "b"
    with pytest.raises(NeverSent, match="service-url-unusable"):
        await connector.send(service_url, CHAT, TEXT)


@pytest.mark.parametrize("conversation", ["", ".", ".."])
async def test_an_id_cannot_change_the_address(
    connector: Connector, stub: StubConnector, conversation: str
) -> None:
    with pytest.raises(NeverSent, match="id-unusable"):
        await connector.send(stub.service_url, conversation, TEXT)
    await connector.send(stub.service_url, "../../admin?x=1#y", TEXT)
    assert stub.taken[0].conversation == "../../admin?x=1#y"


async def test_the_bearer_goes_to_trusted_service_urls_only(
    session: aiohttp.ClientSession, stub: StubConnector
) -> None:
    connector = Connector(session, Tokens("secret"))
    with pytest.raises(NeverSent, match="service-url-not-trusted"):
        await connector.send_once(stub.service_url, CHAT, TEXT)
    assert stub.requests == 0
    connector.trust(stub.service_url)
    await connector.send_once(stub.service_url.rstrip("/"), CHAT, TEXT)
    assert stub.authorizations == ["Bearer secret"]


async def test_a_refused_bearer_is_renewed_once(
    session: aiohttp.ClientSession, stub: StubConnector
) -> None:
    tokens = Tokens("old", "new", "newer")
    connector = Connector(session, tokens)
    connector.trust(stub.service_url)
    stub.next.append(Answers(401))
    await connector.send_once(stub.service_url, CHAT, TEXT)
    assert stub.authorizations == ["Bearer old", "Bearer new"]
    stub.next.extend([Answers(401), Answers(401)])
    with pytest.raises(Refused) as caught:
        await connector.send(stub.service_url, CHAT, TEXT)
    assert caught.value.status == 401
    assert tokens.refused == ["old", "new"]


async def test_a_bearer_that_cannot_be_had_means_that_nothing_was_sent(
    session: aiohttp.ClientSession, stub: StubConnector
) -> None:
    class NoLogin(Tokens):
        @override
        async def token(self) -> str | None:
            raise BearerUnavailable("login-invalid_client")

    connector = Connector(session, NoLogin("x"))
    connector.trust(stub.service_url)
    with pytest.raises(NeverSent, match="never-sent:login-invalid_client"):
        await connector.send_once(stub.service_url, CHAT, TEXT)
    assert stub.requests == 0


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


async def test_no_error_holds_what_was_sent_or_answered(
    session: aiohttp.ClientSession, stub: StubConnector
) -> None:
    connector = Connector(session, Tokens("secret-token"))
    connector.trust(stub.service_url)
    for behaviour in (Answers(500), Answers(403, code="Forbidden"), "resets"):
        stub.next.append(behaviour)
        with pytest.raises(ConnectorError) as caught:
            await connector.send_once(stub.service_url, CHAT, TEXT)
        said = repr(caught.value) + repr(caught.value.__cause__) + repr(vars(caught.value))
        for secret in ("canary", "secret-token", "words that no log", CHAT, stub.service_url):
            assert secret not in said


async def test_a_cancelled_turn_stops_sending(connector: Connector, stub: StubConnector) -> None:
    stub.next.append("hangs")
    sending = asyncio.create_task(connector.send(stub.service_url, CHAT, TEXT))
    await asyncio.sleep(0.05)
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending


RETRIES: list[tuple[ConnectorError, int, float, float | None]] = [
    (Refused(status=429), 1, 0.0, 0.25),
    (Refused(status=429, retry_after=3.0), 1, 0.0, 3.0),
    (Refused(status=429, retry_after=0.0), 2, 0.0, 0.5),
    (Refused(status=429, retry_after=14.0), 1, 1.5, None),
    (Refused(status=403), 1, 0.0, None),
    (Refused(status=401), 1, 0.0, None),
    (Uncertain(status=502), 3, 0.0, 1.0),
    (Uncertain(status=503, retry_after=2.0), 1, 0.0, 2.0),
    (Uncertain(status=502), MAX_TRIES, 0.0, None),
    (Uncertain(status=500), 1, 0.0, None),
    (Uncertain("disconnected"), 1, 0.0, 0.25),
    (Uncertain("disconnected"), 2, 0.0, None),
    (Uncertain("timeout"), 1, 0.0, None),
    (NeverSent("no-connection"), 1, 0.0, 0.25),
    (NeverSent("service-url-not-trusted"), 1, 0.0, None),
    (BearerUnavailable("login-timeout"), 1, 0.0, None),
]


@pytest.mark.parametrize(("error", "tries", "elapsed", "pause"), RETRIES)
def test_when_a_reply_is_tried_again(
    error: ConnectorError, tries: int, elapsed: float, pause: float | None
) -> None:
    assert pause_before_retry(error, tries, elapsed) == pause


NOON = datetime(2025, 6, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("5", 5.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        (format_datetime(NOON.replace(second=9), usegmt=True), 9.0),
        (format_datetime(NOON.replace(hour=11), usegmt=True), 0.0),
        ("Mon, 02 Jun 2025 12:00:01", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(
    header: str | None, seconds: float | None
) -> None:
    assert retry_after_seconds(header, NOON) == seconds


def test_reasons_are_codes() -> None:
    everything: list[Any] = [error for error, *_ in RETRIES]
    assert all(
        re.fullmatch(r"[a-z-]+(-\d{3})?(:[A-Za-z-]+)?", error.reason) for error in everything
    )
