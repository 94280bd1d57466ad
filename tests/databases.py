"""Empty databases with the newest schema, for tests: migrated once, then copied or emptied."""

import asyncio
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from storage.database.tables import metadata
from storage.migrations import migrate

_TABLES = (*metadata.tables, "procrastinate_jobs", "procrastinate_workers")


def new_sqlite(path: Path) -> str:
    """Put an empty SQLite database there; return its URL."""
    path.write_bytes(_migrated_sqlite())
    return f"sqlite:///{path}"


@cache
def _migrated_sqlite() -> bytes:
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as elsewhere:
        path = Path(folder) / "template.sqlite3"
        # On a thread of its own, since a loop may be running here.
        elsewhere.submit(asyncio.run, migrate(f"sqlite:///{path}")).result()
        return path.read_bytes()


def empty_postgresql(url: str) -> None:
    """Empty a PostgreSQL database, its audit too.

    Most tables are empty already, and the triggers and keys of the others need not be asked:
    everything goes.
    """
    plain = make_url(url).set(drivername="postgresql")
    filled = " UNION ALL ".join(f"(SELECT '{name}' FROM {name} LIMIT 1)" for name in _TABLES)  # noqa: S608 - our own names
    with psycopg.connect(plain.render_as_string(hide_password=False)) as connection:
        connection.execute("SET session_replication_role = replica")
        for (name,) in connection.execute(filled.encode()).fetchall():
            connection.execute(f"DELETE FROM {name}".encode())  # noqa: S608 - our own names
