"""Sealing anew what is not sealed with the ring's current key, while the service runs.

Each portion is a transaction of its own, and what is done is not done again: it may be stopped and
started at any time. What was sealed before there were keys of cases and reports gets these.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, delete, select, update

from storage.data_protection.cipher import Cipher, key_name
from storage.data_protection.data_keys import (
    LOOKING_UP,
    DataKeys,
    has_own_key,
    place_of,
    wrapped_row,
)
from storage.data_protection.sealed_rows import SealedRow, sealed_rows
from storage.database.engine import Database
from storage.database.tables import (
    cases,
    conversation_states,
    data_keys,
    screenshots,
    unanswered_questions,
)
from storage.errors import CannotUndo

PORTION = 100

Reseal = Callable[[bytes, SealedRow, str], bytes]
"""Seals a value of a row and column anew; gives the value itself where nothing is to be done."""

OUTSIDE_CASES = (
    (conversation_states.c.key_hash, conversation_states.c.document, bytes.hex),
    (unanswered_questions.c.id, unanswered_questions.c.words, str),
)
"""What is sealed with the ring's own key: it lives for an hour, or is about nobody."""


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """How many keys and values were sealed anew, and under which keys of the ring some remain."""

    keys: int
    values: int
    remaining: frozenset[str]


async def rewrap(database: Database, cipher: Cipher) -> Rewrapped:
    """Seal everything with the current key. Raises StorageError, NoSuchKey among them."""
    await database.write(lambda c: DataKeys(c, cipher).keep_look_up_key())
    keys = 0
    while portion := await database.write(lambda c: _rewrap_keys(c, cipher)):
        keys += portion
    values = await _reseal_cases(database, partial(_with_own_key, cipher))
    for row, column, named in OUTSIDE_CASES:
        values += await database.write(partial(_reseal_with_ring, cipher, row, column, named))
    return Rewrapped(keys, values, await database.read(partial(_remaining, cipher)))


async def undo(database: Database, cipher: Cipher) -> int:
    """Seal everything as it was before there were keys of cases and reports, and drop those.

    For going back to a version that does not know them, with the service stopped. Raises CannotUndo
    where the hashes were made with an earlier key, which that version could not know.
    """
    kept = await database.write(lambda c: DataKeys(c, cipher).keep_look_up_key())
    if kept.look_up_key != cipher.look_up_key:
        raise CannotUndo
    done = await _reseal_cases(database, partial(_with_ring, cipher))

    def drop(connection: Connection) -> None:
        # Of forms that are not sent: nobody could open these then.
        connection.execute(delete(screenshots).where(screenshots.c.report_id.is_(None)))
        query = select(data_keys.c.id).where(data_keys.c.id != LOOKING_UP)
        DataKeys(connection, cipher).destroy(connection.scalars(query).all())

    await database.write(drop)
    return done


def _rewrap_keys(connection: Connection, cipher: Cipher) -> int:
    query = (
        select(data_keys.c.id, data_keys.c.wrapped)
        .where(data_keys.c.key_id != cipher.current)
        .order_by(data_keys.c.id)
        .limit(PORTION)
        .with_for_update()
    )
    rows = connection.execute(query).all()
    for name, wrapped in rows:
        anew = wrapped_row(cipher, name, cipher.open_bytes(wrapped, *place_of(name)))
        connection.execute(update(data_keys).where(data_keys.c.id == name).values(anew))
    return len(rows)


async def _reseal_cases(database: Database, how: Callable[[Connection], Reseal]) -> int:
    every = await database.read(lambda c: c.scalars(select(cases.c.id).order_by(cases.c.id)).all())
    done = 0
    for start in range(0, len(every), PORTION):
        some = every[start : start + PORTION]
        done += await database.write(partial(_reseal_some, some, how))
    return done


def _reseal_some(
    some: Sequence[UUID], how: Callable[[Connection], Reseal], connection: Connection
) -> int:
    reseal, done = how(connection), 0
    # Locked in one order, so that two who rewrap at once do not wait for each other in a ring.
    locked = select(cases.c.id).where(cases.c.id.in_(some)).order_by(cases.c.id).with_for_update()
    for case in connection.scalars(locked).all():
        for row in sealed_rows(connection, case):
            anew = {column: reseal(value, row, column) for column, value in row.values.items()}
            changed = {column: v for column, v in anew.items() if v != row.values[column]}
            if changed:
                row.write(connection, changed)
                done += len(changed)
    return done


def _with_own_key(cipher: Cipher, connection: Connection) -> Reseal:
    keys = DataKeys(connection, cipher)

    def reseal(sealed: bytes, row: SealedRow, column: str) -> bytes:
        if not sealed or has_own_key(sealed):
            return sealed
        place = row.place(column)
        return keys.seal_bytes(row.key, keys.open_bytes(sealed, *place), *place)

    return reseal


def _with_ring(cipher: Cipher, connection: Connection) -> Reseal:
    keys = DataKeys(connection, cipher)

    def reseal(sealed: bytes, row: SealedRow, column: str) -> bytes:
        if sealed and not has_own_key(sealed):
            return sealed
        place = row.place(column)
        return cipher.seal_bytes(keys.open_bytes(sealed, *place), *place)

    return reseal


def _reseal_with_ring(
    cipher: Cipher,
    row: Column[Any],
    column: Column[bytes],
    named: Callable[[Any], str],
    connection: Connection,
) -> int:
    """Seal anew what no case holds; a value that was written meanwhile is left as it is."""
    table, done = row.table.name, 0
    for key, sealed in connection.execute(select(row, column)).all():
        if key_name(sealed)[0] == cipher.current:
            continue
        place = table, named(key), column.name
        anew = cipher.seal_bytes(cipher.open_bytes(sealed, *place), *place)
        unchanged = update(row.table).where(row == key, column == sealed)
        done += connection.execute(unchanged.values({column.name: anew})).rowcount
    return done


def _remaining(cipher: Cipher, connection: Connection) -> frozenset[str]:
    used = set(connection.scalars(select(data_keys.c.key_id).distinct()))
    for _, column, _ in OUTSIDE_CASES:
        used |= {key_name(sealed)[0] for sealed in connection.scalars(select(column))}
    return frozenset(used - {cipher.current})
