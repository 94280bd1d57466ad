"""Resolves a host, and refuses it where any of its addresses is not of the public internet.

The connection is made to the addresses that were checked here: there is no second look-up that
could answer otherwise.
"""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from aiohttp.abc import AbstractResolver, ResolveResult
from typing_extensions import override

from bot.screenshots.refusals import ScreenshotRefused, WhyRefused

# Prefixes under which an IPv6 address only wraps an IPv4 one (RFC 6052, RFC 8215, RFC 4291).
_WRAPPING = (
    IPv6Network("64:ff9b::/96"),
    IPv6Network("64:ff9b:1::/48"),
    IPv6Network("::/96"),
    IPv6Network("::ffff:0:0:0/96"),
)

# The one public address that answers for a machine in Azure about itself.
_OF_THE_MACHINE = ip_address("168.63.129.16")


def is_public(address: str) -> bool:
    """Tell whether an address is one of the public internet, whatever it may be wrapped in."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return ip != _OF_THE_MACHINE and _is_global(ip)
    if ip.scope_id is not None or any(ip in network for network in _WRAPPING):
        return False
    if ip.ipv4_mapped or ip.sixtofour or ip.teredo:
        return False
    return _is_global(ip)


def _is_global(ip: IPv4Address | IPv6Address) -> bool:
    outside = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_private
    if isinstance(ip, IPv6Address) and ip.is_site_local:
        return False
    return ip.is_global and not outside


class CheckedResolver(AbstractResolver):
    """Resolves through `inner`, and gives out addresses that pass `allowed` alone."""

    def __init__(self, inner: AbstractResolver, allowed: Callable[[str], bool] = is_public) -> None:
        self._inner = inner
        self._allowed = allowed

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the host's addresses. Raises ScreenshotRefused where one of them is private."""
        found = await self._inner.resolve(host, port, family)
        if not found or not all(self._allowed(one["host"]) for one in found):
            raise ScreenshotRefused(WhyRefused.UNKNOWN_PLACE)
        return found

    @override
    async def close(self) -> None:
        """Let go of the inner resolver."""
        await self._inner.close()
