"""The running service, with people who talk to it as Teams would carry their words."""

import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from bot.app import COURIER, STORES, build_app
from bot.connector import NoBearer
from bot.deliveries.delivery import Courier
from bot.engines import EmbeddedEngine
from bot.observability.watch import Watch
from bot.screenshots import Fetcher
from bot.settings import Settings
from bot.wiring.parts import Parts
from dialogs.toolbox import Toolbox
from storage.migrations import migrate
from storage.ports.stores import Stores
from tests.bot.activities import message
from tests.databases import new_sqlite
from tests.issuer import APP_ID, ISSUER, TENANT_ID, Issuer
from tests.stub_connector import StubConnector
from tests.waiting import until

KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
TEAM = "19:internal-communications@thread.tacv2"
PUBLIC = "https://bot.ons.example"
LOCALE, TIME_ZONE = "cy-GB", "Atlantic/Faroe"
TRIAGE = "19:yammer-reports@thread.tacv2"


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Move forward, by the arguments of a timedelta."""
        self.now += timedelta(**by)


@dataclass
class World:
    """The service, its stub connector, its clock, and the activities posted so far."""

    client: TestClient[web.Request, web.Application]
    connector: StubConnector
    issuer: Issuer
    clock: Clock
    activities: int = 0
    reporters: dict[int, str] = field(default_factory=dict)
    handlers: set[int] = field(default_factory=set)
    named: set[int] = field(default_factory=set)
    answers: list[str] = field(default_factory=list)
    """What presses in the team's channel were answered with, and files that it fetched."""

    @property
    def stores(self) -> Stores:
        return self.client.app[STORES]

    @property
    def courier(self) -> Courier:
        return self.client.app[COURIER]

    def token(self) -> str:
        """Mint the token of the connector service, good at the world's time."""
        now = int(self.clock.now.timestamp())
        url = self.connector.service_url
        return self.issuer.token(self.issuer.claims(serviceurl=url, nbf=now - 60, exp=now + 3600))

    def person(self, name: str, number: int) -> "Person":
        """Return somebody of the organisation, in their one-to-one chat with the bot."""
        self.reporters[number] = name
        return Person(self, name, number)

    def directory_id(self, number: int) -> str:
        """Return a person's directory object id."""
        return f"{number:08d}-1111-2222-3333-444444444444"

    def handler(self, name: str, number: int) -> "Person":
        """Return a member of Internal Communications, in the channel that receives cases."""
        member = {
            "id": f"29:person-{number}",
            "name": name,
            "aadObjectId": self.directory_id(number),
            "email": f"person.{number}@ons.gov.uk",
        }
        self.connector.members.setdefault(TRIAGE, []).append(member)
        self.handlers.add(number)
        return self.stranger(name, number)

    def stranger(self, name: str, number: int) -> "Person":
        """Return somebody whose messages come from that channel, but who is not on its roster."""
        return Person(self, name, number, channel=TRIAGE)

    async def deliver(self) -> None:
        """Deliver all that is due."""
        for delivery in await self.stores.outbox.due(100):
            await self.courier.deliver(delivery)

    async def until_posted(self, conversation: str, number: int) -> None:
        """Wait until so many messages are in a conversation; the engine posts beside the test."""
        await until(lambda: len(self.connector.posted(conversation)) >= number)

    async def delivering_until_posted(self, conversation: str, number: int) -> None:
        """Deliver what is due, again and again, until so many messages are in a conversation."""

        async def so_many_came() -> bool:
            await self.deliver()
            return len(self.connector.posted(conversation)) >= number

        await until(so_many_came)

    def case_card(self) -> dict[str, Any]:
        """Return the newest version of the newest case's card in the triage channel."""
        posts = [sent for sent in self.connector.taken if sent.conversation == TRIAGE]
        cards = [sent for sent in posts if sent.method == "PUT" or not sent.activity_id]
        return card_of(cards[-1].body)

    def cards_posted(self) -> int:
        """Return how many cards of cases stand in the channel, however often updated."""
        posts = [one for one in self.connector.taken if one.conversation == TRIAGE]
        return sum(one.method == "POST" and not one.activity_id for one in posts)

    def in_thread(self) -> list[str]:
        """Return the lines in the threads of the cases' cards, oldest first."""
        sent = self.connector.taken
        return [words(one.body) for one in sent if one.conversation.startswith(f"{TRIAGE};")]

    def told_to_team(self) -> str:
        """Return all that Internal Communications were ever sent, as one text."""
        private = {f"a:29:person-{number}" for number in self.handlers}
        sent = [
            one.body
            for one in self.connector.taken
            if one.conversation.startswith(TRIAGE) or one.conversation in private
        ]
        return "\n".join([json.dumps(sent, ensure_ascii=False), *self.answers])

    async def fetch(self, link: str) -> ClientResponse:
        """Open a link to a file as the team would, and keep what came."""
        response = await self.client.get(link.removeprefix(PUBLIC))
        self.answers.append(await response.text())
        return response

    def check_nothing_leaked(self) -> None:
        """Check that the team was told nothing of a reporter who did not choose so.

        Whoever is of the team as well acts under their name, so it may appear.
        """
        told = self.told_to_team()
        for number, name in self.reporters.items():
            if number in self.named | self.handlers:
                continue
            given, _, surname = name.partition(" ")
            address = f"person.{number}@ons.gov.uk"
            private = (
                given,
                surname or given,
                f"29:person-{number}",
                self.directory_id(number),
                address,
            )
            for word in (*private, f"a:chat-{number}", LOCALE, TIME_ZONE):
                assert word not in told, f"the team was told {word!r}"

    def case_reference(self) -> str:
        """Return the reference of the newest case."""
        found = re.search(r"C-[0-9A-Z]{4}-[0-9A-Z]{4}", str(self.case_card()))
        assert found is not None
        return found[0]


