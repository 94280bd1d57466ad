"""Which addresses a screenshot may be fetched from, and which of them see the bot's own token.

An address comes from outside, in an activity: it is believed only where its host is on the
operator's list, by name, over HTTPS on the usual port. The token goes to the Bot Connector's own
attachments, at the very host that authenticated activities come from, and nowhere else: a file of
SharePoint's is opened by its own address.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from bot.addresses import HOST_NAME, is_loopback
from bot.screenshots.refusals import ScreenshotRefused, WhyRefused

MAX_URL = 4_000
_ATTACHMENT = re.compile(r"(?:/[A-Za-z0-9._~-]+)*/v3/attachments/[A-Za-z0-9._~%-]+/views/\w+")


@dataclass(frozen=True, slots=True)
class Source:
    """An address that may be asked for a file; `with_token` tells whether the token goes along."""

    url: str
    with_token: bool


@dataclass(frozen=True, slots=True)
class Sources:
    """The operator's list of hosts. `local` lets local running ask its own machine as well."""

    hosts: frozenset[str]
    local: bool = False

    @classmethod
    def of(cls, hosts: Iterable[str], *, local: bool = False) -> "Sources":
        """Make the list from the setting."""
        return cls(frozenset(host.lower() for host in hosts), local)

    def read(self, url: str, service_url: str) -> Source:
        """Return where to ask. Raises ScreenshotRefused for any other address.

        `service_url` is that of the authenticated activity which named the file.
        """
        parts = _split(url)
        host = parts.hostname or ""
        if self.local and _origin(parts) == _origin(_split(service_url)) and is_loopback(host):
            return Source(url, with_token=False)
        if parts.scheme != "https" or parts.netloc.lower() not in {host, f"{host}:443"}:
            raise ScreenshotRefused(WhyRefused.UNKNOWN_PLACE)
        if not HOST_NAME.fullmatch(host) or not self._lists(host):
            raise ScreenshotRefused(WhyRefused.UNKNOWN_PLACE)
        return Source(url, with_token=_is_connectors(parts, service_url))

    def _lists(self, host: str) -> bool:
        above = host.split(".", 1)[1]
        # A star stands for one name: tenant.sharepoint.com, and nothing under it.
        return host in self.hosts or f"*.{above}" in self.hosts


def _split(url: str) -> SplitResult:
    """Take an address apart. Raises ScreenshotRefused for what two readers may read differently."""
    plain = url.isascii() and url.isprintable() and not re.search(r"[\s\\<>\"#@]", url)
    if not plain or len(url) > MAX_URL:
        raise ScreenshotRefused(WhyRefused.UNKNOWN_PLACE)
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ScreenshotRefused(WhyRefused.UNKNOWN_PLACE) from None
    return parts


def _origin(parts: SplitResult) -> tuple[str, str, int | None]:
    return parts.scheme, parts.hostname or "", parts.port


def _is_connectors(parts: SplitResult, service_url: str) -> bool:
    """Tell whether an address is an attachment of the service that the activity came from."""
    service = _split(service_url)
    same = service.scheme == "https" and service.hostname == parts.hostname
    return same and _ATTACHMENT.fullmatch(parts.path) is not None
