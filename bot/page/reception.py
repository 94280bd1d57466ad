"""Who is at the page, and whether they may read: asked anew with every request."""

import logging
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from aiohttp import web

from bot.addresses import is_loopback
from bot.desks.case_desk import as_actor
from bot.desks.permissions import Permissions
from bot.desks.triage_channel import TriageDesk
from bot.door import Caller, NobodyCanTell, Pass, Rates, Staff
from bot.page.refusals import PageRefused, SignInFirst
from bot.page.session import COOKIE, Sessions
from dialogs.wording import limits, team_page
from storage.records import Actor

log = logging.getLogger(__name__)


class Visitors(Protocol):
    """Knows who is at the page."""

    def person(self, request: web.Request) -> str:
        """Return their directory object id. Raises SignInFirst or PageRefused."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whoever signed in with a token of Teams."""

    sessions: Sessions

    def person(self, request: web.Request) -> str:
        """Return who signed in. Raises SignInFirst."""
        person = self.sessions.person(request.cookies.get(COOKIE))
        if person is not None:
            return person
        if "signed-in" in request.query:  # just now, and the browser kept nothing of it
            raise PageRefused(403, team_page.NO_COOKIES, "no-cookies")
        raise SignInFirst


@dataclass(frozen=True, slots=True)
class OnThisMachine:
    """In local mode everybody on this machine is the one made-up member, and nobody else comes.

    The name that was asked for counts as well: a page elsewhere may have its name lead here.
    """

    member: str

    def person(self, request: web.Request) -> str:
        """Return the made-up member. Raises PageRefused."""
        asked = urlsplit(f"//{request.host}").hostname or ""
        if is_loopback(request.remote or "") and is_loopback(asked):
            return self.member
        raise PageRefused(403, team_page.NOT_ON_THIS_MACHINE, "not-local")


@dataclass(frozen=True, slots=True)
class Reception:
    """Lets members of Internal Communications read, as often as the door lets people write.

    `staff` tells staff from guests, None where guests may come.
    """

    visitors: Visitors
    permissions: Permissions
    desk: TriageDesk
    rates: Rates
    staff: Staff | None = None

    async def reader(self, request: web.Request) -> Actor:
        """Return the member who reads. Raises SignInFirst or PageRefused."""
        person = self.visitors.person(request)
        if self.rates.take(person, "") is not Pass.TAKEN:
            raise PageRefused(429, team_page.TOO_FAST, "too-fast")
        member = await self.permissions.member(person)
        if isinstance(member, str):
            raise PageRefused(403, member, "not-a-member")
        await self._check_staff(person)
        return as_actor(member)

    async def _check_staff(self, person: str) -> None:
        channel = await self.desk.channel()
        if self.staff is None or channel is None:
            return
        caller = Caller(person, channel.service_url, channel.channel)
        try:
            is_staff = await self.staff.has(caller)
        except NobodyCanTell:
            raise PageRefused(503, team_page.CANNOT_CHECK, "staff-unknown") from None
        if not is_staff:
            raise PageRefused(403, limits.STAFF_ONLY, "guest")
