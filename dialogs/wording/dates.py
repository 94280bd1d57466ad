"""Dates and times as people read them: always London's."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_day(at: datetime) -> date:
    """Return the day in London at an aware time."""
    return at.astimezone(LONDON).date()


def london_time(at: datetime) -> str:
    """Return an aware time as `3 March 2027, 08:10`, London's clock."""
    here = at.astimezone(LONDON)
    return f"{here.day} {here:%B %Y, %H:%M}"


def short_day(day: date) -> str:
    """Return a day as `3 March 2027`."""
    return f"{day.day} {day:%B %Y}"
