"""Looks for a case's own card among the messages of the team's channel.

`GET /v1.0/teams/{group}/channels/{channel}/messages` of Microsoft Graph gives the messages of a
channel without their threads, the last changed ones first, fifty a page. Reading them as an
application needs the resource-specific permission ChannelMessage.Read.Group (manifest/build.py).
They are people's words: all but the bot's own are passed over unread, and nothing is kept or
logged.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.connector import Bearer, BearerUnavailable
from bot.graph.cards import is_card_of

MAX_PAGES = 10
A_PAGE = 50
MAX_PAGE_BYTES = 4 * 1024 * 1024
# Within the time in which a send must begin (bot.deliveries.delivery).
SECONDS = 4.0


class LookUpFailed(Exception):
    """Nobody can tell whether the card is there; `reason` is a code for the log."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class ChannelMessages:
    """The messages of one team's channels. `group` is the team's Microsoft 365 group id.

    `url` is Graph's address, `app_id` the bot's own: messages of others are never its cards.
    """

    session: aiohttp.ClientSession
    bearer: Bearer
    url: str
    group: str
    app_id: str

    async def find_card(self, channel: str, reference: str, since: datetime) -> str:
        """Return the id of a case's card that was posted since then, empty where there is none.

        Raises LookUpFailed, also where there is more to read than `MAX_PAGES`.
        """
        try:
            async with asyncio.timeout(SECONDS):
                return await self._find(channel, reference, since)
        except TimeoutError:
            raise LookUpFailed("timeout") from None
        except BearerUnavailable as error:
            raise LookUpFailed(error.reason) from None
        except (aiohttp.ClientError, OSError, ValueError, RecursionError) as error:
            raise LookUpFailed(type(error).__name__) from None

    async def _find(self, channel: str, reference: str, since: datetime) -> str:
        page = self._first_page(channel)
        for _ in range(MAX_PAGES):
            answer = await self._read(page)
            messages = _messages(answer)
            for message in messages:
                if self._is_own(message) and is_card_of(message, reference):
                    return str(message["id"])
            # They come by their last change, and the card cannot have changed before it came.
            ended = messages and all(_changed_at(message) < since for message in messages)
            following = None if ended else self._next(answer)
            if following is None:
                return ""
            page = following
        raise LookUpFailed("too-many-messages")

    async def _read(self, page: URL) -> Mapping[str, Any]:
        token = await self.bearer.token()
        answer = await self._get(page, token)
        if answer is None and token is not None:
            answer = await self._get(page, await self.bearer.renew(token))
        if answer is None:
            raise LookUpFailed("refused-401")
        return answer

    async def _get(self, page: URL, token: str | None) -> Mapping[str, Any] | None:
        """Read a page; None where the token was refused."""
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        async with self.session.get(page, headers=headers, allow_redirects=False) as response:
            if response.status == 401:
                return None
            if response.status != 200:
                raise LookUpFailed(f"refused-{response.status}")
            text = bytearray()
            async for chunk in response.content.iter_chunked(65536):
                text += chunk
                if len(text) > MAX_PAGE_BYTES:
                    raise LookUpFailed("answer-too-large")
        answer = json.loads(text)
        if not isinstance(answer, dict):
            raise LookUpFailed("answer-unreadable")
        return answer

    def _first_page(self, channel: str) -> URL:
        path = f"v1.0/teams/{self.group}/channels/{quote(channel, safe='')}/messages"
        return URL(f"{self.url.rstrip('/')}/{path}?$top={A_PAGE}", encoded=True)

    def _next(self, answer: Mapping[str, Any]) -> URL | None:
        """Return where the next page is. Raises LookUpFailed for one that is not Graph's."""
        link = answer.get("@odata.nextLink")
        if link is None:
            return None
        page = URL(str(link), encoded=True)
        if page.origin() != URL(self.url).origin():
            raise LookUpFailed("foreign-page")
        return page

    def _is_own(self, message: Mapping[str, Any]) -> bool:
        sender = message.get("from")
        application = sender.get("application") if isinstance(sender, dict) else None
        known = application.get("id") if isinstance(application, dict) else None
        return str(known or "").lower() == self.app_id.lower() and not message.get(
            "deletedDateTime"
        )


def _messages(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = answer.get("value")
    if not isinstance(found, list):
        raise LookUpFailed("answer-unreadable")
    return [each for each in found if isinstance(each, dict) and each.get("id")]


def _changed_at(message: Mapping[str, Any]) -> datetime:
    """Return when a message last changed. Raises ValueError, also for a time without a zone."""
    at = datetime.fromisoformat(str(message.get("lastModifiedDateTime")))
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at
