"""Commits what waits together: one write to the disk for several transactions, on SQLite.

A commit waits for the disk (synchronous=FULL), and SQLite has one writer. Under load, whatever has
been asked for meanwhile runs in one transaction of the file, each in a savepoint of its own: it is
kept whole or not at all, as ever, and nobody is told before the commit (docs/decisions/0024).
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from storage.database.described import described
from storage.errors import NotStored

MOST_TOGETHER = 16

Work = Callable[[Connection], Any]


@dataclass(slots=True)
class Asked:
    """A transaction that was asked for, and who waits for what comes of it."""

    work: Work
    answer: Future[Any] = field(default_factory=Future)


@dataclass(slots=True)
class GroupCommit:
    """What waits to be written. `engine` begins writing transactions; `alone` runs one by itself.

    `ask` may be called from any thread, `write_waiting` on the one thread that writes.
    """

    engine: Engine
    alone: Callable[[Work], Any]
    _waiting: deque[Asked] = field(default_factory=deque)

    def ask(self, work: Work) -> Future[Any]:
        """Ask for a transaction. Somebody must then call `write_waiting`, once for each."""
        asked = Asked(work)
        self._waiting.append(asked)
        return asked.answer

    def write_waiting(self) -> None:
        """Write what waits, a few at most; nothing where an earlier call has taken it along."""
        asked = self._take()
        if len(asked) > 1:
            self._together(asked)
        elif asked:
            self._by_itself(asked[0])

    def _take(self) -> list[Asked]:
        taken: list[Asked] = []
        while self._waiting and len(taken) < MOST_TOGETHER:
            asked = self._waiting.popleft()
            if asked.answer.set_running_or_notify_cancel():
                taken.append(asked)
        return taken

    def _by_itself(self, asked: Asked) -> None:
        try:
            result = self.alone(asked.work)
        except BaseException as error:  # noqa: BLE001 - it is raised where it was asked for
            asked.answer.set_exception(error)
        else:
            asked.answer.set_result(result)

    def _together(self, asked: list[Asked]) -> None:
        try:
            with self.engine.begin() as connection:
                told = [(one, _in_savepoint(connection, one.work)) for one in asked]
        except BaseException as error:  # noqa: BLE001 - whoever asked would wait for ever
            for one in asked:
                one.answer.set_exception(_not_stored(error))
            return
        for one, outcome in told:
            if isinstance(outcome, SQLAlchemyError):
                # Undone without a trace; by itself it is tried again, or refused, as ever.
                self._by_itself(one)
            elif isinstance(outcome, BaseException):
                one.answer.set_exception(outcome)
            else:
                one.answer.set_result(outcome)


def _not_stored(error: BaseException) -> NotStored:
    refusal = NotStored()
    refusal.__cause__ = described(error) if isinstance(error, SQLAlchemyError) else error
    return refusal


def _in_savepoint(connection: Connection, work: Work) -> Any:
    """Run one of several; return its result, or what it raised, which undid it alone.

    Raises SQLAlchemyError where SQLite gave the whole transaction up (a full disk): what ran
    afterwards would be kept statement by statement.
    """
    try:
        with connection.begin_nested():
            return work(connection)
    except SQLAlchemyError as error:
        if not _still_open(connection):
            raise
        return error
    except BaseException as error:  # noqa: BLE001 - it is raised where it was asked for
        return error


def _still_open(connection: Connection) -> bool:
    driver: Any = connection.connection.dbapi_connection
    return bool(driver is not None and driver.in_transaction)
