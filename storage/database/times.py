"""Time in storage: aware and UTC, never naive."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the present moment, in UTC: the clock that the service runs on."""
    return datetime.now(UTC)


def in_utc(moment: datetime) -> datetime:
    """Return the moment in UTC. Raises ValueError for a naive time, which could mean anything."""
    if moment.utcoffset() is None:
        raise ValueError("A time without a time zone cannot be stored.")
    return moment.astimezone(UTC)
