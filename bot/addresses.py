"""Which addresses the bot may listen on or speak to."""

import ipaddress
import re
from urllib.parse import urlsplit

HOST_NAME = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
"""A name of at least two parts, in small letters; never an address of numbers."""


def is_host_pattern(pattern: str) -> bool:
    """Tell whether a setting names hosts: a host's name, or `*.` and one."""
    return HOST_NAME.fullmatch(pattern.lower().removeprefix("*.")) is not None


def is_loopback(host: str) -> bool:
    """Tell whether a host reaches this machine alone. Only literal addresses and localhost do."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_safe_url(url: str) -> bool:
    """Tell whether a secret may be sent to a URL: https, or http on loopback.

    User information, a query or a fragment are refused: each can make an address look like
    another, and no service of the Bot Framework has them.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    if any(letter.isspace() or letter == "\\" or not letter.isprintable() for letter in url):
        return False
    if not parts.hostname or port == 0 or "@" in parts.netloc or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
