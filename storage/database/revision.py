"""Which step of its schema a database has reached, and whether this release can run on it."""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.errors import NotMigrated

_STEPS = Path(__file__).parents[1] / "migrations" / "versions"


def revision_of(connection: Connection) -> str:
    """Return the last step that was taken, empty for a database without any."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def check_revision(connection: Connection) -> None:
    """Raise NotMigrated where the schema is older than this release.

    A newer one is well: this release goes on while its successor takes its place.
    """
    if revision_of(connection) < _last_step():
        raise NotMigrated


@cache
def _last_step() -> str:
    """Return the last step that this release knows, by the names of the files alone.

    Alembic would read them, but is not loaded by a service that starts.
    """
    return max(path.stem.partition("_")[0] for path in _STEPS.glob("0*.py"))
