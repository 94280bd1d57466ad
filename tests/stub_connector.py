"""A stand-in for the Bot Connector service: records what it is sent, fails as it is told to."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Taken:
    """A request that the stub took. `activity_id` is what it replied to or replaced, or empty."""

    method: str
    conversation: str
    activity_id: str
    body: dict[str, Any]
    authorization: str
    id: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Answer with a status; `code` is the error's code, as the service would give it."""

    status: int
    retry_after: str | None = None
    code: str = ""
    text: str | None = None


Drop = Literal["hangs", "resets", "takes-and-drops"]
Behaviour = Answers | Drop


class StubConnector:
    """The stub. Behaviours in `next` are used up one a request; after them it takes everything."""

    def __init__(self) -> None:
        self.next: deque[Behaviour] = deque()
        # Asked once `next` is used up; gives None for a message that is taken as usual.
        self.chance: Callable[[], Behaviour | None] | None = None
        self.taken: list[Taken] = []
        self.requests = 0
        self.moments: list[float] = []
        """When each request came, by the monotonic clock."""
        self.authorizations: list[str] = []
        self.members: dict[str, list[dict[str, Any]]] = {}
        self.page_size = 500
        self.entries: dict[str, dict[str, Any]] = {}
        """What the roster says of a person, by their id, or by a conversation's id and theirs.

        Empty where it does not know them.
        """
        self.looked_up: list[str] = []
        self.service_url = ""
        self._released = asyncio.Event()

    def posted(self, conversation: str | None = None) -> list[dict[str, Any]]:
        """Return the activities posted, to one conversation or to all, oldest first."""
        return [
            taken.body
            for taken in self.taken
            if taken.method == "POST" and conversation in {None, taken.conversation}
        ]

    def routes(self) -> web.Application:
        """Return the application."""
        app = web.Application(client_max_size=2**21)
        conversation = "/v3/conversations/{conversation}"
        app.router.add_post("/v3/conversations", self._open)
        app.router.add_post(f"{conversation}/activities", self._activity)
        app.router.add_post(f"{conversation}/activities/{{activity}}", self._activity)
        app.router.add_put(f"{conversation}/activities/{{activity}}", self._activity)
        app.router.add_get(f"{conversation}/pagedmembers", self._members)
        app.router.add_get(f"{conversation}/members/{{person}}", self._member)
        return app

    def release(self) -> None:
        """Let go of requests that hang."""
        self._released.set()

    async def _activity(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        activity_id = request.match_info.get("activity", "")
        taken = Taken(
            method=request.method,
            conversation=request.match_info["conversation"],
            activity_id=activity_id,
            body=body,
            authorization=request.headers.get("Authorization", ""),
            id=activity_id if request.method == "PUT" else f"sent-{len(self.taken) + 1}",
        )
        return await self._behave(request, taken, {"id": taken.id})

    async def _open(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        return await self._behave(request, None, {"id": f"a:{body['members'][0]['id']}"})

    async def _members(self, request: web.Request) -> web.StreamResponse:
        everybody = self.members.get(request.match_info["conversation"], [])
        start = int(request.query.get("continuationToken", "0"))
        end = start + self.page_size
        page: dict[str, Any] = {"members": everybody[start:end]}
        if end < len(everybody):
            page["continuationToken"] = str(end)
        return await self._behave(request, None, page)

    async def _member(self, request: web.Request) -> web.StreamResponse:
        """Name a member of staff, or what `entries` holds; no behaviour is used up by it."""
        person = request.match_info["person"]
        self.looked_up.append(person)
        here = f"{request.match_info['conversation']} {person}"
        usual = self.entries.get(person, {"id": person, "userRole": "user"})
        entry = self.entries.get(here, usual)
        return web.json_response(entry) if entry else _answer(Answers(404))

    async def _behave(
        self, request: web.Request, taken: Taken | None, answer: dict[str, Any]
    ) -> web.StreamResponse:
        self.requests += 1
        self.moments.append(time.monotonic())
        self.authorizations.append(request.headers.get("Authorization", ""))
        # A typing indicator comes or not, as the machine is busy: it never uses up a behaviour.
        counts = taken is None or taken.body.get("type") != "typing"
        behaviour = self.next.popleft() if self.next and counts else None
        if behaviour is None and counts and self.chance is not None:
            behaviour = self.chance()
        if isinstance(behaviour, Answers):
            if 200 <= behaviour.status < 300 and taken is not None:
                self.taken.append(taken)
            return _answer(behaviour)
        if behaviour == "hangs":
            await self._released.wait()
        if behaviour == "takes-and-drops" and taken is not None:
            self.taken.append(taken)
        if behaviour is not None:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        if taken is not None:
            self.taken.append(taken)
        return web.json_response(answer)


def _answer(behaviour: Answers) -> web.Response:
    headers = {} if behaviour.retry_after is None else {"Retry-After": behaviour.retry_after}
    if behaviour.status in {301, 302, 307, 308}:
        headers["Location"] = "http://127.0.0.1:9/elsewhere"
    if behaviour.text is not None:
        return web.Response(status=behaviour.status, text=behaviour.text, headers=headers)
    body = {"error": {"code": behaviour.code, "message": "words that no log may hold"}}
    return web.json_response(body, status=behaviour.status, headers=headers)


@asynccontextmanager
async def running_stub_connector() -> AsyncIterator[StubConnector]:
    """Run the stub on loopback for as long as the block lasts."""
    stub = StubConnector()
    runner = web.AppRunner(stub.routes(), shutdown_timeout=0.1, handle_signals=False)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    stub.service_url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    try:
        yield stub
    finally:
        stub.release()
        await runner.cleanup()
