"""The command line: run the service, and what its operator does beside it."""

import argparse
import asyncio
import gc
import logging
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from aiohttp import web

from bot.commands import data_commands
from bot.commands.gaps import gaps
from bot.commands.settings_page import settings_page
from bot.commands.stuck_deliveries import deliveries
from bot.observability.logs import AccessLog, set_up_logs
from bot.settings import Settings, SettingsError, load_settings
from dialogs.languages import speak
from policy_content.problems import PolicyProblems
from storage.errors import StorageError
from storage.records import Subject

if TYPE_CHECKING:
    from bot.wiring.parts import Parts

PURPOSES = {
    "serve": "run the service",
    "migrate": "ready the database",
    "deliveries": "list what could not be delivered, or requeue one of them",
    "settings": "print the reference of all settings, docs/settings.md",
    "gaps": "list the questions that had no answer that helped, for the policy owner",
    "rewrap": "encrypt everything anew with the current key, while the service runs",
    "restored": "after a backup was restored, before the service starts",
    "hold": "keep a case from being erased (a legal hold), or end that",
    "data": "give out or erase what is held about a person",
}


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit status. Expected errors are a sentence on standard error."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, purpose in PURPOSES.items():
        command = commands.add_parser(name, help=purpose, description=purpose)
        command.add_argument(
            "--local", action="store_true", help="check no tokens; on 127.0.0.1 only"
        )
    serve = commands.choices["serve"]
    serve.add_argument("--host", help="the address to listen on, instead of BOT_HOST")
    serve.add_argument("--port", type=int, help="the port to listen on, instead of BOT_PORT")
    _describe_data_commands(commands.choices)
    commands.choices["migrate"].add_argument(
        "--stopped", action="store_true", help="no service uses the database meanwhile"
    )
    stuck = commands.choices["deliveries"]
    stuck.add_argument("what", nargs="?", choices=("list", "requeue"), default="list")
    stuck.add_argument("id", nargs="?", type=UUID, help="the delivery to requeue")
    given = parser.parse_args(arguments)
    if given.command == "deliveries" and (given.what == "requeue") != (given.id is not None):
        stuck.error("requeue needs the id of a delivery, and list takes none")
    try:
        if given.command == "serve":
            _serve(load_settings(local=given.local, host=given.host, port=given.port))
        elif given.command == "settings":
            sys.stdout.write(settings_page())
        else:
            lines = asyncio.run(_lines_of(given, load_settings(local=given.local)))
            sys.stdout.writelines(f"{line}\n" for line in lines)
    except (SettingsError, PolicyProblems, StorageError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _describe_data_commands(commands: Mapping[str, argparse.ArgumentParser]) -> None:
    commands["rewrap"].add_argument(
        "--undo",
        action="store_true",
        help="as before there were keys of cases and reports, to go back to that version",
    )
    commands["hold"].add_argument("case", help="the case's reference, C-…")
    commands["hold"].add_argument("state", choices=["on", "off"])
    data = commands["data"]
    data.add_argument("does", choices=["export", "erase"])
    data.add_argument("person", help="their directory object id")
    data.add_argument("--email", default="", help="their work e-mail, to find them as an author")
    data.add_argument("--yes", action="store_true", help="erase it, instead of telling what would")


async def _lines_of(given: argparse.Namespace, settings: Settings) -> Iterable[str]:
    """Carry out a command; return what it says. Raises StorageError."""
    match given.command:
        case "migrate":
            # Alembic and its templates take a tenth of a second that the service does without.
            from storage.migrations import migrate  # noqa: PLC0415 - see above

            await migrate(settings.database_url, stopped=given.stopped)
            return ()
        case "deliveries":
            return await deliveries(settings, given.id)
        case "gaps":
            return await gaps(settings)
    return await _lines_about_data(given, settings)


async def _lines_about_data(given: argparse.Namespace, settings: Settings) -> Iterable[str]:
    match given.command:
        case "data":
            return await _data(given, settings)
        case "hold":
            return await data_commands.held(settings, given.case, on=given.state == "on")
        case "restored":
            return await data_commands.restored(settings)
    return await (data_commands.undone if given.undo else data_commands.rewrapped)(settings)


async def _data(given: argparse.Namespace, settings: Settings) -> Iterable[str]:
    subject = Subject(person=given.person, work_email=given.email)
    if given.does == "export":
        return await data_commands.exported(settings, subject)
    return await data_commands.erased(settings, subject, for_good=given.yes)


async def built(settings: Settings, parts: "Parts | None" = None) -> web.Application:
    """Build the service for a process that does nothing else.

    What is there then stays as long as the process: the collector need not look at it again and
    again (policy, models and modules, some hundred thousand objects).
    """
    # With the application the bot's sentences are read, in the language that was chosen before.
    from bot.app import build_app  # noqa: PLC0415

    app = await build_app(settings, parts)
    gc.collect()
    gc.freeze()
    return app


def _serve(settings: Settings) -> None:
    speak(settings.language)
    set_up_logs()
    try:
        web.run_app(
            built(settings),
            host=settings.host,
            port=settings.port,
            print=None,
            access_log_class=AccessLog,
            access_log=logging.getLogger("bot.access"),
            shutdown_timeout=10.0,
        )
    except OSError as error:
        # A port is taken, or the address is not this machine's.
        ports = " or ".join(str(port) for port in (settings.port, settings.metrics_port) if port)
        sys.stderr.write(f"Cannot listen on {settings.host}:{ports}. ")
        raise SystemExit(f"{error.strerror or 'The address cannot be used'}.") from None


if __name__ == "__main__":
    sys.exit(main())