@dataclass
class Person:
    """Somebody who types and presses."""

    world: World
    name: str
    number: int
    channel: str = ""

    @property
    def chat(self) -> str:
        return self.channel or f"a:chat-{self.number}"

    async def say(self, text: str, **changes: Any) -> list[dict[str, Any]]:
        """Type something; return what the bot then wrote here."""
        before = len(self.heard())
        activity = self.activity(text=text, **changes)
        response = await self.post(activity)
        assert response.status == 200, await response.text()
        if text.lower().startswith("share my name"):
            self.world.named.add(self.number)
        return self.heard()[before:]

    async def mention(self, text: str) -> list[dict[str, Any]]:
        """Type something to the bot where others read along."""
        entity = {"type": "mention", "text": "<at>Bot</at>", "mentioned": {"id": f"28:{APP_ID}"}}
        return await self.say(f"<at>Bot</at> {text}", entities=[entity])

    async def press(self, card: Mapping[str, Any], title: str, **inputs: Any) -> dict[str, Any]:
        """Press a card's button; return the answer: a card, or a message in `value`."""
        response = await self.post(self.pressing(card, title, **inputs))
        assert response.status == 200, await response.text()
        answer: dict[str, Any] = await response.json()
        if title == "Share my name" or inputs.get("share_name") == "true":
            self.world.named.add(self.number)
        if self.channel == TRIAGE:
            self.world.answers.append(json.dumps(answer, ensure_ascii=False))
        return answer

    def pressing(self, card: Mapping[str, Any], title: str, **inputs: Any) -> dict[str, Any]:
        """Return the activity of a pressed button."""
        data = button(card, title)["data"] | inputs
        action = {"type": "Action.Execute", "data": data}
        return self.activity(
            type="invoke",
            name="adaptiveCard/action",
            text=None,
            value={"action": action, "trigger": "manual"},
        )

    async def post(self, activity: dict[str, Any]) -> Any:
        """Post an activity with a good token."""
        headers = {"Authorization": f"Bearer {self.world.token()}"}
        return await self.world.client.post("/api/messages", json=activity, headers=headers)

    def heard(self) -> list[dict[str, Any]]:
        """Return all messages that the bot wrote here, typing indicators apart."""
        return [m for m in self.world.connector.posted(self.chat) if m["type"] == "message"]

    def activity(self, **changes: Any) -> dict[str, Any]:
        """Return an activity of this person's, with an id of its own."""
        self.world.activities += 1
        data: dict[str, Any] = {"tenant": {"id": TENANT_ID}}
        if self.channel:
            data |= {"team": {"id": TEAM}, "channel": {"id": self.channel}}
        return message(
            **{
                "id": f"activity-{self.world.activities}",
                "serviceUrl": self.world.connector.service_url,
                "from": {
                    "id": f"29:person-{self.number}",
                    "name": self.name,
                    "aadObjectId": self.world.directory_id(self.number),
                },
                "conversation": {
                    "conversationType": "channel" if self.channel else "personal",
                    "id": self.chat,
                },
                "channelData": data,
                "attachments": None,
                "locale": "en-GB" if self.channel else LOCALE,
                "localTimezone": "Europe/London" if self.channel else TIME_ZONE,
            }
            | changes
        )


