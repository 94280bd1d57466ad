"""The key that local records are encrypted with: made once, kept beside them."""

import base64
import os
import secrets
from pathlib import Path

from bot.local.errors import LocalRunError
from bot.local.folder import make_local


def local_key(key_file: Path, database: Path) -> tuple[str, bool]:
    """Return the key in base64, and whether it was made just now.

    Raises LocalRunError where records are there but their key is gone: a new key could not read
    them.
    """
    if key_file.exists():
        return key_file.read_text(encoding="ascii").strip(), False
    if database.exists():
        raise LocalRunError(
            f"{database.name} holds records, but their key, {key_file.name}, is gone. "
            f"Put the key back, or move {database.parent} away to start afresh."
        )
    key = base64.b64encode(secrets.token_bytes(32)).decode("ascii")
    make_local(key_file.parent)
    file = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="ascii") as opened:
        opened.write(f"{key}\n")
    return key, True


def notice_of_new_key(key_file: Path) -> str:
    """Say, so that nobody misses it, that a key was made and what it is good for."""
    return (
        f"\n  A NEW KEY was made: {key_file}\n"
        "  Reports kept on this machine can be read with it, and without it by nobody.\n"
        "  It is for trying the bot out here. Never use it for a real service.\n"
    )
