"""Deliveries: never tried again; a failure says whether the message can have arrived."""

import aiohttp
import pytest

from bot.connector import (
    Connector,
    ConnectorError,
    NeverSent,
    NoBearer,
    Refused,
    Uncertain,
)
from tests.stub_connector import Answers, Behaviour, StubConnector
from tests.waiting import PATIENCE_SECONDS

TEXT = {"type": "message", "text": "canary"}
CHAT = "19:abc@thread.tacv2;messageid=17"


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
    patience = aiohttp.ClientTimeout(total=0.3 if behaviour == "hangs" else PATIENCE_SECONDS)
    async with aiohttp.ClientSession(timeout=patience) as session:
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
