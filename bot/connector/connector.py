"""What the bot asks of the Bot Connector service (its REST API, version 3)."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.connector.bearer import Bearer
from bot.connector.errors import ConnectorError, Uncertain
from bot.connector.retries import TOTAL_SECONDS, pause_before_retry
from bot.connector.transport import Request, Transport

MEMBERS_A_PAGE = 500
MAX_PAGES = 20

Body = Mapping[str, Any]


class Connector:
    """Sends messages and looks up members. Every method raises ConnectorError.

    The bearer goes to trusted service URLs only: the endpoint calls `trust` with that of every
    authenticated activity; whoever sends to one that was kept from such an activity, or that the
    operator set, calls it first.
    """

    def __init__(self, session: aiohttp.ClientSession, bearer: Bearer) -> None:
        self._transport = Transport(session, bearer)

    def trust(self, service_url: str) -> None:
        """Let the bearer be sent to this service URL."""
        self._transport.trust(service_url)

    async def send(
        self, service_url: str, conversation: str, activity: Body, reply_to: str | None = None
    ) -> str:
        """Send a reply, trying again for 15 seconds at most; return its id, "" where untold.

        A reply may come twice where the service drops the connection: for what must arrive once
        there is `send_once`.
        """
        request = _post(service_url, conversation, activity, reply_to)
        return _id(await self._patiently(request))

    async def send_once(
        self, service_url: str, conversation: str, activity: Body, reply_to: str | None = None
    ) -> str:
        """Send a delivery, without any retry; return its id, "" where untold.

        The error's class says whether the message can have arrived: NeverSent, Refused (no, both)
        or Uncertain.
        """
        request = _post(service_url, conversation, activity, reply_to)
        return _id(await self._transport.request(request))

    async def update(
        self, service_url: str, conversation: str, activity_id: str, activity: Body
    ) -> None:
        """Replace a message, trying again for 15 seconds at most: twice is as good as once."""
        await self._patiently(_put(service_url, conversation, activity_id, activity))

    async def update_once(
        self, service_url: str, conversation: str, activity_id: str, activity: Body
    ) -> None:
        """Replace a message, without any retry; errors as `send_once`."""
        await self._transport.request(_put(service_url, conversation, activity_id, activity))

    async def members(self, service_url: str, conversation: str) -> list[dict[str, Any]]:
        """Return all members of a conversation or a team's channel, as the service gives them."""
        path = ("v3", "conversations", conversation, "pagedmembers")
        query: tuple[tuple[str, str], ...] = (("pageSize", str(MEMBERS_A_PAGE)),)
        found: list[dict[str, Any]] = []
        for _ in range(MAX_PAGES):
            page = await self._patiently(Request("GET", service_url, path, query=query))
            entries = page.get("members") if isinstance(page, dict) else None
            if not isinstance(entries, list):
                raise Uncertain("answer-unreadable")
            found += [member for member in entries if isinstance(member, dict)]
            token = page.get("continuationToken")
            if not token:
                return found
            query = (*query[:1], ("continuationToken", str(token)))
        raise Uncertain("too-many-members")

    async def member(self, service_url: str, conversation: str, person: str) -> dict[str, Any]:
        """Return one member of a conversation as the service gives them, asking once."""
        path = (*CONVERSATIONS, conversation, "members", person)
        entry = await self._transport.request(Request("GET", service_url, path))
        if not isinstance(entry, dict):
            raise Uncertain("answer-unreadable")
        return entry

    async def create_conversation(
        self, service_url: str, *, tenant: str, person: str, bot: str
    ) -> str:
        """Open the one-to-one chat with a person, or find it; return its conversation id.

        `person` and `bot` are ids of the channel (29:… and 28:…). Refused with 403 where the bot
        is not installed for that person.
        """
        body = {
            "isGroup": False,
            "bot": {"id": bot},
            "members": [{"id": person}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        opened = _id(await self._patiently(Request("POST", service_url, CONVERSATIONS, body)))
        if not opened:
            raise Uncertain("answer-unreadable")
        return opened

    async def _patiently(self, request: Request) -> Any:
        """Send, and try again where that is worth it, within a bounded time."""
        started = time.monotonic()
        tries = 0
        try:
            async with asyncio.timeout(TOTAL_SECONDS):
                while True:
                    tries += 1
                    try:
                        return await self._transport.request(request)
                    except ConnectorError as error:
                        elapsed = time.monotonic() - started
                        pause = pause_before_retry(error, tries, elapsed)
                        if pause is None:
                            raise
                    await asyncio.sleep(pause)
        except TimeoutError:
            raise Uncertain("timeout") from None


CONVERSATIONS = ("v3", "conversations")


def _post(service_url: str, conversation: str, activity: Body, reply_to: str | None) -> Request:
    path = (*CONVERSATIONS, conversation, "activities")
    return Request("POST", service_url, (*path, reply_to) if reply_to else path, activity)


def _put(service_url: str, conversation: str, activity_id: str, activity: Body) -> Request:
    path = (*CONVERSATIONS, conversation, "activities", activity_id)
    return Request("PUT", service_url, path, activity)


def _id(answer: object) -> str:
    """Return the id in an answer. One without is a success all the same: the status said so."""
    given = answer.get("id") if isinstance(answer, dict) else None
    return given if isinstance(given, str) else ""
