"""Runs the bot with two chat pages, until Ctrl-C: `python -m bot.local`."""

import argparse
import asyncio
import shutil
import sys
from pathlib import Path

from bot.local.bot_part import bot_part, local_settings, migrate
from bot.local.errors import LocalRunError
from bot.local.folder import LOCAL
from bot.local.only_one import only_one
from bot.local.part import Part
from bot.local.people import PAGES
from bot.local.playground import page_part, service_url
from bot.local.ports import LOOPBACK, check_ports, read_port
from bot.local.supervisor import Supervisor, asked_to_stop, supervised


def main() -> int:
    """Run it all. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bot.local", description=__doc__)
    parser.add_argument("--port", default="3978", help="the bot's port")
    parser.add_argument("--playground-port", default="56150", help="the first page's port")
    parser.add_argument("--folder", type=Path, default=LOCAL, help="where its things are kept")
    given = parser.parse_args()
    try:
        port = read_port("PORT", given.port)
        first_page = read_port("PLAYGROUND_PORT", given.playground_port)
        folder = given.folder.resolve()
        with only_one(folder):
            return run_until_stopped(port, first_page, folder)
    except LocalRunError as error:
        print(error, file=sys.stderr)
        return 1


def run_until_stopped(port: int, first_page: int, folder: Path) -> int:
    """Start the bot and the pages; return when somebody stops them. Raises LocalRunError."""
    node = shutil.which("node")
    if node is None:
        raise LocalRunError("The chat pages need Node 20 or newer. Without it, run: make chat")
    check_ports(port, first_page)
    settings, notice = local_settings(folder, service_url(first_page + 1))
    print(notice, end="", flush=True)
    migrate(settings)
    page_ports = range(first_page, first_page + len(PAGES))
    pages = [
        page_part(page, page_port, port, folder / page.slug, node)
        for page, page_port in zip(PAGES, page_ports, strict=True)
    ]
    return asyncio.run(_run([bot_part(settings, port, folder), *pages]))


async def _run(parts: list[Part]) -> int:
    stop = asyncio.ensure_future(asked_to_stop())
    async with supervised() as supervisor:
        life = asyncio.ensure_future(_live(supervisor, parts))
        await asyncio.wait({stop, life}, return_when=asyncio.FIRST_COMPLETED)
        if life.done():
            raise life.result()
        life.cancel()
        print("\nStopping ...", flush=True)
    print("Stopped.", flush=True)
    return 0


async def _live(supervisor: Supervisor, parts: list[Part]) -> LocalRunError:
    """Run until a part dies; return what there is to say about that. Raises LocalRunError."""
    print("Starting the bot and its two pages ...", flush=True)
    await supervisor.start(parts)
    print(_addresses(parts), flush=True)
    return await supervisor.first_death()


def _addresses(parts: list[Part]) -> str:
    """Say where everything is, once it runs."""
    bot, *page_parts = parts
    lines = ["", "Open both pages in a browser, each for one person:"]
    for page, part in zip(PAGES, page_parts, strict=True):
        lines.append(f"  http://{LOOPBACK}:{part.port}  {page.acting.name}, {page.title}")
    lines += [
        "",
        f"Reports arrive in the second page's channel “{PAGES[-1].channel_name}”.",
        f"The team's own page, to be read: http://{LOOPBACK}:{bot.port}/team",
        f"The bot listens on http://{LOOPBACK}:{bot.port}/api/messages.",
        f"Logs are in {bot.log.parent}.",
        "Press Ctrl-C to stop everything.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
