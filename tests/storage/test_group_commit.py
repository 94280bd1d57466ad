"""What waits for SQLite's one writer is committed together, and each is whole or not at all."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from storage.database.engine import Database
from storage.database.group_commit import MOST_TOGETHER
from storage.database.opening import open_database
from storage.errors import NotStored, StorageError

Work = Callable[[Connection], Any]


class Refused(Exception):
    pass


@dataclass
class Notes:
    """A table of numbers, each of which may stand in it once, and how often was committed."""

    database: Database
    commits: list[Connection] = field(default_factory=list)

    async def together(self, works: Sequence[Work]) -> list[Any]:
        """Ask for all while the writer is busy; return what came of each."""
        busy, free = threading.Event(), threading.Event()

        def keep_busy(_connection: Connection) -> None:
            busy.set()
            free.wait()

        holding = asyncio.create_task(self.database.write(keep_busy))
        await asyncio.to_thread(busy.wait)
        asked = [asyncio.ensure_future(self.database.write(work)) for work in works]
        await asyncio.sleep(0)  # each has asked by now
        self.commits.clear()
        free.set()
        await holding
        return await asyncio.gather(*asked, return_exceptions=True)

    async def kept(self) -> list[int]:
        query = text("SELECT number FROM notes ORDER BY number")
        return await self.database.read(lambda c: [row.number for row in c.execute(query)])


@pytest.fixture
async def notes(tmp_path: Path) -> AsyncIterator[Notes]:
    database = open_database(f"sqlite:///{tmp_path / 'notes.sqlite3'}")
    made = "CREATE TABLE notes (number INTEGER PRIMARY KEY, about REFERENCES notes)"
    await database.write(lambda c: c.execute(text(made)))
    kept = Notes(database)
    event.listen(database.engine, "commit", kept.commits.append)
    yield kept
    await database.close()


def note(number: int, how: str = "INSERT") -> Work:
    def write(connection: Connection) -> int:
        connection.execute(text(f"{how} INTO notes (number) VALUES ({number})"))
        return number

    return write


def refuse(connection: Connection) -> None:
    note(99)(connection)
    raise Refused


def promise_too_much(connection: Connection) -> None:
    """Refer to a note that is not there, which SQLite says at the commit alone."""
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    connection.execute(text("INSERT INTO notes (number, about) VALUES (50, 51)"))


async def test_what_waits_is_committed_together_in_order(notes: Notes) -> None:
    came = await notes.together([note(number) for number in range(MOST_TOGETHER + 3)])
    assert came == list(range(MOST_TOGETHER + 3)) == await notes.kept()
    assert len(notes.commits) == 3  # what kept it busy, and two groups


async def test_one_that_is_refused_is_undone_alone_and_told_why(notes: Notes) -> None:
    first, refusal, second = await notes.together([note(1), refuse, note(2)])
    assert (first, second) == (1, 2)
    assert isinstance(refusal, Refused)
    assert await notes.kept() == [1, 2]


async def test_one_that_the_database_refuses_is_undone_alone(notes: Notes) -> None:
    first, refusal, second = await notes.together([note(1), note(1), note(2)])
    assert (first, second) == (1, 2)
    assert isinstance(refusal, NotStored)
    assert await notes.kept() == [1, 2]


async def test_where_the_commit_fails_nobody_is_told_that_it_was_kept(notes: Notes) -> None:
    came = await notes.together([note(1), promise_too_much, note(2)])
    assert [type(one) for one in came] == [NotStored] * 3
    assert await notes.kept() == []
    assert await notes.database.write(note(3)) == 3
    assert await notes.kept() == [3]


async def test_nobody_waits_for_ever_whatever_goes_wrong_at_the_commit(notes: Notes) -> None:
    def fail(_connection: Connection) -> None:
        raise MemoryError

    works = [note(1), lambda _: event.listen(notes.database.engine, "commit", fail), note(2)]
    came = await asyncio.wait_for(notes.together(works), timeout=30)
    event.remove(notes.database.engine, "commit", fail)
    assert [type(one) for one in came] == [NotStored] * 3
    assert await notes.kept() == []


async def test_where_sqlite_gives_the_whole_up_nothing_is_kept_piece_by_piece(
    notes: Notes,
) -> None:
    await notes.database.write(note(1))
    came = await notes.together([note(2), note(1, "INSERT OR ROLLBACK"), note(3)])
    assert [type(one) for one in came] == [NotStored] * 3
    assert await notes.kept() == [1]


async def test_what_nobody_waits_for_any_more_is_not_begun(notes: Notes) -> None:
    busy, free = threading.Event(), threading.Event()

    def keep_busy(_connection: Connection) -> None:
        busy.set()
        free.wait()

    holding = asyncio.create_task(notes.database.write(keep_busy))
    await asyncio.to_thread(busy.wait)
    impatient = asyncio.create_task(notes.database.write(note(1)))
    await asyncio.sleep(0)
    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    free.set()
    await holding
    await notes.database.write(note(2))
    assert await notes.kept() == [2]


async def test_after_it_was_closed_nothing_is_stored(notes: Notes) -> None:
    await notes.database.close()
    with pytest.raises(StorageError):
        await notes.database.write(note(1))
