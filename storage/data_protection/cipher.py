"""Sealing what is sensitive, and finding it again without reading it.

AES-256-GCM. A sealed value is bound to its table, row and column: moved elsewhere, it does not
open. It is sealed with a key of the ring (here), or with a key of its own case, report or reporter,
which is itself sealed so (storage.data_protection.data_keys). Look-ups (by person, post,
conversation) go through a keyed hash, HMAC-SHA-256. Sealing and looking up have keys of their own,
derived from a master key by HKDF, so that neither tells of the other. A random 96-bit nonce is
drawn for each value; one key is good for some 2**32 values.
"""

import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.errors import NoSuchKey, Unreadable

KEY_BYTES = 32
_NONCE_BYTES = 12
_MOST_KEY_ID_BYTES = 255
_SEALING = b"social-media-policy-bot/sealing"
_LOOKING_UP = b"social-media-policy-bot/looking-up"


class Cipher:
    """Seals and opens values with a ring of keys, and hashes what they are looked up by.

    A sealed value is: length of the key id (one byte), key id, nonce, ciphertext with its tag. All
    keys of the ring open; the current one seals. The hashes do not change with the current key:
    what they are made with is kept sealed in the database (storage.data_protection.data_keys).
    """

    def __init__(
        self,
        current: str,
        ring: Mapping[str, AESGCM],
        look_up_keys: Mapping[str, bytes],
        looking_up: bytes,
    ) -> None:
        self.current = current
        self._ring = ring
        self._look_up_keys = look_up_keys
        self._looking_up = looking_up

    @classmethod
    def from_key(cls, key_id: str, key: bytes) -> Self:
        """Make a cipher of one master key; see `from_ring`."""
        return cls.from_ring(key_id, {key_id: key})

    @classmethod
    def from_ring(cls, current: str, keys: Mapping[str, bytes]) -> Self:
        """Derive a cipher from master keys of 32 bytes by their ids, one of which is current.

        Raises ValueError, without a key, for a key or id of the wrong length, or where none is
        current.
        """
        if current not in keys:
            raise ValueError("The current storage key is not among the keys.")
        for key_id, key in keys.items():
            if len(key) != KEY_BYTES:
                raise ValueError(f"The storage key must be {KEY_BYTES} bytes long.")
            if not 0 < len(key_id.encode()) <= _MOST_KEY_ID_BYTES:
                raise ValueError(
                    f"The storage key's id must be 1 to {_MOST_KEY_ID_BYTES} bytes long."
                )
        ring = {key_id: AESGCM(_derived(key, _SEALING)) for key_id, key in keys.items()}
        look_up_keys = {key_id: _derived(key, _LOOKING_UP) for key_id, key in keys.items()}
        return cls(current, ring, look_up_keys, look_up_keys[current])

    @staticmethod
    def generate_key() -> bytes:
        """Draw a fresh key from the system's secure random source."""
        return secrets.token_bytes(KEY_BYTES)

    @property
    def look_up_key(self) -> bytes:
        """What the hashes are made with; it is kept sealed beside them."""
        return self._looking_up

    def look_up_key_of(self, key_id: str) -> bytes:
        """Return what hashes were made with while this key was current. Raises NoSuchKey."""
        if key_id not in self._look_up_keys:
            raise NoSuchKey
        return self._look_up_keys[key_id]

    def looking_up_with(self, key: bytes) -> Self:
        """Return the same ring with another key for the hashes: the one that is kept."""
        return type(self)(self.current, self._ring, self._look_up_keys, key)

    def seal(self, text: str, table: str, row: str, column: str) -> bytes:
        """Encrypt a text for one place in the database."""
        return self.seal_bytes(as_bytes(text), table, row, column)

    def open(self, sealed: bytes, table: str, row: str, column: str) -> str:
        """Decrypt a text. Raises Unreadable for another place or altered bytes, and NoSuchKey."""
        return as_text(self.open_bytes(sealed, table, row, column))

    def seal_bytes(self, content: bytes, table: str, row: str, column: str) -> bytes:
        """Encrypt bytes for one place in the database, with the current key."""
        name = self.current.encode()
        sealed = sealed_with(self._ring[self.current], content, table, row, column)
        return bytes([len(name)]) + name + sealed

    def open_bytes(self, sealed: bytes, table: str, row: str, column: str) -> bytes:
        """Decrypt bytes. Raises Unreadable, or NoSuchKey for a key that is not in the ring."""
        name, rest = key_name(sealed)
        key = self._ring.get(name)
        if key is None:
            raise NoSuchKey
        return opened_with(key, rest, table, row, column)

    def hash_of(self, purpose: str, *parts: str) -> bytes:
        """Hash what a row is looked up by: the same parts always give the same 32 bytes."""
        return hmac.digest(self._looking_up, json.dumps([purpose, *parts]).encode(), "sha256")

    def person(self, person: str) -> bytes:
        """Return the pseudonym under which a person is known in the rows."""
        return self.hash_of("person", person)

    def email(self, address: str) -> bytes:
        """Return the pseudonym of whoever has this address, however it is written."""
        return self.hash_of("email", tidy_address(address))


def tidy_address(address: str) -> str:
    """Return an e-mail address in the shape in which it is compared: without a "+tag"."""
    name, at, domain = address.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0] or name}{at}{domain}"


def as_bytes(text: str) -> bytes:
    """Return a text as it is sealed; lone surrogates pass."""
    return text.encode(errors="surrogatepass")


def as_text(content: bytes) -> str:
    """Return what `as_bytes` was given."""
    return content.decode(errors="surrogatepass")


def key_name(sealed: bytes) -> tuple[str, bytes]:
    """Take the name of its key off a sealed value. Raises Unreadable where there is none."""
    end = 1 + (sealed[0] if sealed else 0)
    try:
        return sealed[1:end].decode(), sealed[end:]
    except UnicodeDecodeError as damaged:
        raise Unreadable from damaged


def sealed_with(key: AESGCM, content: bytes, table: str, row: str, column: str) -> bytes:
    """Return a fresh nonce and the ciphertext of what is to stand in this place."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + key.encrypt(nonce, content, _place(table, row, column))


def opened_with(key: AESGCM, sealed: bytes, table: str, row: str, column: str) -> bytes:
    """Undo `sealed_with`. Raises Unreadable for another key or place, or altered bytes."""
    nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return key.decrypt(nonce, ciphertext, _place(table, row, column))
    except (InvalidTag, ValueError) as damaged:  # ValueError: cut too short to be sealed
        raise Unreadable from damaged


def _place(table: str, row: str, column: str) -> bytes:
    return f"{table}:{row}:{column}".encode()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)
