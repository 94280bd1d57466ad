"""A little stand-in for the Bot Connector service: what the bot sends arrives here."""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.local.ports import LOOPBACK

Activity = dict[str, Any]


@dataclass(slots=True)
class Received:
    """What the bot wrote, by conversation and message id, in order; `unread` is not shown yet."""

    messages: dict[str, dict[str, Activity]] = field(default_factory=lambda: defaultdict(dict))
    unread: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    service_url: str = ""

    def take_unread(self, chat: str) -> list[Activity]:
        """Return the messages of a chat that were not shown yet, each in its newest form."""
        ids = dict.fromkeys(self.unread.pop(chat, []))
        return [self.messages[chat][one] for one in ids]

    def routes(self) -> web.Application:
        """Return the stand-in's application."""
        app = web.Application()
        chat = "/v3/conversations/{chat}"
        app.router.add_post("/v3/conversations", self._open)
        app.router.add_post(f"{chat}/activities", self._post)
        app.router.add_post(f"{chat}/activities/{{id}}", self._post)
        app.router.add_put(f"{chat}/activities/{{id}}", self._put)
        return app

    async def _open(self, request: web.Request) -> web.Response:
        body = await request.json()
        return web.json_response({"id": f"a:{body['members'][0]['id']}"})

    async def _post(self, request: web.Request) -> web.Response:
        chat = request.match_info["chat"]
        number = f"m{sum(map(len, self.messages.values())) + 1}"
        self._keep(chat, number, await request.json())
        return web.json_response({"id": number})

    async def _put(self, request: web.Request) -> web.Response:
        number = request.match_info["id"]
        self._keep(request.match_info["chat"], number, await request.json())
        return web.json_response({"id": number})

    def _keep(self, chat: str, number: str, activity: Activity) -> None:
        if activity.get("type") == "message":
            self.messages[chat][number] = {**activity, "id": number}
            self.unread[chat].append(number)


@asynccontextmanager
async def receiving() -> AsyncIterator[Received]:
    """Receive on a free port of this machine for as long as the block lasts."""
    received = Received()
    runner = web.AppRunner(received.routes(), handle_signals=False, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, LOOPBACK, 0).start()
        received.service_url = f"http://{LOOPBACK}:{runner.addresses[0][1]}/"
        yield received
    finally:
        await runner.cleanup()
