"""The pooled session that all requests leave through."""

import aiohttp

CONNECTIONS = 100
CONNECT_SECONDS = 5.0
REQUEST_SECONDS = 10.0


def open_session() -> aiohttp.ClientSession:
    """Open a session: connections are kept and reused, cookies are not, every wait is bounded.

    The caller closes it. Waiting for a free connection counts as connecting.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=CONNECTIONS),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=REQUEST_SECONDS, connect=CONNECT_SECONDS),
    )
