"""Who may call: how tokens are checked, and who stands at the door."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

from aiohttp import ClientSession

from bot.authentication import Authenticator, NoAuthentication, SigningKeys, TokenAuthentication
from bot.connector import Connector
from bot.door import Rates, Staff
from bot.settings import Settings
from bot.teams.doorman import Doorman
from bot.teams.personal_chats import PersonalChats
from storage.ports.clock import Clock


def authenticator(
    settings: Settings, session: ClientSession, clock: Clock, opening: AsyncExitStack
) -> tuple[Authenticator, Callable[[], Awaitable[bool]]]:
    """Return what checks tokens, and what tells whether it can.

    Without an app id (local mode, on loopback) there are none to check.
    """
    if not settings.app_id:
        return NoAuthentication(), _without_keys
    keys = SigningKeys(session, settings.openid_metadata_url)
    opening.push_async_callback(keys.close)
    tokens = TokenAuthentication(
        keys,
        app_id=settings.app_id,
        tenants=settings.tenants,
        issuer=settings.issuer,
        clock=clock,
    )
    return tokens, keys.ready


async def _without_keys() -> bool:
    return True


def doorman(settings: Settings, connector: Connector, chats: PersonalChats) -> Doorman:
    """Return who stands at the door. In local mode nobody is of any directory, so none is asked."""
    return Doorman(Rates(settings.messages_a_minute), chats, staff_for(settings, connector))


def staff_for(settings: Settings, connector: Connector) -> Staff | None:
    """Return what tells staff from guests, None where everybody may come."""
    if settings.allow_guests or not settings.app_id:
        return None
    return Staff(connector, settings.tenants)
