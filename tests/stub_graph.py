"""A stand-in for Microsoft Graph: gives what a stub connector took as a channel's messages."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from tests.stub_connector import StubConnector, Taken

GROUP = "7c1f0d3e-0000-4000-8000-00000000c0de"
A_PAGE = 50


@dataclass
class StubGraph:
    """The stub. It answers with `status`, where one is set, and else with what the channel has.

    `more` are messages of others, before the bot's own. `sender` is who posted what it took.
    `needs` is the only authorization that is taken, `next_link` and `text` stand for its own.
    """

    connector: StubConnector
    sender: str
    url: str = ""
    status: int = 200
    page_size: int = A_PAGE
    more: list[dict[str, Any]] = field(default_factory=list)
    needs: str = ""
    next_link: str = ""
    text: str = ""
    asked: list[web.Request] = field(default_factory=list)

    def routes(self) -> web.Application:
        """Return the application."""
        app = web.Application()
        app.router.add_get("/v1.0/teams/{group}/channels/{channel}/messages", self._list)
        return app

    async def _list(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        if self.status != 200:
            return web.json_response({"error": {"code": "no"}}, status=self.status)
        if self.needs and request.headers.get("Authorization") != self.needs:
            return web.json_response({"error": {"code": "InvalidToken"}}, status=401)
        if self.text:
            return web.Response(text=self.text)
        start = int(request.query.get("$skiptoken", "0"))
        found = [*self.more, *reversed(self._own(request.match_info["channel"]))]
        page: dict[str, Any] = {"value": found[start : start + self.page_size]}
        if start + self.page_size < len(found):
            link = request.url.update_query({"$skiptoken": str(start + self.page_size)})
            page["@odata.nextLink"] = str(link)
        if self.next_link:
            page["@odata.nextLink"] = self.next_link
        return web.json_response(page)

    def _own(self, channel: str) -> list[dict[str, Any]]:
        posts = [one for one in self.connector.taken if one.conversation == channel]
        return [as_message(one, self.sender) for one in posts if one.method == "POST"]


def as_message(taken: Taken, sender: str, at: datetime | None = None) -> dict[str, Any]:
    """Return a posted activity as Graph gives it: cards are text there."""
    cards = [
        {"contentType": one["contentType"], "content": json.dumps(one["content"])}
        for one in taken.body.get("attachments", [])
    ]
    moment = (at or datetime.now(UTC)).isoformat()
    return {
        "id": taken.id,
        "messageType": "message",
        "createdDateTime": moment,
        "lastModifiedDateTime": moment,
        "deletedDateTime": None,
        "from": {"application": {"id": sender, "applicationIdentityType": "bot"}, "user": None},
        "attachments": cards,
    }


@asynccontextmanager
async def running_stub_graph(connector: StubConnector, sender: str) -> AsyncIterator[StubGraph]:
    """Run the stub on loopback for as long as the block lasts."""
    stub = StubGraph(connector, sender)
    runner = web.AppRunner(stub.routes(), handle_signals=False)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    stub.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield stub
    finally:
        await runner.cleanup()
