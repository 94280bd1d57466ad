"""Only one local run at a time: two would share a database, and each other's pages."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from bot.local.errors import LocalRunError
from bot.local.folder import make_local


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold a folder for this process; the hold ends with it. Raises LocalRunError."""
    with (make_local(folder) / "running.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise LocalRunError(
                f"The bot is already running from this folder ({folder}). Stop it first."
            ) from error
        yield
