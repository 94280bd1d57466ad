"""The Bot Connector service of the benchmark, in a process of its own: takes everything at once."""

import sys
from typing import Any

from aiohttp import web

LAST: dict[str, Any] = {}
TAKEN = [0]


async def take(request: web.Request) -> web.Response:
    """Take a message; the last one of each conversation can be asked for.

    A typing indicator is no message: a slow machine makes the bot send some.
    """
    activity = await request.json()
    if activity["type"] == "message":
        LAST[request.match_info["chat"]] = activity
        TAKEN[0] += 1
    return web.json_response({"id": "sent"})


async def last(request: web.Request) -> web.Response:
    """Return the last message of a conversation."""
    return web.json_response(LAST.get(request.match_info["chat"]))


async def taken(_request: web.Request) -> web.Response:
    """Return how many messages came."""
    return web.json_response(TAKEN[0])


def main() -> None:
    """Serve on the port that is given."""
    app = web.Application()
    for path in ("/v3/conversations/{chat}/activities", "/v3/conversations/{chat}/activities/{id}"):
        app.router.add_route("*", path, take)
    app.router.add_get("/last/{chat}", last)
    app.router.add_get("/taken", taken)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)


if __name__ == "__main__":
    main()
