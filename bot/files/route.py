"""GET /files/…: serves what a signed link opens, as a download and nothing else."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Self

from aiohttp import web

from bot.files.links import FileLinks, FileWanted, LinkRefused
from storage.errors import StorageError

log = logging.getLogger(__name__)

FILES = "/files"
# Text is saved, never shown: whatever is in it must not run, be kept by a cache or be indexed.
SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file to be saved. `name` is of plain letters, digits, dots and hyphens.

    A picture that the service made itself may be `shown` in the browser instead.
    """

    name: str
    content_type: str
    body: bytes = field(repr=False)
    shown: bool = False

    @classmethod
    def of_text(cls, name: str, content_type: str, text: str) -> Self:
        """Make a file of a text."""
        # The mark at the start tells older spreadsheet programs that this is UTF-8.
        return cls(name, content_type, text.encode("utf-8-sig", errors="replace"))

    def response(self) -> web.Response:
        """Return it as an answer: saved or shown, and inert either way."""
        how = "inline" if self.shown else "attachment"
        return web.Response(
            body=self.body,
            content_type=self.content_type,
            charset="utf-8" if self.content_type.startswith("text/") else None,
            headers=SAFE_HEADERS | {"Content-Disposition": f'{how}; filename="{self.name}"'},
        )


Writer = Callable[[FileWanted], Awaitable[File]]


def files_route(links: FileLinks, write: Writer) -> web.RouteDef:
    """Return the route. `write` makes the file as things stand now; it may raise StorageError."""

    async def serve(request: web.Request) -> web.Response:
        try:
            wanted = links.read(request.match_info["token"])
            file = await write(wanted)
        except LinkRefused as refusal:
            log.info("file.refused")
            return web.Response(status=404, text=str(refusal), headers=SAFE_HEADERS)
        except StorageError as error:
            log.warning("file.not-made", extra={"why": type(error).__name__})
            return web.Response(status=503, text=str(error), headers=SAFE_HEADERS)
        log.info("file.served", extra={"kind": wanted.kind.value})
        return file.response()

    return web.get(f"{FILES}/{{token}}", serve, allow_head=False)
