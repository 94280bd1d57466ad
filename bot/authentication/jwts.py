"""What holds for every token, whoever issued it: its form, its algorithm and its times.

PyJWT takes times written as text and knows no clock but its own, so that times are checked here.
"""

import math
from datetime import datetime
from typing import Any

import jwt
from jwt.exceptions import PyJWTError

from bot.authentication.errors import Unauthenticated

ALGORITHMS = ["RS256"]
LEEWAY_SECONDS = 300.0
MAX_TOKEN_LENGTH = 8192
UNREADABLE = (PyJWTError, ValueError, TypeError, RecursionError)
"""What PyJWT raises for what is no token, or not the one that was asked for."""


def options(*required: str) -> Any:
    """Return what PyJWT is to insist on: these claims, and one audience and no list of them."""
    times = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}
    return {"require": ["exp", "nbf", "iss", "aud", *required], "strict_aud": True, **times}


def bearer_token(header: str | None) -> bytes:
    """Return the token of an Authorization header. Raises Unauthenticated."""
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated("token-missing")
    if len(token) > MAX_TOKEN_LENGTH or not token.isascii():
        raise Unauthenticated("token-refused")
    return token.encode("ascii")


def key_id(token: bytes) -> str:
    """Return the id of the signing key, from a header that is not verified yet.

    Raises Unauthenticated.
    """
    try:
        header = jwt.get_unverified_header(token)
    except UNREADABLE:
        raise Unauthenticated("token-refused") from None
    found = header.get("kid")
    if header.get("alg") not in ALGORITHMS or not isinstance(found, str):
        raise Unauthenticated("token-refused")
    return found


def seconds(value: object) -> float:
    """Return a time of a token, which must be a number. Raises Unauthenticated."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unauthenticated("token-refused")
    try:
        counted = float(value)
    except OverflowError:
        raise Unauthenticated("token-refused") from None
    if not math.isfinite(counted):
        raise Unauthenticated("token-refused")
    return counted


def check_times(now: datetime, *, not_before: float, expires_at: float) -> None:
    """Raise Unauthenticated for a token whose time is over or has not come; clocks may differ."""
    if now.timestamp() >= expires_at + LEEWAY_SECONDS:
        raise Unauthenticated("token-expired")
    if now.timestamp() < not_before - LEEWAY_SECONDS:
        raise Unauthenticated("token-not-yet-valid")
