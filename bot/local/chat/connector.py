"""A little stand-in for the Bot Connector service: what the bot sends arrives here."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.local.chat.mailbox import Mailbox
from bot.local.folder import make_local
from bot.local.people import Person
from bot.local.ports import LOOPBACK, is_free

PORT_FILE = "chat.port"


@dataclass(frozen=True, slots=True)
class StandIn:
    """The part of the service's REST API, version 3, that the bot uses.

    `personal_chats` are the one-to-one chats by their person's id; `members` those of each chat.
    """

    mailbox: Mailbox
    personal_chats: Mapping[str, str]
    members: Mapping[str, tuple[Person, ...]]

    def routes(self) -> web.Application:
        """Return the stand-in's application."""
        app = web.Application()
        chat = "/v3/conversations/{chat}"
        app.router.add_post("/v3/conversations", self._open)
        app.router.add_post(f"{chat}/activities", self._post)
        app.router.add_post(f"{chat}/activities/{{id}}", self._post)
        app.router.add_put(f"{chat}/activities/{{id}}", self._put)
        app.router.add_get(f"{chat}/pagedmembers", self._members)
        return app

    async def _open(self, request: web.Request) -> web.Response:
        """Find somebody's one-to-one chat; for a stranger, refuse as Teams does."""
        person = (await request.json())["members"][0]["id"]
        if person not in self.personal_chats:
            return _refused(403, "BotNotInConversationRoster")
        return web.json_response({"id": self.personal_chats[person]}, status=201)

    async def _post(self, request: web.Request) -> web.Response:
        try:
            sent = self.mailbox.post(request.match_info["chat"], await request.json())
        except KeyError:
            return _refused(404, "ConversationNotFound")
        return web.json_response({"id": sent}, status=201)

    async def _put(self, request: web.Request) -> web.Response:
        message = request.match_info["id"]
        try:
            self.mailbox.put(request.match_info["chat"], message, await request.json())
        except KeyError:
            return _refused(404, "ConversationNotFound")
        return web.json_response({"id": message})

    async def _members(self, request: web.Request) -> web.Response:
        chat = request.match_info["chat"].split(";", 1)[0]
        if chat not in self.members:
            return _refused(404, "ConversationNotFound")
        members = [
            {"id": one.id, "name": one.name, "aadObjectId": one.directory_id}
            for one in self.members[chat]
        ]
        return web.json_response({"members": members})


@asynccontextmanager
async def receiving(stand_in: StandIn, folder: Path) -> AsyncIterator[str]:
    """Receive for as long as the block lasts; give the service URL.

    The port is the one of the run before where it is free: what the bot still owes to a chat of
    that run, such as news of a report, then arrives in this one.
    """
    runner = web.AppRunner(stand_in.routes(), handle_signals=False, shutdown_timeout=1.0)
    await runner.setup()
    try:
        remembered = make_local(folder) / PORT_FILE
        await web.TCPSite(runner, LOOPBACK, _port_before(remembered)).start()
        port = runner.addresses[0][1]
        remembered.write_text(f"{port}\n", encoding="ascii")
        yield f"http://{LOOPBACK}:{port}/"
    finally:
        await runner.cleanup()


def _port_before(remembered: Path) -> int:
    """Return the port of the run before, 0 (any) where there was none or it is taken."""
    try:
        port = int(remembered.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
    return port if 0 < port < 65536 and is_free(port) else 0


def _refused(status: int, code: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": "Refused."}}, status=status)
