"""The Bot Connector service of the benchmark, in a process of its own: takes everything at once."""

import sys
from typing import Any

from aiohttp import web

LAST: dict[str, Any] = {}


async def take(request: web.Request) -> web.Response:
    """Take a message; the last one of each conversation can be asked for."""
    LAST[request.match_info["chat"]] = await request.json()
    return web.json_response({"id": "sent"})


async def last(request: web.Request) -> web.Response:
    """Return the last message of a conversation."""
    return web.json_response(LAST.get(request.match_info["chat"]))


def main() -> None:
    """Serve on the port that is given."""
    app = web.Application()
    for path in ("/v3/conversations/{chat}/activities", "/v3/conversations/{chat}/activities/{id}"):
        app.router.add_route("*", path, take)
    app.router.add_get("/last/{chat}", last)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)


if __name__ == "__main__":
    main()
