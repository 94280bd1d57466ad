"""What is sent to a bot, how many at once, and what that cost."""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.benchmarks.servers import Server
from tests.bot.activities import message
from tests.issuer import TENANT_ID

Turn = Callable[["Talker"], Awaitable[None]]
TURN_SECONDS = 30.0
_ids = itertools.count(1)


@dataclass(slots=True)
class Talker:
    """One simulated person in one chat; `card` is the one in front of them."""

    session: aiohttp.ClientSession
    server: Server
    headers: dict[str, str]
    service_url: str
    chat: str
    card: dict[str, Any] | None = None

    async def say(self, text: str) -> None:
        """Send a message."""
        await self._post(self._activity(text=text))

    async def press(self, data: dict[str, Any]) -> dict[str, Any]:
        """Press a button; return the card that comes in its place."""
        value = {"action": {"type": "Action.Execute", "data": data}, "trigger": "manual"}
        invoke = {"type": "invoke", "name": "adaptiveCard/action", "value": value, "text": None}
        answer: dict[str, Any] = await self._post(self._activity(**invoke))
        if answer["statusCode"] != 200 or not isinstance(answer["value"], dict):
            raise RuntimeError(f"a press was answered with {answer}")
        card: dict[str, Any] = answer["value"]
        return card

    async def last_message(self) -> dict[str, Any]:
        """Return the last message that the stub got for this chat, empty where there is none."""
        async with self.session.get(f"{self.service_url}last/{self.chat}") as response:
            return await response.json() or {}

    async def _post(self, activity: dict[str, Any]) -> Any:
        url, trusted = self.server.endpoint, self.server.trusted or True
        async with self.session.post(
            url, json=activity, headers=self.headers, ssl=trusted
        ) as response:
            if response.status >= 300:
                raise RuntimeError(f"answered with {response.status}: {await response.text()}")
            return await response.json() if response.content_type == "application/json" else None

    def _activity(self, **changes: Any) -> dict[str, Any]:
        person = {"id": f"29:{self.chat}", "name": "A Person", "aadObjectId": self.chat}
        conversation = {"conversationType": "personal", "id": self.chat, "tenantId": TENANT_ID}
        usual = {"id": f"bench-{next(_ids)}", "serviceUrl": self.service_url, "attachments": None}
        return message(**(usual | {"from": person, "conversation": conversation} | changes))


async def echo(talker: Talker) -> None:
    """Have a short text answered with a short text."""
    await talker.say("thanks")


async def question(talker: Talker) -> None:
    """Ask what the policy answers."""
    await talker.say("can I share a photo of the office on Instagram?")


async def typed_step(talker: Talker) -> None:
    """Go one step of a check forward, or back, by typing: state kept, a card sent."""
    if talker.card is None:
        await talker.say("should I post this?")
        talker.card = {}
    forward = not talker.card.get("forward", False)
    talker.card = {"forward": forward}
    await talker.say("1" if forward else "back")


async def pressed_step(talker: Talker) -> None:
    """Go one step of a check by pressing: state kept, the card replaced in place."""
    if talker.card is None:
        await talker.say("should I post this?")
        talker.card = (await talker.last_message())["attachments"][0]["content"]
    buttons = _executes(talker.card)
    back = [button for button in buttons if button["data"]["do"] == "check-back"]
    talker.card = await talker.press((back or buttons)[0]["data"])


async def report(talker: Talker) -> None:
    """Report a post that nobody reported before: form, review, send, and the card to the team.

    Three turns and a delivery in one: what is measured is all of them together.
    """
    number = next(_ids)
    await talker.say("report a post")
    form = (await talker.last_message())["attachments"][0]["content"]
    link = f"https://www.yammer.com/ons.gov.uk/#/Threads/show?threadId={number}"
    fields = {"link": link, "principle": "hard-breach.hacked", "account": f"Post {number}."}
    review = await talker.press(_titled(form, "Check before sending") | fields)
    await talker.press(_titled(review, "Send"))


def _titled(card: dict[str, Any], title: str) -> dict[str, Any]:
    """Return what the button of that title sends back."""
    [button] = [one for one in _executes(card) if one["title"] == title]
    data: dict[str, Any] = button["data"]
    return data


def _executes(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [button for item in node for button in _executes(item)]
    if not isinstance(node, dict):
        return []
    own = [node] if node.get("type") == "Action.Execute" else []
    return own + [b for key, v in node.items() if key != "fallback" for b in _executes(v)]


@dataclass(frozen=True, slots=True)
class Measured:
    """A round: turns, wall seconds, CPU seconds of the server, and each turn's seconds."""

    turns: int
    seconds: float
    cpu_seconds: float
    each: tuple[float, ...]


async def measure(server: Server, talkers: list[Talker], turn: Turn, turns: int) -> Measured:
    """Let the talkers take so many turns together, each waiting for its own answer."""
    left = itertools.repeat(None, turns)
    each: list[float] = []

    async def talk(talker: Talker) -> None:
        for _ in left:
            began = time.perf_counter()
            await turn(talker)
            each.append(time.perf_counter() - began)

    cpu, began = server.cpu(), time.perf_counter()
    await asyncio.gather(*(talk(talker) for talker in talkers))
    return Measured(turns, time.perf_counter() - began, server.cpu() - cpu, tuple(each))


def open_session() -> aiohttp.ClientSession:
    """Open the driver's session: as many connections as talkers, and no turn without an end."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0),
        timeout=aiohttp.ClientTimeout(total=TURN_SECONDS),
    )