def card_of(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return the card of a message."""
    (attachment,) = sent["attachments"]
    content: dict[str, Any] = attachment["content"]
    return content


def button(card: Any, title: str) -> dict[str, Any]:
    """Return the card's button of that title."""
    found = [a for a in actions(card) if a.get("title") == title]
    assert found, f"no button {title!r} among {[a.get('title') for a in actions(card)]}"
    return found[0]


def actions(node: Any) -> list[dict[str, Any]]:
    """Return all buttons of a card, nested cards' too, fallbacks apart."""
    if isinstance(node, list):
        return [action for item in node for action in actions(item)]
    if not isinstance(node, dict):
        return []
    own = [node] if str(node.get("type", "")).startswith("Action.") else []
    inner = [value for key, value in node.items() if key not in {"fallback", "data"}]
    return own + [action for value in inner for action in actions(value)]


def words(node: Any) -> str:
    """Return all that a card or a message shows, as one text."""
    if isinstance(node, list):
        return "\n".join(words(item) for item in node)
    if not isinstance(node, dict):
        return ""
    own = [str(node[key]) for key in ("text", "title", "label", "value") if key in node]
    return "\n".join([*own, *(words(v) for k, v in node.items() if k not in {"data", "fallback"})])


def _records(path: Path) -> str:
    return f"sqlite:///{path}" if path.exists() else new_sqlite(path)


async def _only_when_asked(_engine: EmbeddedEngine) -> None:
    """Stand in for the engine: `World.deliver` delivers, so that nothing happens beside a test."""


@asynccontextmanager
async def running_world(
    issuer: Issuer,
    connector: StubConnector,
    toolbox: Toolbox,
    folder: Path,
    *,
    with_engine: bool = False,
    fetcher: Fetcher | None = None,
    watch: Watch | None = None,
    **changes: Any,
) -> AsyncIterator[World]:
    """Run the real service over a SQLite database, or the one in `changes` of the settings.

    Without the engine, deliveries happen when they are hurried, or when a test says `deliver`.
    """
    clock = Clock()
    database = str(changes.get("database_url") or "")
    if database:
        await migrate(database)
    else:
        database = _records(folder / "records.sqlite3")
    usual: dict[str, Any] = {
        "app_id": APP_ID,
        "tenant_id": TENANT_ID,
        "issuer": ISSUER,
        "openid_metadata_url": issuer.metadata_url,
        "database_url": database,
        "encryption_key": SecretStr(KEY),
        "triage_team_id": TEAM,
        "triage_channel_id": TRIAGE,
        "triage_service_url": connector.service_url,
        "public_url": PUBLIC,
    }
    settings = Settings(**(usual | changes))
    given = Parts(bearer=NoBearer(), toolbox=toolbox, fetcher=fetcher, watch=watch, clock=clock)
    app = await build_app(settings, given)
    engine = EmbeddedEngine.run if with_engine else _only_when_asked
    with patch.object(EmbeddedEngine, "run", engine):
        client = TestClient(TestServer(app))
        await client.start_server()
    async with client:
        world = World(client, connector, issuer, clock)
        yield world
        world.check_nothing_leaked()
