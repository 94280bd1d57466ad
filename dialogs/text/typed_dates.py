"""Days as people type them: 2026-06-03, 3 June, 3/6/2026, today, yesterday. British order."""

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DAY = (
    r"(?:today|yesterday|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4}"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    r"(?: \d{4})?)"
)
"""The pattern of a typed day, in small letters, without groups."""

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_SLASHES = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{2,4})")
_NAMED = re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH}(?: (?P<year>\d{{4}}))?")


def read_day(text: str, today: date) -> date | None:
    """Return the day that a whole text names, None where it names none.

    A day without a year is the last one that is not to come.
    """
    said = " ".join(text.lower().split())
    if said in {"today", "yesterday"}:
        return today - timedelta(days=said == "yesterday")
    found = _ISO.fullmatch(said) or _SLASHES.fullmatch(said) or _NAMED.fullmatch(said)
    if found is None:
        return None
    named = found["month"][:3]
    month = _MONTHS.index(named) + 1 if named in _MONTHS else int(found["month"])
    day = int(found["day"])
    if found["year"]:
        year = int(found["year"])
        return _date(year + 2000 if year < 100 else year, month, day)
    this_year = _date(today.year, month, day)
    if this_year is not None and this_year <= today:
        return this_year
    return _date(today.year - 1, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
