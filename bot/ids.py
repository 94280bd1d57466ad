"""Where fresh ids and the time come from; tests pass their own."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

NewId = Callable[[], UUID]


def utc_now() -> datetime:
    """Return the time, aware and in UTC."""
    return datetime.now(UTC)
