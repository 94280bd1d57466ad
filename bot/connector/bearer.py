"""The bot's own token, which it shows to the Bot Connector service."""

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

from bot.connector.errors import BearerUnavailable
from bot.connector.grants import Acquire, client_credentials, managed_identity
from bot.settings import Settings
from bot.single_flight import SingleFlight

RENEW_BEFORE_SECONDS = 300.0
WAIT_SECONDS = 8.0
RETRY_INTERVAL_SECONDS = 2.0
RENEW_INTERVAL_SECONDS = 30.0
MIN_AGE_OF_A_REFUSED_TOKEN_SECONDS = 60.0


class Bearer(Protocol):
    """Gives the token that is sent along; None where there is none to send."""

    async def token(self) -> str | None:
        """Return a token that is good now. Raises BearerUnavailable."""

    async def renew(self, refused: str, /) -> str | None:
        """Return another token than the one that was refused; None where there is none."""

    async def close(self) -> None:
        """Let go of what is under way."""


class NoBearer:
    """For local mode: nothing secret is sent."""

    async def token(self) -> str | None:
        """Return None."""
        return None

    async def renew(self, _refused: str, /) -> str | None:
        """Return None."""
        return None

    async def close(self) -> None:
        """Do nothing: nothing is ever under way."""


class MsalBearer:
    """Keeps a token, and gets another one in a thread before it runs out.

    `acquire` blocks; it is given True where its own cache must not answer, since the cached token
    was refused. It raises BearerUnavailable. All callers share one request for a token.
    """

    def __init__(self, acquire: Acquire, clock: Callable[[], float] = time.monotonic) -> None:
        self._acquire = acquire
        self._clock = clock
        self._token = ""
        self._acquired_at = self._expires_at = self._next_try_at = clock()
        self._refused = False
        self._failure: BearerUnavailable | None = None
        self._acquiring = SingleFlight(self._get)

    async def token(self) -> str | None:
        """Return the token; one that soon runs out is renewed behind the caller's back."""
        remaining = self._expires_at - self._clock()
        if remaining <= 0:
            await self._wait_for_token()
        elif remaining < RENEW_BEFORE_SECONDS and self._clock() >= self._next_try_at:
            self._acquiring.start()
        return self._token

    async def renew(self, refused: str, /) -> str | None:
        """Return another token. A brand new one is not renewed: it was refused for a reason."""
        if refused == self._token:
            if self._clock() - self._acquired_at < MIN_AGE_OF_A_REFUSED_TOKEN_SECONDS:
                return None
            self._refused = True
            await self._wait_for_token()
        return self._token

    async def close(self) -> None:
        """Give up a request under way."""
        await self._acquiring.close()

    async def _wait_for_token(self) -> None:
        waiting = self._acquiring.under_way or self._clock() >= self._next_try_at
        if self._failure is not None and not waiting:
            raise BearerUnavailable(self._failure.detail)
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._acquiring.join()
        except TimeoutError:
            raise BearerUnavailable("login-timeout") from None

    async def _get(self) -> None:
        try:
            grant = await asyncio.to_thread(self._acquire, self._refused)
        except BearerUnavailable as error:
            self._failure = error
            self._next_try_at = self._clock() + RETRY_INTERVAL_SECONDS
            raise
        self._failure = None
        self._refused = False
        self._token = grant.token
        self._acquired_at = self._clock()
        self._expires_at = self._acquired_at + grant.seconds
        self._next_try_at = self._acquired_at + RENEW_INTERVAL_SECONDS


def bearer_for(settings: Settings, audience: str = "") -> Bearer:
    """Choose by the app type; without an app id (local mode) there is no token.

    The token is for the Bot Connector service, or for another `audience`, such as Microsoft Graph.
    """
    audience = audience or settings.issuer
    if not settings.app_id:
        return NoBearer()
    if settings.app_type == "UserAssignedMSI":
        return MsalBearer(managed_identity(settings.app_id, resource=audience))
    return MsalBearer(
        client_credentials(
            settings.app_id,
            settings.app_password.get_secret_value(),
            authority=f"{settings.login_url.rstrip('/')}/{settings.tenant_id}",
            scope=f"{audience}/.default",
        )
    )
