"""The bot as a local part: its settings, its migration, and how it is started."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.local.errors import LocalRunError
from bot.local.folder import ROOT, logs_in, make_local
from bot.local.key import local_key, notice_of_new_key
from bot.local.part import Part
from bot.local.people import INTERNAL_COMMUNICATIONS, TENANT
from bot.local.ports import LOOPBACK

# Here one person tries everything, often faster than people type: the limits stay out of the way.
# Setting a variable brings its limit back.
ROOM_TO_TRY = {"BOT_REPORTS_AN_HOUR": "200", "BOT_MESSAGES_A_MINUTE": "1000"}


def local_settings(folder: Path, triage_service_url: str) -> tuple[dict[str, str], str]:
    """Return the bot's settings for local running, and a notice to show (empty mostly).

    The triage channel is preset to that of the Internal Communications page: its team's
    installation arrives only once somebody opens the channel, and a report must not wait for that.
    What is already set in the environment stands. Raises LocalRunError.
    """
    make_local(folder)
    key_file, database = folder / "encryption.key", folder / "bot.sqlite3"
    key, is_new = local_key(key_file, database)
    desk = INTERNAL_COMMUNICATIONS
    settings = {
        "BOT_DATABASE_URL": f"sqlite:///{database}",
        "BOT_ENCRYPTION_KEY": key,
        "BOT_TENANT_ID": TENANT,
        "BOT_TRIAGE_TEAM_ID": desk.team,
        "BOT_TRIAGE_CHANNEL_ID": desk.channel,
        "BOT_TRIAGE_SERVICE_URL": triage_service_url,
        "BOT_OPERATORS": desk.acting.directory_id,
        "BOT_TEAM_PAGE": "true",
        "BOT_TEAM_PAGE_MEMBER": desk.acting.directory_id,
        **ROOM_TO_TRY,
    }
    set_already = {name: value for name, value in os.environ.items() if name.startswith("BOT_")}
    return {**settings, **set_already}, notice_of_new_key(key_file) if is_new else ""


def migrate(settings: Mapping[str, str]) -> None:
    """Bring the local database to the present schema. Raises LocalRunError."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "migrate", "--local", "--stopped"],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        end = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
        raise LocalRunError(f"{end}\nThe database could not be brought up to date.")


def bot_part(settings: Mapping[str, str], port: int, folder: Path) -> Part:
    """Return how the bot is started on a port, with callers unchecked, on this machine only."""
    return Part(
        name="the bot",
        command=(
            *(sys.executable, "-m", "bot.local.leash"),
            *("bot", "serve", "--local", "--host", LOOPBACK, "--port", str(port)),
        ),
        folder=ROOT,
        environment={"BOT_PUBLIC_URL": f"http://{LOOPBACK}:{port}", **settings},
        log=logs_in(folder) / "bot.log",
        port=port,
    )
