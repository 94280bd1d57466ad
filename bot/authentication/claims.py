"""What an authenticated caller has shown, and the two steps of authentication."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says, once its signature is verified.

    `service_url` is where replies may be sent; None only in local mode, which has no tokens.
    `endorsements` are the channels that the signing key may speak for. `not_before` and
    `expires_at` are seconds since 1970.
    """

    service_url: str | None
    endorsements: frozenset[str] = frozenset()
    not_before: float = 0.0
    expires_at: float = 0.0


class Authenticator(Protocol):
    """Two steps, so that the body of a stranger's request is never read."""

    async def authenticate(self, header: str | None, /) -> Claims:
        """Check the Authorization header alone. Raises Unauthenticated or KeysUnavailable."""

    def authorise(self, claims: Claims, activity: Mapping[str, Any], /) -> str:
        """Check that the claims cover this activity; return the service URL to reply to.

        `activity` is the parsed JSON. Raises Unauthenticated.
        """
