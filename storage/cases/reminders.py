"""When the team is reminded of a case that nobody has taken, or decided. Pure.

Only in working time, Monday to Friday from 09:00 to 18:00 in London, and counted in it: a case of
Friday evening is not late on Monday morning. Public holidays are not known here and count as
working days. Each case is reminded of a few times at most, and of few cases at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.records import CaseStatus, CaseSummary, ReminderKind

LONDON = ZoneInfo("Europe/London")
OPENS, SHUTS = time(9), time(18)
_SATURDAY = 5
_LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """After how much working time a reminder is due, and how many there are at most.

    `untaken` counts since a case came to have no owner, `undecided` since it was taken, `again`
    since the last reminder. `most` is for a case in one status, `at_once` for one look at all
    cases. A time of zero means never.
    """

    untaken: timedelta = timedelta(hours=4)
    undecided: timedelta = timedelta(hours=18)
    again: timedelta = timedelta(hours=9)
    most: int = 3
    at_once: int = 10


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that is due; `cause` is the same on every replica that comes to it."""

    reference: str
    kind: ReminderKind
    cause: str


def due_reminders(
    cases: Sequence[CaseSummary], now: datetime, rules: ReminderRules
) -> list[Reminder]:
    """Return the reminders that are due now, for the longest waiting cases first."""
    if not is_working_time(now):
        return []
    late = [case for case in cases if _is_late(case, now, rules)]
    late.sort(key=lambda case: case.since)
    return [_reminder(case) for case in late[: rules.at_once]]


def is_working_time(moment: datetime) -> bool:
    """Tell whether the team is at work."""
    return is_working_day(moment) and OPENS <= moment.astimezone(LONDON).time() < SHUTS


def is_working_day(moment: datetime) -> bool:
    """Tell whether it is a day from Monday to Friday in London."""
    return moment.astimezone(LONDON).weekday() < _SATURDAY


def working_time(start: datetime, end: datetime) -> timedelta:
    """Return how much of the time from start to end is working time; of a year at most."""
    start = max(start, end - _LONGEST)
    first, last = start.astimezone(LONDON).date(), end.astimezone(LONDON).date()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return sum((_within(day, start, end) for day in days), timedelta())


def _within(day: date, start: datetime, end: datetime) -> timedelta:
    if day.weekday() >= _SATURDAY:
        return timedelta()
    opens = datetime.combine(day, OPENS, LONDON)
    shuts = datetime.combine(day, SHUTS, LONDON)
    begins, ends = max(opens, start), min(shuts, end)
    return max(ends.astimezone(UTC) - begins.astimezone(UTC), timedelta())


def _is_late(case: CaseSummary, now: datetime, rules: ReminderRules) -> bool:
    after = {CaseStatus.NEW: rules.untaken, CaseStatus.TAKEN: rules.undecided}.get(case.status)
    if not after or case.reminded >= rules.most:
        return False
    if case.reminded and case.reminded_at is not None:
        return bool(rules.again) and working_time(case.reminded_at, now) >= rules.again
    return working_time(case.since, now) >= after


def _reminder(case: CaseSummary) -> Reminder:
    is_new = case.status is CaseStatus.NEW
    kind = ReminderKind.UNTAKEN if is_new else ReminderKind.UNDECIDED
    cause = f"reminder:{kind.value}:{case.since.isoformat()}:{case.reminded + 1}"
    return Reminder(case.reference, kind, cause)
