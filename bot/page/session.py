"""The session of the team's page: a short-lived cookie that says who signed in, and is signed.

It is sent within Teams, which shows the page in a frame: SameSite=None, and Partitioned, so that it
exists beneath Teams alone. Nothing can be written on the page, so that a request which another site
causes changes nothing, and its answer cannot be read there. Whether that person is a member is
asked anew with every request; the session only says who they are.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.authentication import TabUser
from bot.signatures import NotSignedHere, derived_key, opened, signed
from storage.ports.clock import Clock

COOKIE = "__Secure-team-page"
SESSIONS_LAST = timedelta(minutes=30)
_PURPOSE = "team-page-session"


class _Session(BaseModel):
    """Who signed in, and until when that holds, in whole seconds of Unix time."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    person: str
    until: int


@dataclass(frozen=True, slots=True)
class Sessions:
    """Makes and reads sessions. `path` is where the page stands."""

    key: bytes
    path: str
    clock: Clock

    @classmethod
    def from_key(cls, master_key: bytes, path: str, clock: Clock) -> Self:
        """Derive the signing key from the service's master key."""
        return cls(derived_key(master_key, _PURPOSE), path, clock)

    def cookie(self, user: TabUser) -> str:
        """Return the Set-Cookie header of somebody who signed in.

        The session never outlives the token that it was given for.
        """
        ends = (self.clock() + SESSIONS_LAST).timestamp()
        session = _Session(person=user.person, until=int(min(ends, user.expires_at)))
        value = signed(self.key, session.model_dump_json().encode())
        lasts = int(SESSIONS_LAST.total_seconds())
        return (
            f"{COOKIE}={value}; Path={self.path}; Max-Age={lasts}; "
            "Secure; HttpOnly; SameSite=None; Partitioned"
        )

    def person(self, cookie: str | None) -> str | None:
        """Return who signed in, by the cookie's value; None where it is no session, or is over."""
        try:
            session = _Session.model_validate_json(opened(self.key, cookie or ""))
        except (NotSignedHere, ValidationError):
            return None
        over = self.clock() >= datetime.fromtimestamp(session.until, UTC)
        return None if over else session.person
