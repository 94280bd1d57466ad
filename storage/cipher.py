"""Sealing what is sensitive, and finding it again without reading it.

AES-256-GCM. A sealed value is bound to its table, row and column: moved elsewhere, it does not
open. Look-ups (by person, post, conversation) go through a keyed hash, HMAC-SHA-256. Both keys are
derived from one master key by HKDF, so that neither tells of the other.
A random 96-bit nonce is drawn for each value; one key is good for some 2**32 values.
"""

import hmac
import json
import secrets
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.errors import Unreadable

KEY_BYTES = 32
_NONCE_BYTES = 12
_MOST_KEY_ID_BYTES = 255
_SEALING = b"social-media-policy-bot/sealing"
_LOOKING_UP = b"social-media-policy-bot/looking-up"


class Cipher:
    """Seals and opens values, and hashes what they are looked up by.

    A sealed value is: length of the key id (one byte), key id, nonce, ciphertext with its tag.
    """

    def __init__(self, key_id: bytes, sealing: AESGCM, looking_up: bytes) -> None:
        self._key_id = bytes([len(key_id)]) + key_id
        self._sealing = sealing
        self._looking_up = looking_up

    @classmethod
    def from_key(cls, key_id: str, key: bytes) -> Self:
        """Derive a cipher from a master key of 32 bytes; `key_id` is kept with every value.

        Raises ValueError, without the key, for a key or id of the wrong length.
        """
        if len(key) != KEY_BYTES:
            raise ValueError(f"The storage key must be {KEY_BYTES} bytes long.")
        name = key_id.encode()
        if not 0 < len(name) <= _MOST_KEY_ID_BYTES:
            raise ValueError(f"The storage key's id must be 1 to {_MOST_KEY_ID_BYTES} bytes long.")
        return cls(name, AESGCM(_derived(key, _SEALING)), _derived(key, _LOOKING_UP))

    @staticmethod
    def generate_key() -> bytes:
        """Draw a fresh master key from the system's secure random source."""
        return secrets.token_bytes(KEY_BYTES)

    def seal(self, text: str, table: str, row: str, column: str) -> bytes:
        """Encrypt a text for one place in the database."""
        return self.seal_bytes(text.encode(errors="surrogatepass"), table, row, column)

    def seal_bytes(self, content: bytes, table: str, row: str, column: str) -> bytes:
        """Encrypt bytes for one place in the database."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._sealing.encrypt(nonce, content, _place(table, row, column))
        return self._key_id + nonce + sealed

    def open(self, sealed: bytes, table: str, row: str, column: str) -> str:
        """Decrypt a text. Raises Unreadable for another key, another place, or altered bytes."""
        return self.open_bytes(sealed, table, row, column).decode(errors="surrogatepass")

    def open_bytes(self, sealed: bytes, table: str, row: str, column: str) -> bytes:
        """Decrypt bytes. Raises Unreadable as `open` does."""
        start = len(self._key_id)
        if sealed[:start] != self._key_id:
            raise Unreadable
        nonce, ciphertext = sealed[start : start + _NONCE_BYTES], sealed[start + _NONCE_BYTES :]
        try:
            return self._sealing.decrypt(nonce, ciphertext, _place(table, row, column))
        except (InvalidTag, ValueError) as damaged:  # ValueError: cut too short to be sealed
            raise Unreadable from damaged

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
    """Return an e-mail address in the shape in which it is compared."""
    return address.strip().casefold()


def _place(table: str, row: str, column: str) -> bytes:
    return f"{table}:{row}:{column}".encode()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)
