"""Addresses and the bearer: sent to trusted service URLs only, and never told."""

import aiohttp
import pytest
from typing_extensions import override

from bot.connector import (
    BearerUnavailable,
    Connector,
    ConnectorError,
    NeverSent,
    Refused,
)
from tests.stub_connector import Answers, StubConnector

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
