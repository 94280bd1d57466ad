"""Tokens of the Bot Framework: whether a caller is the channel that it says it is.

The rules are those of "Authenticate requests from the Bot Connector service" in the Bot Framework
documentation, with every claim required. Tokens of the emulator or of another bot (skills) have
another issuer and are refused.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

import jwt

from bot.addresses import is_safe_url
from bot.authentication import jwts
from bot.authentication.claims import Claims
from bot.authentication.errors import Unauthenticated
from bot.authentication.keys import SigningKey, SigningKeys
from bot.clock import utc_now

CHANNEL = "msteams"
MAX_REMEMBERED = 512
OPTIONS = jwts.options("serviceurl")


class TokenAuthentication:
    """Checks tokens issued by `issuer` to `app_id`, for people of the directories that are named.

    A verified token is remembered by its digest, since a channel sends the same one for an hour
    and a signature costs a quarter of a turn. Its times are checked again with every use, and it is
    forgotten with its key.
    """

    def __init__(
        self,
        keys: SigningKeys,
        *,
        app_id: str,
        tenants: Collection[str],
        issuer: str,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        if not app_id or not tenants or not all(tenants) or not issuer:
            raise ValueError("app id, tenants and issuer are all needed")
        self._keys = keys
        self._app_id = app_id
        self._tenants = frozenset(tenant.lower() for tenant in tenants)
        self._issuer = issuer
        self._clock = clock
        self._verified: OrderedDict[bytes, tuple[SigningKey, Claims]] = OrderedDict()

    async def authenticate(self, header: str | None, /) -> Claims:
        """Check the Authorization header. Raises Unauthenticated or KeysUnavailable."""
        token = jwts.bearer_token(header)
        digest = hashlib.sha256(token).digest()
        claims = self._remembered(digest)
        if claims is None:
            key = await self._keys.find(jwts.key_id(token))
            claims = self._verify(token, key)
            self._remember(digest, key, claims)
        self._check_times(claims)
        return claims

    def authorise(self, claims: Claims, activity: Mapping[str, Any], /) -> str:
        """Check that the token covers this activity; return the service URL to reply to.

        The service URL must be the token's. The channel must be Teams, with a key endorsed for it:
        elsewhere (Direct Line, Web Chat) the sender writes the channel data, and so the directory,
        themselves. The directory must be one of ours wherever the activity names one, and it must
        name one.
        """
        service_url = claims.service_url
        if service_url is None or activity.get("serviceUrl") != service_url:
            raise Unauthenticated("service-url-differs")
        channel = activity.get("channelId")
        if channel != CHANNEL or CHANNEL not in claims.endorsements:
            raise Unauthenticated("channel-not-endorsed")
        tenants = _tenants(activity)
        if not tenants or not self._tenants.issuperset(tenants):
            raise Unauthenticated("tenant-not-ours")
        return service_url

    def _remembered(self, digest: bytes) -> Claims | None:
        found = self._verified.get(digest)
        if found is None:
            return None
        if not self._keys.holds(found[0]):
            del self._verified[digest]
            return None
        self._verified.move_to_end(digest)
        return found[1]

    def _remember(self, digest: bytes, key: SigningKey, claims: Claims) -> None:
        self._verified[digest] = (key, claims)
        if len(self._verified) > MAX_REMEMBERED:
            self._verified.popitem(last=False)

    def _verify(self, token: bytes, key: SigningKey) -> Claims:
        try:
            payload = jwt.decode(
                token,
                key.public_key,
                algorithms=jwts.ALGORITHMS,
                audience=self._app_id,
                issuer=self._issuer,
                options=OPTIONS,
            )
        except jwts.UNREADABLE:
            raise Unauthenticated("token-refused") from None
        service_url = payload["serviceurl"]
        if not isinstance(service_url, str) or not is_safe_url(service_url):
            raise Unauthenticated("service-url-unusable")
        return Claims(
            service_url=service_url,
            endorsements=key.endorsements,
            not_before=jwts.seconds(payload["nbf"]),
            expires_at=jwts.seconds(payload["exp"]),
        )

    def _check_times(self, claims: Claims) -> None:
        jwts.check_times(self._clock(), not_before=claims.not_before, expires_at=claims.expires_at)


def _tenants(activity: Mapping[str, Any]) -> list[str]:
    """Return every directory id that the activity names, in lower case; "" for a broken one.

    It can stand in the channel data, with the conversation, and with the sender (a person of
    another directory, in a chat or a shared channel of ours). The SDK reads none of the three.
    """
    named: list[object] = []
    channel_data = activity.get("channelData")
    if isinstance(channel_data, dict) and (tenant := channel_data.get("tenant")) is not None:
        named.append(tenant.get("id", "") if isinstance(tenant, dict) else "")
    for field in ("conversation", "from"):
        holder = activity.get(field)
        if isinstance(holder, dict) and (directory := holder.get("tenantId")) is not None:
            named.append(directory)
    return [directory.lower() if isinstance(directory, str) else "" for directory in named]
