"""Tells a host name from everything else that people put in its place."""

import ipaddress
import re

_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))+")


def is_host(text: str) -> bool:
    """Tell whether a text is a full host name: no scheme, port, path, wildcard or IP address."""
    if len(text) > 253 or not _HOST.fullmatch(text):
        return False
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return True
    return False
