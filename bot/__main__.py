"""The command line: run the service, ready its database, list what waits for somebody."""

import argparse
import asyncio
import gc
import logging
import sys
from uuid import UUID

from aiohttp import web

from bot.app import Parts, build_app
from bot.gaps import gaps
from bot.logs import AccessLog, set_up_logs
from bot.settings import Settings, SettingsError, load_settings
from bot.settings_page import settings_page
from bot.stuck_deliveries import deliveries
from policy_content.problems import PolicyProblems
from storage.errors import StorageError
from storage.migrations import migrate

_PURPOSES = {
    "serve": "run the service",
    "migrate": "ready the database",
    "deliveries": "list what could not be delivered, or requeue one of them",
    "settings": "print the reference of all settings, docs/settings.md",
    "gaps": "list the questions that had no answer that helped, for the policy owner",
}


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit status. Expected errors are a sentence on standard error."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, purpose in _PURPOSES.items():
        command = commands.add_parser(name, help=purpose, description=purpose)
        command.add_argument(
            "--local", action="store_true", help="check no tokens; on 127.0.0.1 only"
        )
    serve = commands.choices["serve"]
    serve.add_argument("--host", help="the address to listen on, instead of BOT_HOST")
    serve.add_argument("--port", type=int, help="the port to listen on, instead of BOT_PORT")
    stuck = commands.choices["deliveries"]
    stuck.add_argument("what", nargs="?", choices=("list", "requeue"), default="list")
    stuck.add_argument("id", nargs="?", type=UUID, help="the delivery to requeue")
    given = parser.parse_args(arguments)
    if given.command == "deliveries" and (given.what == "requeue") != (given.id is not None):
        stuck.error("requeue needs the id of a delivery, and list takes none")
    try:
        _run(given)
    except (SettingsError, PolicyProblems, StorageError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _run(given: argparse.Namespace) -> None:
    if given.command == "serve":
        _serve(load_settings(local=given.local, host=given.host, port=given.port))
        return
    if given.command == "settings":
        sys.stdout.write(settings_page())
        return
    settings = load_settings(local=given.local)
    if given.command == "migrate":
        asyncio.run(migrate(settings.database_url))
    else:
        lines = gaps(settings) if given.command == "gaps" else deliveries(settings, given.id)
        sys.stdout.writelines(f"{line}\n" for line in asyncio.run(lines))


async def built(settings: Settings, parts: Parts | None = None) -> web.Application:
    """Build the service for a process that does nothing else.

    What is there then stays as long as the process: the collector need not look at it again and
    again (policy, models and modules, some hundred thousand objects).
    """
    app = await build_app(settings, parts)
    gc.collect()
    gc.freeze()
    return app


def _serve(settings: Settings) -> None:
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
