"""The clock that the service is wired with; tests give their own."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the present time, aware and in UTC."""
    return datetime.now(UTC)
