"""Tokens of a Teams tab: who opened the team's page, as Microsoft Entra ID vouches for it.

The rules are those of "Access token claims reference" and "Validate tokens" of the Microsoft
identity platform, for an API of our own: version 2.0, our own directories, our own audience, our
own scope, and asked for by a Teams client. Every claim is required.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import jwt

from bot.authentication import jwts
from bot.authentication.errors import Unauthenticated
from bot.authentication.keys import SigningKey, SigningKeys
from bot.clock import utc_now

SCOPE = "access_as_user"
TEAMS_CLIENTS = frozenset(
    {
        "1fec8e78-bce4-4aaf-ab1b-5451cc387264",  # Teams for desktop and mobile
        "5e3ce6c0-2b1f-4285-8d4b-75ee78787346",  # Teams in a browser
    }
)
"""The applications that may ask for a token, as they are to be authorised in Entra ID."""

_OPTIONS = jwts.options("iat", "ver", "tid", "oid", "azp", "scp")
_UNVERIFIED: Any = {"verify_signature": False}


@dataclass(frozen=True, slots=True)
class TabUser:
    """Who opened the tab: directory object id, directory, and until when the token is good."""

    person: str
    tenant: str
    expires_at: float


@dataclass(frozen=True, slots=True)
class TabTokens:
    """Checks tokens for `audiences`: the app's id, or its identifier URI.

    `keys` are the key sets of the directories whose people may come, by their id in small letters;
    `login_url` is where those directories issue tokens.
    """

    keys: Mapping[str, SigningKeys]
    audiences: frozenset[str]
    login_url: str
    clock: Callable[[], datetime] = utc_now

    async def authenticate(self, header: str | None) -> TabUser:
        """Check the Authorization header. Raises Unauthenticated or KeysUnavailable."""
        token = jwts.bearer_token(header)
        key_id = jwts.key_id(token)
        tenant = self._tenant_named_by(token)
        key = await self.keys[tenant].find(key_id)
        return self._verified(token, key, tenant)

    async def close(self) -> None:
        """Give up fetches of keys that are under way."""
        for keys in self.keys.values():
            await keys.close()

    def _tenant_named_by(self, token: bytes) -> str:
        """Return which of our directories' key sets to ask: nothing is believed of it yet."""
        try:
            named = jwt.decode(token, options=_UNVERIFIED).get("tid")
        except jwts.UNREADABLE:
            raise Unauthenticated("token-refused") from None
        if not isinstance(named, str) or named.lower() not in self.keys:
            raise Unauthenticated("tenant-not-ours")
        return named.lower()

    def _verified(self, token: bytes, key: SigningKey, tenant: str) -> TabUser:
        try:
            claims = jwt.decode(
                token,
                key.public_key,
                algorithms=jwts.ALGORITHMS,
                audience=_audience_of(token, self.audiences),
                issuer=f"{self.login_url}/{tenant}/v2.0",
                options=_OPTIONS,
            )
        except jwts.UNREADABLE:
            raise Unauthenticated("token-refused") from None
        expires_at = jwts.seconds(claims["exp"])
        jwts.seconds(claims["iat"])
        not_before = jwts.seconds(claims["nbf"])
        jwts.check_times(self.clock(), not_before=not_before, expires_at=expires_at)
        _check_what_for(claims, tenant)
        return TabUser(_person(claims["oid"]), tenant, expires_at)


def _audience_of(token: bytes, audiences: frozenset[str]) -> str:
    """Return the one audience that the token names, if it is ours: PyJWT takes one at a time."""
    named = jwt.decode(token, options=_UNVERIFIED).get("aud")
    if not isinstance(named, str) or named not in audiences:
        raise Unauthenticated("audience-not-ours")
    return named


def _check_what_for(claims: Mapping[str, Any], tenant: str) -> None:
    """Hold that it is a person's token, of this version, for this scope, asked for by Teams."""
    if claims["ver"] != "2.0" or str(claims["tid"]).lower() != tenant:
        raise Unauthenticated("token-refused")
    if str(claims["azp"]) not in TEAMS_CLIENTS or claims.get("idtyp", "user") != "user":
        raise Unauthenticated("client-not-teams")
    scopes = claims["scp"]
    if not isinstance(scopes, str) or SCOPE not in scopes.split(" "):
        raise Unauthenticated("scope-missing")


def _person(named: object) -> str:
    try:
        return str(UUID(named)) if isinstance(named, str) else _nobody()
    except ValueError:
        return _nobody()


def _nobody() -> str:
    raise Unauthenticated("person-missing")
