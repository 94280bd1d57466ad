"""The database behind the stores, and where its transactions run.

A transaction runs whole, as plain SQLAlchemy Core, on a thread of the database's own, and is
awaited: one hop a transaction. (SQLAlchemy's asyncio layer hops for every cursor, fetch, commit
and close; measured on SQLite, a turn's load and save cost 1.5 ms of CPU so and 0.5 ms this way.)
SQLite has one writing thread, which makes writers queue in the process instead of fighting over
the file's lock, and be committed together (storage.database.group_commit); PostgreSQL has several.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from storage.database.described import came_between, described
from storage.database.group_commit import GroupCommit
from storage.errors import NotStored, StorageError

log = logging.getLogger(__name__)

T = TypeVar("T")

READERS = 2
WRITES = "storage_writes"
_TRIES = 5


class Database:
    """One database, and the threads on which its transactions run."""

    def __init__(self, engine: Engine, writers: int) -> None:
        self.engine = engine
        self._writing = engine.execution_options(**{WRITES: True})
        self._readers = ThreadPoolExecutor(READERS, "storage-read")
        self._writers = ThreadPoolExecutor(writers, "storage-write")
        # One writer has a queue, whose transactions are committed together.
        self._queue = GroupCommit(self._writing, self._write) if writers == 1 else None

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a reading transaction. Raises StorageError."""
        return await _on(self._readers, partial(self._read, work), StorageError)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a writing transaction: all of it is kept, or nothing.

        Where another writer came between, it is run again from the start. Raises NotStored; what
        `work` raises itself undoes it.
        """
        if self._queue is not None:
            return await self._write_in_turn(self._queue, work)
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

    async def _write_in_turn(self, queue: GroupCommit, work: Callable[[Connection], T]) -> T:
        answer = queue.ask(work)
        try:
            self._writers.submit(queue.write_waiting)
        except RuntimeError as closed:
            raise NotStored from closed
        result: T = await asyncio.wrap_future(answer)
        return result

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
            if tries == 1 or not came_between(error):
                raise NotStored from described(error)
        return self._write(work, tries - 1)


async def _on(
    threads: ThreadPoolExecutor, transaction: Callable[[], T], refusal: type[StorageError]
) -> T:
    try:
        under_way = asyncio.get_running_loop().run_in_executor(threads, transaction)
    except RuntimeError as closed:
        raise refusal from closed
    return await under_way
