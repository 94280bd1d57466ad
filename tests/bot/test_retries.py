"""When a request is tried again, and what Retry-After means."""

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import pytest

from bot.connector import (
    BearerUnavailable,
    ConnectorError,
    NeverSent,
    Refused,
    Uncertain,
)
from bot.connector.retries import MAX_TRIES, pause_before_retry
from bot.connector.transport import retry_after_seconds

RETRIES: list[tuple[ConnectorError, int, float, float | None]] = [
    (Refused(status=429), 1, 0.0, 0.25),
    (Refused(status=429, retry_after=3.0), 1, 0.0, 3.0),
    (Refused(status=429, retry_after=0.0), 2, 0.0, 0.5),
    (Refused(status=429, retry_after=14.0), 1, 1.5, None),
    (Refused(status=403), 1, 0.0, None),
    (Refused(status=401), 1, 0.0, None),
    (Uncertain(status=502), 3, 0.0, 1.0),
    (Uncertain(status=503, retry_after=2.0), 1, 0.0, 2.0),
    (Uncertain(status=502), MAX_TRIES, 0.0, None),
    (Uncertain(status=500), 1, 0.0, None),
    (Uncertain("disconnected"), 1, 0.0, 0.25),
    (Uncertain("disconnected"), 2, 0.0, None),
    (Uncertain("timeout"), 1, 0.0, None),
    (NeverSent("no-connection"), 1, 0.0, 0.25),
    (NeverSent("service-url-not-trusted"), 1, 0.0, None),
    (BearerUnavailable("login-timeout"), 1, 0.0, None),
]


@pytest.mark.parametrize(("error", "tries", "elapsed", "pause"), RETRIES)
def test_when_a_reply_is_tried_again(
    error: ConnectorError, tries: int, elapsed: float, pause: float | None
) -> None:
    assert pause_before_retry(error, tries, elapsed) == pause


NOON = datetime(2025, 6, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("5", 5.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        (format_datetime(NOON.replace(second=9), usegmt=True), 9.0),
        (format_datetime(NOON.replace(hour=11), usegmt=True), 0.0),
        ("Mon, 02 Jun 2025 12:00:01", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(
    header: str | None, seconds: float | None
) -> None:
    assert retry_after_seconds(header, NOON) == seconds


def test_reasons_are_codes() -> None:
    everything: list[Any] = [error for error, *_ in RETRIES]
    assert all(
        re.fullmatch(r"[a-z-]+(-\d{3})?(:[A-Za-z-]+)?", error.reason) for error in everything
    )
