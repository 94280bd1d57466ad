"""Whether a person belongs to the organisation's own directory, or is a guest in it.

An activity does not tell guests from staff: both come with an id of our directory. The roster of
the conversation does, in the role, the sign-in name (`…#EXT#@…`) and the tenant of its entry
(Teams: TeamsChannelAccount).
"""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.connector import Connector, ConnectorError, Refused
from bot.locks import KeyedLocks

log = logging.getLogger(__name__)

LASTS_SECONDS = 12 * 3600.0
ASKED_WITHIN_SECONDS = 4.0
MOST_REMEMBERED = 20_000
_NOT_STAFF = frozenset({"guest", "anonymous"})
_OF_ANOTHER_DIRECTORY = "#EXT#"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is at the door: their id in the channel, and where they can be looked up."""

    id: str
    service_url: str
    conversation: str


class NobodyCanTell(Exception):
    """The roster could not be asked. `refused` tells that the bot is not in that conversation."""

    def __init__(self, *, refused: bool) -> None:
        super().__init__("not in the roster" if refused else "no roster")
        self.refused = refused


@dataclass(slots=True)
class Staff:
    """Knows who is staff of these tenants; a person is asked for once in half a day.

    Where the roster cannot be asked, what was known before goes on to hold.
    """

    connector: Connector
    tenants: frozenset[str]
    seconds: Callable[[], float] = time.monotonic
    _known: OrderedDict[str, tuple[float, bool]] = field(default_factory=OrderedDict)
    _asking: KeyedLocks = field(default_factory=KeyedLocks)

    async def has(self, caller: Caller) -> bool:
        """Tell whether somebody is staff. Raises NobodyCanTell."""
        async with self._asking.hold(caller.id):
            known = self._known.get(caller.id)
            if known is not None and self.seconds() - known[0] < LASTS_SECONDS:
                return known[1]
            try:
                is_staff = self._is_staff(await self._entry(caller))
            except NobodyCanTell:
                if known is not None:
                    return known[1]
                raise
            self._remember(caller.id, is_staff=is_staff)
            return is_staff

    async def _entry(self, caller: Caller) -> Mapping[str, object]:
        try:
            async with asyncio.timeout(ASKED_WITHIN_SECONDS):
                return await self.connector.member(
                    caller.service_url, caller.conversation, caller.id
                )
        except ConnectorError as error:
            log.warning("caller.not-looked-up", extra={"reason": error.reason})
            raise NobodyCanTell(refused=isinstance(error, Refused)) from None
        except TimeoutError:
            log.warning("caller.not-looked-up", extra={"reason": "timeout"})
            raise NobodyCanTell(refused=False) from None

    def _is_staff(self, entry: Mapping[str, object]) -> bool:
        def text(name: str) -> str:
            return str(entry.get(name) or "")

        tenant = text("tenantId").lower()
        return (
            text("userRole").lower() not in _NOT_STAFF
            and _OF_ANOTHER_DIRECTORY not in text("userPrincipalName").upper()
            and (not tenant or tenant in self.tenants)
        )

    def _remember(self, person: str, *, is_staff: bool) -> None:
        self._known[person] = (self.seconds(), is_staff)
        self._known.move_to_end(person)
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)
