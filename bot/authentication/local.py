"""Local mode: no tokens, loopback only."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.addresses import is_loopback, is_safe_url
from bot.authentication.claims import Claims
from bot.authentication.errors import Unauthenticated


class NoAuthentication:
    """Believes every caller, for a service that listens on loopback (see settings).

    Replies still go to this machine only: an activity that names another address is refused.
    """

    async def authenticate(self, _header: str | None, /) -> Claims:
        """Believe the caller."""
        return Claims(service_url=None)

    def authorise(self, _claims: Claims, activity: Mapping[str, Any], /) -> str:
        """Ask for a channel and for a service URL on loopback."""
        channel, service_url = activity.get("channelId"), activity.get("serviceUrl")
        if not channel or not isinstance(channel, str):
            raise Unauthenticated("channel-missing")
        if not isinstance(service_url, str) or not is_safe_url(service_url):
            raise Unauthenticated("service-url-missing")
        if not is_loopback(urlsplit(service_url).hostname or ""):
            raise Unauthenticated("service-url-not-local")
        return service_url
