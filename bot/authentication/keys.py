"""The keys that sign the Bot Framework's tokens: fetched, cached and renewed.

The rules, which the SDK's own key set breaks (docs/decisions): a fetch never blocks the loop and
takes three seconds at most; a hundred turns at once cause one fetch; an unknown key id is looked
up at once, so that a rotation locks nobody out, yet once a minute at most, so that a flood of
forged tokens costs the issuer nothing; where a fetch fails, keys that are held go on serving.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from bot.addresses import is_safe_url
from bot.authentication.errors import KeysUnavailable, Unauthenticated
from bot.single_flight import SingleFlight

log = logging.getLogger(__name__)

MAX_AGE_SECONDS = 24 * 3600.0
REFRESH_INTERVAL_SECONDS = 60.0
RETRY_INTERVAL_SECONDS = 5.0
FETCH_SECONDS = 3.0
MAX_DOCUMENT_BYTES = 1024 * 1024
MIN_KEY_BITS = 2048


@dataclass(frozen=True, slots=True, eq=False)
class SigningKey:
    """A public key, and the channels that it may speak for. Equal to itself only."""

    public_key: RSAPublicKey
    endorsements: frozenset[str]


class SigningKeys:
    """The issuer's key set. `clock` counts seconds and only ever grows."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        metadata_url: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._metadata_url = metadata_url
        self._clock = clock
        self._keys: Mapping[str, SigningKey] = {}
        self._stale_at = 0.0
        self._next_fetch_at = clock()
        self._last_fetch_failed = False
        self._fetching = SingleFlight(self._renew)

    async def find(self, key_id: str) -> SigningKey:
        """Return the key. Raises Unauthenticated for an unknown one, or KeysUnavailable."""
        key = self._keys.get(key_id)
        if key is None or self._clock() >= self._stale_at:
            await self._renew_if_allowed()
            key = self._keys.get(key_id)
        if key is not None:
            return key
        if self._last_fetch_failed:
            raise KeysUnavailable("keys-unavailable")
        raise Unauthenticated("key-unknown")

    def holds(self, key: SigningKey) -> bool:
        """Tell whether a key found earlier is still in the key set, and the set is fresh."""
        return self._clock() < self._stale_at and key in self._keys.values()

    async def ready(self) -> bool:
        """Tell whether callers can be checked, after fetching the keys where there are none yet."""
        if not self._keys:
            await self._renew_if_allowed()
        return bool(self._keys)

    async def close(self) -> None:
        """Give up a fetch under way."""
        await self._fetching.close()

    async def _renew_if_allowed(self) -> None:
        if self._fetching.under_way or self._clock() >= self._next_fetch_at:
            await self._fetching.join()

    async def _renew(self) -> None:
        """Replace the key set; where that fails keep the old one and wait before the next try.

        The first load does not use up the minute: a rotation right after it is still noticed.
        """
        first = not self._keys
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                keys = await self._fetch()
        except (aiohttp.ClientError, OSError, ValueError) as error:
            self._last_fetch_failed = True
            wait = RETRY_INTERVAL_SECONDS if first else REFRESH_INTERVAL_SECONDS
            self._next_fetch_at = self._clock() + wait
            log.warning(
                "keys.unavailable", extra={"error": type(error).__name__, "held": not first}
            )
            return
        self._last_fetch_failed = False
        self._stale_at = self._clock() + MAX_AGE_SECONDS
        self._next_fetch_at = self._clock() + (0.0 if first else REFRESH_INTERVAL_SECONDS)
        self._keys = self._unchanged(keys)
        log.info("keys.renewed", extra={"keys": len(keys)})

    def _unchanged(self, fetched: Mapping[str, SigningKey]) -> Mapping[str, SigningKey]:
        """Keep the old object for a key that stayed the same: what was verified by it stays so."""
        return {
            key_id: old if (old := self._keys.get(key_id)) and _same(old, new) else new
            for key_id, new in fetched.items()
        }

    async def _fetch(self) -> Mapping[str, SigningKey]:
        metadata = await self._fetch_json(self._metadata_url)
        address = metadata.get("jwks_uri")
        if not isinstance(address, str) or not is_safe_url(address):
            raise ValueError("no usable jwks_uri")
        entries = (await self._fetch_json(address)).get("keys")
        if not isinstance(entries, list):
            raise ValueError("no list of keys")  # noqa: TRY004 - what the issuer sent is no argument
        keys = dict(filter(None, map(_signing_key, entries)))
        if not keys:
            raise ValueError("no usable key")
        return keys

    async def _fetch_json(self, url: str) -> dict[str, Any]:
        async with self._session.get(url, allow_redirects=False) as response:
            if response.status != 200:
                raise ValueError("not answered with 200")
            text = bytearray()
            async for chunk in response.content.iter_chunked(65536):
                text += chunk
                if len(text) > MAX_DOCUMENT_BYTES:
                    raise ValueError("too long")
        try:
            document = json.loads(text)
        except RecursionError:
            raise ValueError("nested too deeply") from None
        if not isinstance(document, dict):
            raise ValueError("not an object")  # noqa: TRY004 - as above
        return document


def _signing_key(entry: object) -> tuple[str, SigningKey] | None:
    """Read one key; None where it is not an RSA key for signatures, long enough and with an id."""
    if not isinstance(entry, dict) or entry.get("kty") != "RSA":
        return None
    key_id, endorsements = entry.get("kid"), entry.get("endorsements")
    if not isinstance(key_id, str) or entry.get("use", "sig") != "sig":
        return None
    if not isinstance(endorsements, list):
        endorsements = []
    try:
        public_key = PyJWK.from_dict(
            {"kty": "RSA", "n": entry.get("n"), "e": entry.get("e")}, algorithm="RS256"
        ).key
    except (PyJWTError, ValueError, TypeError, AttributeError):
        return None
    if not isinstance(public_key, RSAPublicKey) or public_key.key_size < MIN_KEY_BITS:
        return None
    channels = frozenset(channel for channel in endorsements if isinstance(channel, str))
    return key_id, SigningKey(public_key, channels)


def _same(one: SigningKey, other: SigningKey) -> bool:
    return (
        one.endorsements == other.endorsements
        and one.public_key.public_numbers() == other.public_key.public_numbers()
    )
