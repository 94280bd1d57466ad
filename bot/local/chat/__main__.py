"""Starts the bot and talks to it in this terminal: `python -m bot.local.chat`."""

import argparse
import asyncio
import sys
from pathlib import Path

import aiohttp

from bot.local.bot_part import bot_part, local_settings, migrate
from bot.local.chat.connector import receiving
from bot.local.chat.conversation import Talk
from bot.local.chat.screen import Screen
from bot.local.errors import LocalRunError
from bot.local.folder import LOCAL
from bot.local.only_one import only_one
from bot.local.ports import LOOPBACK, any_free
from bot.local.supervisor import supervised


def main() -> int:
    """Run the client. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bot.local.chat", description=__doc__)
    parser.add_argument("--folder", type=Path, default=LOCAL, help="where its things are kept")
    folder = parser.parse_args().folder.resolve()
    try:
        with only_one(folder):
            asyncio.run(_talk(folder))
    except LocalRunError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
    return 0


async def _talk(folder: Path) -> None:
    port = any_free()
    async with receiving() as received, supervised() as supervisor:
        settings, notice = local_settings(folder, received.service_url)
        print(notice, end="", flush=True)
        await asyncio.to_thread(migrate, settings)
        await supervisor.start([bot_part(settings, port, folder)])
        async with aiohttp.ClientSession() as session:
            endpoint = f"http://{LOOPBACK}:{port}/api/messages"
            await Talk(Screen(), received, session, endpoint).run()


if __name__ == "__main__":
    sys.exit(main())
