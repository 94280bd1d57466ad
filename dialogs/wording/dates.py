"""Dates and times as people read them: always London's."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from dialogs.languages import gettext as _

LONDON = ZoneInfo("Europe/London")
MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)


def london_day(at: datetime) -> date:
    """Return the day in London at an aware time."""
    return at.astimezone(LONDON).date()


def london_time(at: datetime) -> str:
    """Return an aware time as `3 March 2027, 08:10`, London's clock."""
    here = at.astimezone(LONDON)
    return f"{here.day} {london_month(here)}, {here:%H:%M}"


def london_month(day: date) -> str:
    """Return the month of a day as `March 2027`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Return a day as `3 March 2027`."""
    return f"{day.day} {london_month(day)}"
