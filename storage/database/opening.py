"""Opens a database by its URL, with the settings that make it keep what it acknowledged."""

import sqlite3
import time

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from storage.database.engine import READERS, WRITES, Database
from storage.outbox.jobs import JOBS

_POSTGRES_WRITERS = 6
_BUSY_MS = 5_000
_PRAGMAS = (
    f"busy_timeout = {_BUSY_MS}",
    "synchronous = FULL",  # NORMAL loses acknowledged reports when the power fails
    "foreign_keys = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
)
# A turn is to be answered within seconds: by then whoever waits is told that nothing is stored.
_PATIENCE_SECONDS = 5
_STATEMENT_MS = 10_000
_OPTIONS = {"hide_parameters": True}


def open_database(url: str, *, jobs: bool = False) -> Database:
    """Open a database by its SQLAlchemy URL: a SQLite file, or PostgreSQL through psycopg.

    With `jobs` (PostgreSQL alone) what makes a delivery due also readies a job
    (storage.outbox.jobs). Raises ValueError for anything else, and for SQLite in memory, where
    every connection would have a database of its own.
    """
    # The URL itself may hold a password: it is in no message.
    address = make_url(url)
    if address.drivername == "sqlite":
        if address.database in {None, "", ":memory:"}:
            raise ValueError("The SQLite database must be a file.")
        if jobs:
            raise ValueError("Jobs need PostgreSQL.")
        return Database(_sqlite(create_engine(address, pool_size=READERS + 1, **_OPTIONS)), 1)
    if address.drivername != "postgresql+psycopg":
        raise ValueError("The database must be sqlite:///FILE or postgresql+psycopg://….")
    engine = create_engine(
        address,
        pool_size=READERS + _POSTGRES_WRITERS,
        max_overflow=0,
        pool_timeout=_PATIENCE_SECONDS,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": _PATIENCE_SECONDS,
            "options": f"-c statement_timeout={_STATEMENT_MS}",
        },
        execution_options={JOBS: jobs},
        **_OPTIONS,
    )
    return Database(engine, _POSTGRES_WRITERS)


def _sqlite(engine: Engine) -> Engine:
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver's own transactions begin late and lose concurrent updates without an error.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    _keep_a_journal(cursor)
    cursor.close()


def _keep_a_journal(cursor: DBAPICursor) -> None:
    # A new file's first openers may meet here, and SQLite does not wait for this lock itself.
    give_up_at = time.monotonic() + _BUSY_MS / 1_000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.01)
        else:
            return


def _begin(connection: Connection) -> None:
    # A writer takes the file's lock at once: one that read first could find it gone when it writes.
    writes = connection.get_execution_options().get(WRITES, False)
    cursor = connection.connection.cursor()
    try:
        cursor.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    except sqlite3.Error as error:
        raise OperationalError("BEGIN", None, error) from error
    finally:
        cursor.close()
