"""One request to the Bot Connector service, and what became of it."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.addresses import is_safe_url
from bot.clock import utc_now
from bot.connector.bearer import Bearer
from bot.connector.errors import ConnectorError, NeverSent, Refused, Uncertain

MAX_ANSWER_BYTES = 1024 * 1024
_CODE = re.compile(r"[A-Za-z]{1,64}")


@dataclass(frozen=True, slots=True)
class Request:
    """A request: `path` are the segments below the service URL, not yet encoded."""

    method: str
    service_url: str
    path: tuple[str, ...]
    body: Mapping[str, Any] | None = None
    query: tuple[tuple[str, str], ...] = ()


class Transport:
    """Sends requests with the bot's bearer, but only to service URLs that are trusted."""

    def __init__(self, session: aiohttp.ClientSession, bearer: Bearer) -> None:
        self._session = session
        self._bearer = bearer
        self._trusted: set[str] = set()

    def trust(self, service_url: str) -> None:
        """Let the bearer be sent to a service URL that an authenticated activity came with."""
        self._trusted.add(service_url.rstrip("/"))

    async def request(self, request: Request) -> Any:
        """Send once; return the answer's JSON, None where it has none. Raises ConnectorError.

        A refused bearer (401) is renewed and the request sent again: it was not taken before.
        """
        url = _url(request)
        token = await self._bearer.token()
        if token is not None and request.service_url.rstrip("/") not in self._trusted:
            raise NeverSent("service-url-not-trusted")
        try:
            return await self._send(request, url, token)
        except Refused as error:
            if error.status != 401 or token is None:
                raise
            renewed = await self._bearer.renew(token)
            if renewed is None:
                raise
        return await self._send(request, url, renewed)

    async def _send(self, request: Request, url: URL, token: str | None) -> Any:
        headers = {"Content-Type": "application/json"} if request.body is not None else {}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        data = None if request.body is None else json.dumps(request.body).encode()
        try:
            async with self._session.request(
                request.method, url, data=data, headers=headers, allow_redirects=False
            ) as response:
                return await _read(response)
        except (aiohttp.ClientError, OSError) as error:
            raise _failure(error) from None


def _url(request: Request) -> URL:
    """Join the address. An id is one segment of it, whatever it holds."""
    if not is_safe_url(request.service_url):
        raise NeverSent("service-url-unusable")
    if any(segment in {"", ".", ".."} for segment in request.path):
        raise NeverSent("id-unusable")
    path = "/".join(quote(segment, safe="") for segment in request.path)
    url = URL(f"{request.service_url.rstrip('/')}/{path}", encoded=True)
    return url.with_query(request.query) if request.query else url


def _failure(error: Exception) -> ConnectorError:
    """Tell a request that never left from one that may have arrived."""
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return NeverSent("no-connection")
    if isinstance(error, aiohttp.InvalidURL):
        return NeverSent("service-url-unusable")
    if isinstance(error, TimeoutError):
        return Uncertain("timeout")
    return Uncertain("disconnected")


async def _read(response: aiohttp.ClientResponse) -> Any:
    answer = await _json(response)
    if 200 <= response.status < 300:
        return answer
    retry_after = retry_after_seconds(response.headers.get("Retry-After"), utc_now())
    kind = Uncertain if response.status >= 500 else Refused
    raise kind(_error_code(answer), status=response.status, retry_after=retry_after)


async def _json(response: aiohttp.ClientResponse) -> Any:
    """Read the answer, as far as it can be read: its status alone already tells the outcome."""
    text = bytearray()
    try:
        async for chunk in response.content.iter_chunked(65536):
            text += chunk
            if len(text) > MAX_ANSWER_BYTES:
                return None
        return json.loads(text)
    except (aiohttp.ClientError, OSError, ValueError, RecursionError):
        return None


def _error_code(answer: object) -> str:
    """Return the service's own code, such as BotNotInConversationRoster, never its message."""
    error = answer.get("error") if isinstance(answer, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""


def retry_after_seconds(header: str | None, now: datetime) -> float | None:
    """Read a Retry-After header: seconds, or an HTTP date. None where it says nothing sensible."""
    if header is None:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(header) - now).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return max(seconds, 0.0) if math.isfinite(seconds) else None
