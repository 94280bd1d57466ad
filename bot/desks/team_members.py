"""Who belongs to Internal Communications: checked on the server before anything is done or shown.

Members are those whom the settings list, or else the roster of the triage channel. The roster is
kept for ten minutes: whoever leaves the channel can act for that long at most.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.connector import Connector, ConnectorError
from bot.desks.triage_channel import TriageDesk
from bot.single_flight import SingleFlight

log = logging.getLogger(__name__)

ROSTER_LASTS_SECONDS = 600.0
STRANGERS_LAST_SECONDS = 30.0
# While the roster cannot be read, every press would wait for that anew, longer than Teams waits.
FAILURE_LASTS_SECONDS = 10.0
MAX_STRANGERS = 1_000


class RosterUnavailable(Exception):
    """I cannot check who is in the team just now. Nothing was done. Please try again."""

    def __init__(self) -> None:
        super().__init__(self.__class__.__doc__)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of Internal Communications; `addresses` are e-mail and sign-in names, if known."""

    person: str
    name: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(slots=True)
class TeamMembers:
    """Knows the members. A stranger is looked up anew at most every half minute.

    A roster that could not be read is asked for again after ten seconds.
    """

    connector: Connector
    desk: TriageDesk
    listed: frozenset[str] = frozenset()
    seconds: Callable[[], float] = time.monotonic
    _roster: Mapping[str, Member] = field(default_factory=dict)
    _read_at: float = float("-inf")
    _failed_at: float = float("-inf")
    _strangers: dict[str, float] = field(default_factory=dict)
    _reading: SingleFlight[None] = field(init=False)

    def __post_init__(self) -> None:
        self._reading = SingleFlight(self._read)

    async def find(self, person: str) -> Member | None:
        """Return the member of this directory id, None for a stranger.

        Raises RosterUnavailable where nobody can tell; nobody is let in then.
        """
        who = person.lower()
        if self.listed and who not in self.listed:
            return None
        known = await self._in_roster(who)
        if known is None and self.listed:
            return Member(person)
        return known

    def all(self) -> Sequence[Member]:
        """Return the members whose names are known, by name; none where the roster is not."""
        known = {member.person.lower(): member for member in self._roster.values()}
        return sorted(
            (one for id_, one in known.items() if not self.listed or id_ in self.listed),
            key=lambda member: member.name,
        )

    async def _in_roster(self, who: str) -> Member | None:
        now = self.seconds()
        fresh = now - self._read_at < ROSTER_LASTS_SECONDS
        if fresh and who in self._roster:
            return self._roster[who]
        if fresh and now - self._strangers.get(who, float("-inf")) < STRANGERS_LAST_SECONDS:
            return None
        if now - self._failed_at < FAILURE_LASTS_SECONDS or not await self._is_read():
            if self.listed:
                return None  # the list decides; only their addresses stay unknown
            raise RosterUnavailable
        if who not in self._roster:
            self._remember_stranger(who)
        return self._roster.get(who)

    async def _is_read(self) -> bool:
        """Read the roster; tell whether that went well."""
        try:
            await self._reading.join()
        except ConnectorError as error:
            log.warning("roster.unavailable", extra={"reason": error.reason})
            self._failed_at = self.seconds()
            return False
        return True

    async def _read(self) -> None:
        channel = await self.desk.channel()
        if channel is None:
            self._roster = {}
            return
        self.connector.trust(channel.service_url)
        entries = await self.connector.members(channel.service_url, channel.channel)
        self._roster = {
            id_: member for entry in entries for id_, member in _ids_and_member(entry).items()
        }
        self._read_at = self.seconds()

    def _remember_stranger(self, who: str) -> None:
        if len(self._strangers) >= MAX_STRANGERS:
            self._strangers.clear()
        self._strangers[who] = self.seconds()


def _ids_and_member(entry: Mapping[str, object]) -> dict[str, Member]:
    """Return a roster entry under each of its ids; Teams spells the directory id in two ways."""

    def text(*keys: str) -> str:
        return next((str(entry[key]) for key in keys if entry.get(key)), "")

    directory, own = text("aadObjectId", "objectId"), text("id")
    addresses = dict.fromkeys(
        text(key).lower() for key in ("email", "userPrincipalName", "userPrincipleName")
    )
    member = Member(
        directory or own, text("name"), tuple(address for address in addresses if "@" in address)
    )
    return {id_.lower(): member for id_ in (directory, own) if id_}
