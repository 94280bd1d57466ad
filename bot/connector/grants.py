"""How the bot gets its own tokens: with a client secret, or from a managed identity.

What is returned blocks and belongs in a thread. No error holds what the login service said, since
that text can name the application's secrets; it holds the service's error code at most.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import msal
import requests
from msal.exceptions import MsalError

from bot.connector.errors import BearerUnavailable

LOGIN_TIMEOUT_SECONDS = 5


@dataclass(frozen=True, slots=True, repr=False)
class Grant:
    """A token, and for how many seconds it is good."""

    token: str
    seconds: float


Acquire = Callable[[bool], Grant]


def client_credentials(
    app_id: str, secret: str, *, authority: str, scope: str, http_client: Any = None
) -> Acquire:
    """Get tokens with a client secret (app type SingleTenant)."""
    clients: list[Any] = []

    def acquire(refused: bool) -> Grant:
        if not clients:
            # Made here, in the thread, since making it already asks the login service.
            clients.append(
                msal.ConfidentialClientApplication(
                    app_id,
                    client_credential=secret,
                    authority=authority,
                    http_client=http_client or _http_client(),
                )
            )
        if refused:
            clients[0].remove_tokens_for_client()
        return _grant(clients[0].acquire_token_for_client(scopes=[scope]))

    return partial(_without_content, acquire)


def managed_identity(app_id: str, *, resource: str, http_client: Any = None) -> Acquire:
    """Get tokens from the machine's user-assigned managed identity (app type UserAssignedMSI)."""
    clients: list[Any] = []

    def acquire(refused: bool) -> Grant:
        if refused:
            clients.clear()  # its cache goes with it
        if not clients:
            clients.append(
                msal.ManagedIdentityClient(
                    msal.UserAssignedManagedIdentity(client_id=app_id),
                    http_client=http_client or _http_client(),
                )
            )
        return _grant(clients[0].acquire_token_for_client(resource=resource))

    return partial(_without_content, acquire)


def _http_client() -> Any:
    """Make a client that never waits for ever, as one of `requests` does by default."""
    session: Any = requests.Session()
    session.request = partial(session.request, timeout=LOGIN_TIMEOUT_SECONDS)
    return session


def _without_content(acquire: Acquire, refused: bool) -> Grant:
    try:
        return acquire(refused)
    except (OSError, LookupError, TypeError, ValueError, MsalError) as error:
        raise BearerUnavailable(f"login-{type(error).__name__}") from None


def _grant(result: Any) -> Grant:
    """Read the login service's answer."""
    if isinstance(result, dict) and isinstance(result.get("access_token"), str):
        return Grant(result["access_token"], float(result.get("expires_in", 0)))
    code = result.get("error") if isinstance(result, dict) else None
    known = isinstance(code, str) and code.isascii() and code.isidentifier() and len(code) <= 64
    raise BearerUnavailable(f"login-{code}" if known else "login-refused")
