"""Starts the bot and talks to it in this terminal: `python -m bot.local.chat`."""

import argparse
import asyncio
import sys
from pathlib import Path

import aiohttp

from bot.local.bot_part import bot_part, local_settings, migrate
from bot.local.chat.connector import StandIn, receiving
from bot.local.chat.conversation import Talk
from bot.local.chat.endpoint import Endpoint
from bot.local.chat.keyboard import keyboard
from bot.local.chat.mailbox import Mailbox
from bot.local.chat.screen import Screen
from bot.local.chat.seats import SEATS
from bot.local.errors import LocalRunError
from bot.local.folder import LOCAL, logs_in
from bot.local.only_one import only_one
from bot.local.people import COLLEAGUES
from bot.local.ports import LOOPBACK, any_free, check_chat_port, read_port
from bot.local.supervisor import Supervisor, asked_to_stop, supervised


def main() -> int:
    """Run the client. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bot.local.chat", description=__doc__)
    parser.add_argument("--port", default="", help="the bot's port; any free one without it")
    parser.add_argument("--folder", type=Path, default=LOCAL, help="where its things are kept")
    given = parser.parse_args()
    folder = given.folder.resolve()
    try:
        port = read_port("PORT", given.port) if given.port else any_free()
        with only_one(folder):
            check_chat_port(port)
            asyncio.run(_until_stopped(port, folder))
    except LocalRunError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


async def _until_stopped(port: int, folder: Path) -> None:
    """Talk until the input ends or somebody stops it. Raises LocalRunError."""
    stop = asyncio.ensure_future(asked_to_stop())
    life = asyncio.ensure_future(_live(port, folder))
    await asyncio.wait({stop, life}, return_when=asyncio.FIRST_COMPLETED)
    if not life.done():
        # Waited for, so that the terminal is given back as it was, and the bot is stopped.
        life.cancel()
        await asyncio.wait({life})
    if not life.cancelled():
        life.result()
    print("Stopped.", flush=True)


async def _live(port: int, folder: Path) -> None:
    """Start the bot, talk, and stop it."""
    mailbox = Mailbox(frozenset(SEATS))
    async with receiving(_stand_in(mailbox), folder) as service_url, supervised() as supervisor:
        settings, notice = local_settings(folder, service_url)
        print(f"{notice}Starting the bot ...", flush=True)
        await asyncio.to_thread(migrate, settings)
        await supervisor.start([bot_part(settings, port, folder)])
        print(f"It listens on http://{LOOPBACK}:{port}. Logs are in {logs_in(folder)}.\n")
        async with aiohttp.ClientSession() as session:
            endpoint = Endpoint(session, f"http://{LOOPBACK}:{port}/api/messages", service_url)
            screen = Screen()
            talk = Talk(keyboard(screen.echo), screen, mailbox, endpoint)
            await _while_it_lives(talk, supervisor)


async def _while_it_lives(talk: Talk, supervisor: Supervisor) -> None:
    """Talk until the input ends. Raises LocalRunError where the bot ends first."""
    talking = asyncio.ensure_future(talk.run())
    death = asyncio.ensure_future(supervisor.first_death())
    try:
        await asyncio.wait({talking, death}, return_when=asyncio.FIRST_COMPLETED)
        if death.done():
            raise death.result()
        talking.result()
    finally:
        for one in (talking, death):
            one.cancel()
        await asyncio.wait({talking, death})


def _stand_in(mailbox: Mailbox) -> StandIn:
    seats = SEATS.values()
    return StandIn(
        mailbox,
        personal_chats={seat.person.id: seat.chat for seat in seats if not seat.in_channel},
        members={
            seat.chat: (seat.person, *(COLLEAGUES if seat.in_channel else ())) for seat in seats
        },
    )


if __name__ == "__main__":
    sys.exit(main())
