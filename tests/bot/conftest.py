"""The edge of the service on its own: the endpoint with real tokens and a handler that records."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from botbuilder.schema import Activity

from bot.authentication import Claims, SigningKeys, TokenAuthentication
from bot.connector import Connector, NoBearer, open_session
from bot.connector import retries as retries_module
from bot.endpoint import InvokeAnswer, messages_route
from tests.bot.activities import message
from tests.issuer import APP_ID, ISSUER, TENANT_ID, Issuer, running_issuer
from tests.stub_connector import StubConnector, running_stub_connector

PATH = "/api/messages"


@dataclass
class Seconds:
    """A clock that stands still until it is moved."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Edge:
    """The endpoint under test, and what got through to its handler."""

    issuer: Issuer
    keys: SigningKeys
    seconds: Seconds
    clients: list[TestClient[web.Request, web.Application]] = field(default_factory=list)
    handled: list[tuple[Claims, Activity, dict[str, Any]]] = field(default_factory=list)
    trusted: list[str] = field(default_factory=list)
    answer: InvokeAnswer | None = None
    failure: Exception | None = None

    @property
    def client(self) -> TestClient[web.Request, web.Application]:
        return self.clients[0]

    async def handle(
        self, claims: Claims, activity: Activity, raw: dict[str, Any]
    ) -> InvokeAnswer | None:
        self.handled.append((claims, activity, raw))
        if self.failure is not None:
            raise self.failure
        return self.answer

    async def post(self, activity: Any = None, headers: Any = None) -> ClientResponse:
        """Post an activity; by default a good message from a good caller."""
        return await self.client.post(
            PATH,
            json=message() if activity is None else activity,
            headers=self.issuer.authorization() if headers is None else headers,
        )

    async def post_bytes(self, body: bytes, **headers: str) -> ClientResponse:
        """Post raw bytes as a good caller."""
        sent = {"Content-Type": "application/json"} | self.issuer.authorization() | headers
        return await self.client.post(PATH, data=body, headers=sent)


@pytest.fixture(scope="session")
def _issuer() -> Iterator[Issuer]:
    with running_issuer() as issuer:
        yield issuer


@pytest.fixture
def issuer(_issuer: Issuer) -> Issuer:
    """Return the issuer, with its first key and in a good mood."""
    _issuer.reset()
    return _issuer


@pytest.fixture
async def edge(issuer: Issuer) -> AsyncIterator[Edge]:
    """Run the endpoint with an authenticated way in."""
    seconds = Seconds()
    async with open_session() as session:
        keys = SigningKeys(session, issuer.metadata_url, clock=seconds)
        authentication = TokenAuthentication(
            keys, app_id=APP_ID, tenants={TENANT_ID}, issuer=ISSUER
        )
        edge = Edge(issuer, keys, seconds)
        app = web.Application()
        app.add_routes([messages_route(PATH, authentication, edge.trusted.append, edge.handle)])
        async with TestClient(TestServer(app)) as client:
            edge.clients.append(client)
            yield edge
        await keys.close()


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
