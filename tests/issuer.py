"""A local stand-in for the Bot Framework's token issuer, with RSA keys of its own.

It runs on a thread and loop of its own, on loopback, so that a test can see that the bot's loop is
never blocked by it. It can rotate its keys, hang, fail and serve rubbish, and it mints good tokens
and, with changed claims, headers or keys, every kind of bad one.
"""

import asyncio
import base64
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, Literal, Self
from unittest.mock import patch

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from bot.authentication import keys
from tests.waiting import PATIENCE_SECONDS

ISSUER = "https://api.botframework.com"
APP_ID = "11111111-2222-3333-4444-555555555555"
TENANT_ID = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
SERVICE_URL = "https://smba.trafficmanager.net/uk/"

Mood = Literal["serves", "hangs", "fails", "redirects", "rubbish", "array", "no-keys", "huge"]


@cache
def rsa_key(number: int, bits: int = 2048) -> RSAPrivateKey:
    """Return one of a few keys, each made once for all tests."""
    return generate_private_key(public_exponent=65537, key_size=bits)


def number_text(number: int) -> str:
    """Write an integer as a JWK does."""
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def jwk(key: RSAPrivateKey, key_id: str, **changes: Any) -> dict[str, Any]:
    """Return the public half as the Bot Framework publishes it."""
    numbers = key.public_key().public_numbers()
    entry = {
        "kty": "RSA",
        "use": "sig",
        "kid": key_id,
        "n": number_text(numbers.n),
        "e": number_text(numbers.e),
        "endorsements": ["msteams", "webchat"],
    }
    return {name: value for name, value in (entry | changes).items() if value is not None}


class Issuer:
    """The issuer. `mood` says how it answers; `fetches` counts requests for its key set.

    A request that hangs is answered once the mood has changed.
    """

    def __init__(self) -> None:
        self.mood: Mood = "serves"
        self.fetches = 0
        self._generation = 0
        self.keys: list[dict[str, Any]] = [jwk(self.key, self.key_id)]
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="issuer", daemon=True)
        self.url = ""

    @property
    def key(self) -> RSAPrivateKey:
        """The private key that tokens are signed with now."""
        return rsa_key(self._generation)

    @property
    def key_id(self) -> str:
        """Its id."""
        return f"key-{self._generation}"

    @property
    def metadata_url(self) -> str:
        """Where the bot is to look."""
        return f"{self.url}/v1/.well-known/openidconfiguration"

    def reset(self) -> None:
        """Serve the first key again, in good mood, with the count at zero."""
        self.mood = "serves"
        self.fetches = 0
        self._generation = 0
        self.keys = [jwk(self.key, self.key_id)]

    def rotate(self) -> None:
        """Replace the key: tokens signed before are refused once the bot has noticed."""
        self._generation += 1
        self.keys = [jwk(self.key, self.key_id)]

    def claims(self, **changes: Any) -> dict[str, Any]:
        """Return the claims of a good token; a change to None leaves a claim out."""
        now = int(time.time())
        good = {
            "iss": ISSUER,
            "aud": APP_ID,
            "nbf": now - 60,
            "exp": now + 3600,
            "serviceurl": SERVICE_URL,
        }
        return {name: value for name, value in (good | changes).items() if value is not None}

    def tab_claims(self, person: str, **changes: Any) -> dict[str, Any]:
        """Return the claims of a tab's good token for somebody; a change to None leaves one out."""
        now = int(time.time())
        good = {
            "iss": f"{self.url}/{TENANT_ID}/v2.0",
            "aud": APP_ID,
            "iat": now - 60,
            "nbf": now - 60,
            "exp": now + 3600,
            "ver": "2.0",
            "tid": TENANT_ID,
            "oid": person,
            "azp": "5e3ce6c0-2b1f-4285-8d4b-75ee78787346",
            "scp": "access_as_user",
        }
        return {name: value for name, value in (good | changes).items() if value is not None}

    def token(
        self,
        claims: Mapping[str, Any] | None = None,
        *,
        key: Any = None,
        algorithm: str = "RS256",
        headers: Mapping[str, Any] | None = None,
        service_url: str = SERVICE_URL,
    ) -> str:
        """Mint a token: a good one unless told otherwise."""
        return jwt.encode(
            dict(claims) if claims is not None else self.claims(serviceurl=service_url),
            key if key is not None else self.key,
            algorithm=algorithm,
            headers={"kid": self.key_id} | dict(headers or {}),
        )

    def authorization(self, service_url: str = SERVICE_URL) -> dict[str, str]:
        """Return the header of a good caller."""
        return {"Authorization": f"Bearer {self.token(service_url=service_url)}"}

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the issuer did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        runner = self._loop.run_until_complete(self._start())
        self._ready.set()
        try:
            self._loop.run_forever()
        finally:
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.run_until_complete(runner.cleanup())
            self._loop.close()

    async def _start(self) -> web.AppRunner:
        app = web.Application()
        app.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        app.router.add_get("/v1/.well-known/keys", self._key_set)
        app.router.add_get("/moved/keys", self._moved_key_set)
        # The same issuer as a directory of Microsoft Entra ID.
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._metadata)
        runner = web.AppRunner(app, shutdown_timeout=0.1, handle_signals=False)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return runner

    async def _metadata(self, _request: web.Request) -> web.Response:
        document = {"issuer": ISSUER, "jwks_uri": f"{self.url}/v1/.well-known/keys"}
        return web.json_response(document)

    async def _moved_key_set(self, _request: web.Request) -> web.Response:
        return web.json_response({"keys": self.keys})

    async def _key_set(self, _request: web.Request) -> web.StreamResponse:
        self.fetches += 1
        while self.mood == "hangs":  # noqa: ASYNC110 - another thread changes it
            await asyncio.sleep(0.005)
        match self.mood:
            case "fails":
                return web.Response(status=500)
            case "redirects":
                raise web.HTTPFound("/moved/keys")
            case "rubbish":
                return web.Response(text="<html>down for maintenance</html>")
            case "array":
                return web.json_response(self.keys)
            case "no-keys":
                return web.json_response({"keys": []})
            case "huge":
                return web.Response(text=json.dumps({"keys": self.keys, "x": "x" * 2_000_000}))
            case _:
                return web.json_response({"keys": self.keys})


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    """Run an issuer for as long as the block lasts; no fetch is given up on a slow machine."""
    with Issuer() as issuer, patch.object(keys, "FETCH_SECONDS", PATIENCE_SECONDS):
        yield issuer
