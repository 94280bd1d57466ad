"""A terminal client without a terminal: lines from a list, and what it prints as text."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from rich.console import Console
from typing_extensions import override

from bot.local.chat.connector import StandIn, receiving
from bot.local.chat.conversation import Talk
from bot.local.chat.endpoint import Endpoint
from bot.local.chat.keyboard import Keyboard
from bot.local.chat.mailbox import Mailbox
from bot.local.chat.screen import Screen
from bot.local.chat.seats import SEATS, STAFF_SEAT
from bot.local.people import STAFF

STAFF_CHAT = STAFF_SEAT.chat

Node = dict[str, Any]
Answer = Callable[[Node], Any]


class Lines(Keyboard):
    """Gives lines one by one; `live` ones wait for the next, as a person does."""

    def __init__(self, *lines: str, live: bool = False) -> None:
        self.live = live
        self.lines: asyncio.Queue[str | None] = asyncio.Queue()
        for one in (*lines, None) if not live else lines:
            self.lines.put_nowait(one)
        self.prompts: list[str] = []

    @override
    async def line(self, prompt: str, standing: str = "") -> str:
        self.prompts.append(prompt)
        typed = await self.lines.get()
        if typed is None:
            raise EOFError
        return typed or standing


@dataclass
class Desk:
    """A client with its stand-in, over a bot that answers each activity with `answer`."""

    talk: Talk
    keyboard: Lines
    output: StringIO
    mailbox: Mailbox
    service_url: str
    sent: list[Node] = field(default_factory=list)

    async def run(self) -> str:
        """Talk until the lines end; return what was printed."""
        await self.talk.run()
        return self.printed()

    def printed(self) -> str:
        """Return what was printed, frames taken off and white space collapsed."""
        return " ".join(self.output.getvalue().replace("│", " ").split())

    def write(self, *, chat: str = STAFF_CHAT, **activity: Any) -> str:
        """Write to a chat as the bot does; return the message's id."""
        return self.mailbox.post(chat, {"type": "message", **activity})

    def pressed(self) -> list[Node]:
        """Return the data of each button that the bot heard of."""
        return [one["value"]["action"]["data"] for one in self.sent if one["type"] == "invoke"]


def card(*body: Node, actions: tuple[Node, ...] = ()) -> Node:
    """Return the attachments of a message with this card."""
    content = {"type": "AdaptiveCard", "version": "1.5", "body": [*body], "actions": [*actions]}
    kind = "application/vnd.microsoft.card.adaptive"
    return {"attachments": [{"contentType": kind, "content": content}]}


def execute(title: str, **more: Any) -> Node:
    """Return a button that the bot hears of."""
    return {"type": "Action.Execute", "title": title, "data": {"do": title}, **more}


def text(words: str, **more: Any) -> Node:
    """Return a text block."""
    return {"type": "TextBlock", "text": words, **more}


def stand_in(mailbox: Mailbox) -> StandIn:
    """Return a stand-in that knows the member of staff."""
    return StandIn(mailbox, {STAFF.acting.id: STAFF_CHAT}, {STAFF_CHAT: (STAFF.acting,)})


@asynccontextmanager
async def a_desk(
    folder: Path, *lines: str, answer: Answer | None = None, live: bool = False
) -> AsyncIterator[Desk]:
    """Give a client; `answer` gives what an invoke is answered with (None: an empty 200)."""
    mailbox = Mailbox(frozenset(SEATS))
    sent: list[Node] = []

    async def hear(request: web.Request) -> web.Response:
        activity = await request.json()
        sent.append(activity)
        value = answer(activity) if answer else None
        return web.Response() if value is None else web.json_response({"value": value})

    app = web.Application()
    app.router.add_post("/api/messages", hear)
    runner = web.AppRunner(app, handle_signals=False)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
    output = StringIO()
    screen = Screen(Console(file=output, width=100, highlight=False, markup=False))
    keyboard = Lines(*lines, live=live)
    try:
        async with (
            receiving(stand_in(mailbox), folder) as service_url,
            aiohttp.ClientSession() as session,
        ):
            talk = Talk(keyboard, screen, mailbox, Endpoint(session, url, service_url))
            yield Desk(talk, keyboard, output, mailbox, service_url, sent)
    finally:
        await runner.cleanup()
