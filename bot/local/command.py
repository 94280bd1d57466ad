"""Runs one command of the bot over what local running keeps: `python -m bot.local.command gaps`."""

import os
import subprocess
import sys
from pathlib import Path

from bot.local.bot_part import local_settings, migrate
from bot.local.errors import LocalRunError
from bot.local.folder import LOCAL, ROOT
from bot.local.ports import LOOPBACK


def main(arguments: list[str], folder: Path = LOCAL) -> int:
    """Run the command with the local key and database; return its exit status."""
    # Nothing is delivered by such a command: the address need only be one.
    try:
        settings, notice = local_settings(folder, f"http://{LOOPBACK}/")
        print(notice, end="", flush=True)
        migrate(settings)
    except LocalRunError as error:
        print(error, file=sys.stderr)
        return 1
    ran = subprocess.run(  # noqa: S603  # the arguments are those of whoever runs this
        [sys.executable, "-m", "bot", *arguments, "--local"],
        cwd=ROOT,
        env={**os.environ, **settings},
        check=False,
    )
    return ran.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
