"""A key of its own for each case, report and reporter, kept sealed with the ring's current key.

What is sealed with one is erased by destroying the key, wherever a copy of it may lie; and a new
master key needs the small keys sealed anew (storage.data_protection.rewrapping), not the records.
A value sealed so is: a zero byte, length of the key's name, its name, nonce, ciphertext with its
tag. Values sealed with a key of the ring begin with another byte, and open as well: they are older
than this. An empty value was erased.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, delete, select

from storage.data_protection.cipher import (
    Cipher,
    as_bytes,
    as_text,
    key_name,
    opened_with,
    sealed_with,
)
from storage.database.inserting import insert_or_skip
from storage.database.tables import data_keys, reporters
from storage.errors import Unreadable

LOOKING_UP = "looking-up"
"""The row of what the hashes are made with; it is never destroyed."""

ERASED = b""
AT_ONCE = 500
"""How many rows are asked for by their ids in one statement."""

_OWN = b"\x00"
Id = TypeVar("Id", UUID, str)


def of_case(case: UUID) -> str:
    """Name the key of what the team wrote of a case."""
    return f"case:{case}"


def of_report(report: UUID) -> str:
    """Name the key of a report's words, those that were added or answered later among them."""
    return f"report:{report}"


def of_reporter(report: UUID) -> str:
    """Name the key of who reported: apart from the words, which may outlive it."""
    return f"reporter:{report}"


def of_screenshot(screenshot: UUID) -> str:
    """Name the key of a screenshot, which is kept before there is a report."""
    return f"screenshot:{screenshot}"


@dataclass(frozen=True, slots=True)
class DataKeys:
    """The keys, within one transaction; each is opened at most once in it."""

    connection: Connection
    cipher: Cipher
    _opened: dict[str, bytes] = field(default_factory=dict, repr=False)

    def make(self, *names: str) -> None:
        """Draw keys, unless they are there already."""
        fresh = {name: Cipher.generate_key() for name in names}
        rows = [wrapped_row(self.cipher, name, key) for name, key in fresh.items()]
        made = self.connection.execute(
            insert_or_skip(self.connection.dialect, data_keys), rows
        ).rowcount
        if made == len(rows):
            self._opened.update(fresh)

    def seal(self, name: str, text: str, table: str, row: str, column: str) -> bytes:
        """Encrypt a text for one place, with the key of this name, which is made if need be."""
        return self.seal_bytes(name, as_bytes(text), table, row, column)

    def seal_bytes(self, name: str, content: bytes, table: str, row: str, column: str) -> bytes:
        """Encrypt bytes so."""
        self._open([name])
        if name not in self._opened:
            self.make(name)
            self._open([name])
        own = name.encode()
        sealed = sealed_with(AESGCM(self._opened[name]), content, table, row, column)
        return _OWN + bytes([len(own)]) + own + sealed

    def open(self, sealed: bytes, table: str, row: str, column: str) -> str:
        """Decrypt a text. Raises Unreadable, also where its key was destroyed; and NoSuchKey."""
        return as_text(self.open_bytes(sealed, table, row, column))

    def open_bytes(self, sealed: bytes, table: str, row: str, column: str) -> bytes:
        """Decrypt bytes so; what was erased is empty."""
        if sealed == ERASED:
            return ERASED
        if not has_own_key(sealed):
            return self.cipher.open_bytes(sealed, table, row, column)
        name, rest = key_name(sealed[1:])
        self._open([name])
        if name not in self._opened:
            raise Unreadable
        return opened_with(AESGCM(self._opened[name]), rest, table, row, column)

    def fetch(self, values: Iterable[bytes | None]) -> None:
        """Read the keys of many values in few statements, before they are opened."""
        self._open({key_name(value[1:])[0] for value in values if value and has_own_key(value)})

    def destroy(self, names: Collection[str]) -> None:
        """Destroy keys, and with them whatever is sealed with them, wherever it lies."""
        for some in in_portions(names):
            self.connection.execute(delete(data_keys).where(data_keys.c.id.in_(some)))
        for name in names:
            self._opened.pop(name, None)

    def keep_look_up_key(self) -> Cipher:
        """Return the cipher with the kept key for hashes, which is the cipher's own at first.

        Raises NoSuchKey or Unreadable where the ring cannot open it: the wrong keys are configured.
        """
        self._open([LOOKING_UP])
        if LOOKING_UP not in self._opened:
            row = wrapped_row(self.cipher, LOOKING_UP, self._first_look_up_key())
            self.connection.execute(insert_or_skip(self.connection.dialect, data_keys), row)
            self._open([LOOKING_UP])
        return self.cipher.looking_up_with(self._opened[LOOKING_UP])

    def _first_look_up_key(self) -> bytes:
        """Return what the hashes that are there were made with, before this was kept.

        Then there was one key only. It may have been made an earlier one since.
        """
        sealed = self.connection.scalar(select(reporters.c.person).limit(1))
        if sealed is None or has_own_key(sealed):
            return self.cipher.look_up_key
        return self.cipher.look_up_key_of(key_name(sealed)[0])

    def _open(self, names: Collection[str]) -> None:
        missing = [name for name in names if name not in self._opened]
        for some in in_portions(missing):
            query = select(data_keys.c.id, data_keys.c.wrapped).where(data_keys.c.id.in_(some))
            for name, wrapped in self.connection.execute(query):
                self._opened[name] = self.cipher.open_bytes(wrapped, *place_of(name))


def wrapped_row(cipher: Cipher, name: str, key: bytes) -> dict[str, object]:
    """Return a key as its row: sealed with the ring's current key."""
    wrapped = cipher.seal_bytes(key, *place_of(name))
    return {"id": name, "key_id": cipher.current, "wrapped": wrapped}


def place_of(name: str) -> tuple[str, str, str]:
    """Return where a key stands."""
    return "data_keys", name, "wrapped"


def has_own_key(sealed: bytes) -> bool:
    """Tell whether a value is sealed with a key of its own, and not with one of the ring."""
    return sealed[:1] == _OWN


def in_portions(ids: Collection[Id]) -> Sequence[Sequence[Id]]:
    """Cut many ids into portions that one statement may carry."""
    every = list(ids)
    return [every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE)]
