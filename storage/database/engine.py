"""The database behind the stores: connections, their settings, and where transactions run.

A transaction runs whole, as plain SQLAlchemy Core, on a thread of the database's own, and is
awaited: one hop a transaction. (SQLAlchemy's asyncio layer hops for every cursor, fetch, commit
and close; measured on SQLite, a turn's load and save cost 1.5 ms of CPU so and 0.5 ms this way.)
SQLite has one writing thread, which makes writers queue in the process instead of fighting over
the file's lock; PostgreSQL has several.
"""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.pool import ConnectionPoolEntry

from storage.errors import NotStored, StorageError
from storage.outbox.jobs import JOBS

log = logging.getLogger(__name__)

T = TypeVar("T")

_READERS = 2
_POSTGRES_WRITERS = 6
_TRIES = 5
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
_WRITES = "storage_writes"
_DEADLOCK = "40P01"
_OPTIONS = {"hide_parameters": True}


class DriverError(Exception):
    """What the driver said, as far as it may be logged: never the values of a statement."""


class Database:
    """One database, and the threads on which its transactions run."""

    def __init__(self, engine: Engine, writers: int) -> None:
        self.engine = engine
        self._writing = engine.execution_options(**{_WRITES: True})
        self._readers = ThreadPoolExecutor(_READERS, "storage-read")
        self._writers = ThreadPoolExecutor(writers, "storage-write")

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a reading transaction. Raises StorageError."""
        return await _on(self._readers, partial(self._read, work), StorageError)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a writing transaction: all of it is kept, or nothing.

        Where another writer came between, it is run again from the start. Raises NotStored; what
        `work` raises itself undoes it.
        """
        return await _on(self._writers, partial(self._write, work), NotStored)

    async def scrub(self) -> None:
        """Have destroyed keys leave the files too, as far as the database lets us.

        SQLite overwrites what is deleted (secure_delete), but its journal keeps earlier pages until
        it is emptied. PostgreSQL keeps deleted rows until the table is written anew; its own log
        is left to its administrator. What does not go well is logged, and goes well next time.
        """
        await _on(self._writers, self._scrub, NotStored)

    async def close(self) -> None:
        """Let running transactions end, and close all connections."""
        await asyncio.to_thread(self._readers.shutdown)
        await asyncio.to_thread(self._writers.shutdown)
        self.engine.dispose()

    def _scrub(self) -> None:
        try:
            if self.engine.dialect.name == "sqlite":
                connection = self.engine.raw_connection()
                try:
                    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    connection.close()
            else:
                alone = self.engine.execution_options(isolation_level="AUTOCOMMIT")
                with alone.connect() as committing:
                    committing.execute(text("SET lock_timeout = '5s'"))
                    try:
                        committing.execute(text("VACUUM (FULL) data_keys"))
                    finally:
                        committing.execute(text("RESET lock_timeout"))
        except (SQLAlchemyError, sqlite3.Error) as error:
            log.warning("storage.not-scrubbed", extra={"why": type(error).__name__})

    def _read(self, work: Callable[[Connection], T]) -> T:
        try:
            with self.engine.connect() as connection:
                return work(connection)
        except SQLAlchemyError as error:
            raise StorageError from described(error)

    def _write(self, work: Callable[[Connection], T], tries: int = _TRIES) -> T:
        try:
            with self._writing.begin() as connection:
                return work(connection)
        except SQLAlchemyError as error:
            if tries == 1 or not _came_between(error):
                raise NotStored from described(error)
        return self._write(work, tries - 1)


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
        return Database(_sqlite(create_engine(address, pool_size=_READERS + 1, **_OPTIONS)), 1)
    if address.drivername != "postgresql+psycopg":
        raise ValueError("The database must be sqlite:///FILE or postgresql+psycopg://….")
    engine = create_engine(
        address,
        pool_size=_READERS + _POSTGRES_WRITERS,
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


async def _on(
    threads: ThreadPoolExecutor, transaction: Callable[[], T], refusal: type[StorageError]
) -> T:
    try:
        under_way = asyncio.get_running_loop().run_in_executor(threads, transaction)
    except RuntimeError as closed:
        raise refusal from closed
    return await under_way


def described(error: SQLAlchemyError) -> DriverError:
    """Tell what went wrong without a value that was written.

    PostgreSQL names the values that violate a constraint or a type, so of those errors only the
    constraint is told; other errors (a lock, the disk, a missing table) keep their first line.
    """
    if not isinstance(error, DBAPIError) or error.orig is None:
        return DriverError(type(error).__name__)
    if isinstance(error, OperationalError | ProgrammingError) or _is_sqlite(error):
        text = str(error.orig).partition("\n")[0]
    else:
        text = getattr(getattr(error.orig, "diag", None), "constraint_name", None) or ""
    return DriverError(f"{type(error.orig).__name__} {text}".strip())


def _is_sqlite(error: DBAPIError) -> bool:
    return isinstance(error.orig, sqlite3.Error)


def _came_between(error: SQLAlchemyError) -> bool:
    if isinstance(error, IntegrityError):
        return True
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) == _DEADLOCK


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
    writes = connection.get_execution_options().get(_WRITES, False)
    cursor = connection.connection.cursor()
    try:
        cursor.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    except sqlite3.Error as error:
        raise OperationalError("BEGIN", None, error) from error
    finally:
        cursor.close()
