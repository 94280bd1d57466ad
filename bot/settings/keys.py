"""The ring of keys that records are encrypted with, from the settings or a file beside them.

One key is current; the others still open what was encrypted with them. See docs/operating.md on
changing the key.
"""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from storage.data_protection.cipher import KEY_BYTES, Cipher


@dataclass(frozen=True, slots=True)
class RingSettings:
    """What the settings say about keys; `others` is a list with commas, `file` a path."""

    current: str
    key: str = field(repr=False)
    others: str = field(repr=False)
    file: str = ""


@dataclass(slots=True)
class Ring:
    """The keys by their ids, and what is wrong with them: sentences without a key."""

    current: str
    keys: dict[str, bytes] = field(default_factory=dict, repr=False)
    problems: list[str] = field(default_factory=list)

    def cipher(self) -> Cipher:
        """Return the cipher. Raises ValueError where there are problems."""
        return Cipher.from_ring(self.current, self.keys)

    def add(self, key_id: str, key: bytes, place: str) -> None:
        """Add a key, but no second one by the same id."""
        if self.keys.setdefault(key_id, key) != key:
            self.problems.append(f"{place} has another key by an id that is in use already.")


def read_ring(given: RingSettings) -> Ring:
    """Read the keys, and find what is wrong with them."""
    ring = Ring(given.current)
    if given.key:
        key = _decoded(given.key)
        if key is None:
            ring.problems.append("BOT_ENCRYPTION_KEY must be 32 bytes, written in base64.")
        else:
            ring.add(given.current, key, "BOT_ENCRYPTION_KEY")
    _add_listed(ring, given.others)
    _add_from_file(ring, given.file)
    if given.current not in ring.keys and not ring.problems:
        ring.problems.append(_missing(given))
    return ring


def _missing(given: RingSettings) -> str:
    if given.file:
        return "BOT_ENCRYPTION_KEY_ID must name a key of BOT_ENCRYPTION_KEYS_FILE."
    # A key made up for one run could not read what the run before had kept.
    return (
        "BOT_ENCRYPTION_KEY is not set, nor is BOT_ENCRYPTION_KEYS_FILE. Reports are kept "
        "encrypted only."
    )


def _add_listed(ring: Ring, listed: str) -> None:
    name = "BOT_ENCRYPTION_OTHER_KEYS"
    for number, entry in enumerate((e for e in listed.split(",") if e.strip()), 1):
        _add(ring, entry, name, f"Entry {number} of {name}")


def _add_from_file(ring: Ring, file: str) -> None:
    name = "BOT_ENCRYPTION_KEYS_FILE"
    if not file:
        return
    try:
        lines = Path(file).read_text(encoding="ascii").splitlines()
    except OSError as error:
        ring.problems.append(f"{name} cannot be read: {error.strerror or 'no such file'}.")
        return
    except UnicodeDecodeError:
        ring.problems.append(f"{name} must be a text of lines such as ID:KEY.")
        return
    for number, line in _entries(lines):
        _add(ring, line, name, f"Line {number} of {name}")


def _entries(lines: list[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _add(ring: Ring, entry: str, name: str, place: str) -> None:
    key_id, _, written = entry.strip().rpartition(":")
    key = _decoded(written)
    if not 0 < len(key_id) <= 32 or key is None:
        ring.problems.append(
            f"{place} must be ID:KEY, with an id of 1 to 32 signs and 32 bytes in base64."
        )
    else:
        ring.add(key_id, key, name)


def _decoded(written: str) -> bytes | None:
    try:
        key = base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None
