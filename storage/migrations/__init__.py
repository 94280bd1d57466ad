"""The database's schema, step by step. `await migrate(url)` brings it up to date.

A service of the release before goes on while a step runs, and after it: steps only add (expand),
and what is no longer used goes a release later (contract). A step that cannot keep to that says
`needs_stop = True`, and is taken only when told that nothing runs (docs/decisions/0026).
"""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.database.opening import open_database
from storage.database.revision import revision_of
from storage.errors import NeedsStop

FIRST_BESIDE = "0008"
"""The first step that the release before can run beside; none before it promised that."""

_ONE_AT_A_TIME = 7_402_511_907  # any number, but ours alone: the key of PostgreSQL's advisory lock


async def migrate(url: str, *, stopped: bool = False) -> None:
    """Bring the database up to date, in one transaction; does nothing where it is, or is ahead.

    `stopped` says that no service uses the database. Safe to call from several processes at once.
    Raises NeedsStop where it may only be done so, NotStored where the database cannot be
    reached, ValueError for a URL that is neither SQLite's nor PostgreSQL's.
    """

    def upgrade(config: Config) -> None:
        steps = _steps_left(config)
        if steps and not stopped and _in_use(config) and any(map(needs_stop, steps)):
            raise NeedsStop
        if steps:
            command.upgrade(config, "head")

    await _run(url, upgrade)


async def roll_back(url: str, revision: str = "base") -> None:
    """Undo every step after a revision; without one, all of them, and every record with them."""
    await _run(url, lambda config: command.downgrade(config, revision))


def every_step() -> list[str]:
    """Return the revisions of all steps, in their order."""
    return sorted(step.revision for step in ScriptDirectory(str(_FOLDER)).walk_revisions())


def needs_stop(revision: str) -> bool:
    """Tell whether a step may be taken only while no service runs."""
    if revision < FIRST_BESIDE:
        return True
    return bool(ScriptDirectory(str(_FOLDER)).get_revision(revision).module.needs_stop)


_FOLDER = Path(__file__).parent


def _steps_left(config: Config) -> list[str]:
    """Return the steps that the database lacks. Revisions are numbers, so that they compare."""
    there = revision_of(config.attributes["connection"])
    return [step for step in every_step() if step > there]


def _in_use(config: Config) -> bool:
    return bool(revision_of(config.attributes["connection"]))


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
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
