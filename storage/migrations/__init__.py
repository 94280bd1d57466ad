"""The database's schema, step by step. `await migrate(url)` brings it up to date."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from storage.database.opening import open_database

_ONE_AT_A_TIME = 7_402_511_907  # any number, but ours alone: the key of PostgreSQL's advisory lock


async def migrate(url: str) -> None:
    """Bring the database up to date, in one transaction; does nothing where it is.

    Safe to call from several processes at once. Raises NotStored where the database cannot be
    reached, ValueError for a URL that is neither SQLite's nor PostgreSQL's.
    """
    await _run(url, lambda config: command.upgrade(config, "head"))


async def roll_back(url: str, revision: str = "base") -> None:
    """Undo every step after a revision; without one, all of them, and every record with them."""
    await _run(url, lambda config: command.downgrade(config, revision))


async def _run(url: str, steps: Callable[[Config], None]) -> None:
    database = open_database(url)
    try:
        await database.write(lambda connection: steps(_config(connection)))
    finally:
        await database.close()


def _config(connection: Connection) -> Config:
    if connection.dialect.name == "postgresql":
        # Waiting for another to migrate, or filling a large table, takes as long as it takes.
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
    config = Config()
    # Options are read with % as a sign of its own, and a folder may be called anything.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
