"""Fetches a file that an activity names: bounded in size and time, following no redirect."""

import asyncio
import logging
from ssl import SSLContext

import aiohttp

from bot.connector import Bearer
from bot.connector.errors import BearerUnavailable
from bot.screenshots.refusals import ScreenshotRefused, WhyRefused
from bot.screenshots.resolving import CheckedResolver
from bot.screenshots.sources import Source, Sources

log = logging.getLogger(__name__)

MAX_BYTES = 10 * 1024 * 1024
SECONDS = 10.0
_AT_ONCE = 4
_CHUNK_BYTES = 64 * 1024


class Fetcher:
    """Fetches files from the operator's hosts, over a session of its own without cookies."""

    def __init__(
        self,
        sources: Sources,
        bearer: Bearer,
        *,
        resolver: CheckedResolver | None = None,
        trusted: SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._sources = sources
        self._bearer = bearer
        self._seconds = seconds
        checked = resolver or CheckedResolver(aiohttp.ThreadedResolver())
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=checked,
                use_dns_cache=False,
                limit=_AT_ONCE,
                force_close=True,
                ssl=trusted or True,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
        )

    async def fetch(self, url: str, service_url: str) -> bytes:
        """Return the file. Raises ScreenshotRefused, without asking any host that is not listed."""
        source = self._sources.read(url, service_url)
        try:
            async with asyncio.timeout(self._seconds):
                return await self._fetch(source)
        except (TimeoutError, aiohttp.ClientError, BearerUnavailable, OSError) as error:
            # The type alone: its text may hold the address, which opens the file.
            log.info("screenshot.not-fetched", extra={"why": type(error).__name__})
            raise ScreenshotRefused(WhyRefused.NOT_FETCHED) from None

    async def close(self) -> None:
        """Let go of the connections."""
        await self._session.close()

    async def _fetch(self, source: Source) -> bytes:
        headers = {"Accept-Encoding": "identity"}
        token = await self._bearer.token() if source.with_token else None
        if token:
            headers["Authorization"] = f"Bearer {token}"
        asking = self._session.get(source.url, headers=headers, allow_redirects=False)
        async with asking as response:
            if response.status != 200:
                log.info("screenshot.not-fetched", extra={"status": response.status})
                raise ScreenshotRefused(WhyRefused.NOT_FETCHED)
            if (response.content_length or 0) > MAX_BYTES:
                raise ScreenshotRefused(WhyRefused.TOO_LARGE)
            taken = bytearray()
            async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
                taken += chunk
                if len(taken) > MAX_BYTES:
                    raise ScreenshotRefused(WhyRefused.TOO_LARGE)
            return bytes(taken)
