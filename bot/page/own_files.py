"""The page's style sheet and scripts, served by the service itself, never by anybody else."""

from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.settings.team import TEAMS_SCRIPT

FILES = Path(__file__).parent / "files"


def add_style(page: web.Application) -> None:
    """Add the style sheet."""
    page.router.add_get("/page.css", _file(FILES / "page.css", "text/css"))


def add_scripts(page: web.Application) -> None:
    """Add the page's own script and that of Teams, which it signs people in with."""
    page.router.add_get("/tab.js", _file(FILES / "tab.js", "text/javascript"))
    page.router.add_get("/teams.js", _file(TEAMS_SCRIPT, "text/javascript"))


def _file(file: Path, content_type: str) -> Handler:
    body = file.read_bytes()

    async def serve(_request: web.Request) -> web.Response:
        return web.Response(body=body, content_type=content_type, charset="utf-8")

    return serve
