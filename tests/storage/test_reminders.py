"""The team is reminded in its working time, of what waited long enough in it, and not for ever."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.cases.reminders import (
    LONDON,
    ReminderRules,
    due_reminders,
    is_working_time,
    working_time,
)
from storage.records import CaseStatus, CaseSummary, ReminderKind

HOUR = timedelta(hours=1)
RULES = ReminderRules()


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def case(status: CaseStatus = CaseStatus.NEW, **values: object) -> CaseSummary:
    since = values.pop("since", london("2026-06-01 09:00"))
    return CaseSummary.model_validate(
        {"reference": "C-1", "status": status, "opened_at": since, "since": since} | values
    )


def kinds(one: CaseSummary, now: str, rules: ReminderRules = RULES) -> list[ReminderKind]:
    return [due.kind for due in due_reminders([one], london(now), rules)]


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-06-01 09:00", "2026-06-01 13:00", 4),
        ("2026-06-01 07:00", "2026-06-01 10:30", 1.5),
        ("2026-06-01 17:00", "2026-06-02 10:00", 2),
        ("2026-06-05 17:30", "2026-06-08 09:30", 1),  # over a weekend
        ("2026-06-06 10:00", "2026-06-07 15:00", 0),
        ("2026-03-27 17:00", "2026-03-30 10:00", 2),  # over the change to summer time
        ("2026-06-01 12:00", "2026-06-01 12:00", 0),
    ],
)
def test_working_time_is_counted_on_weekdays_from_nine_to_six(
    start: str, end: str, hours: float
) -> None:
    assert working_time(london(start), london(end)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("now", "at_work"),
    [
        ("2026-06-01 08:59", False),
        ("2026-06-01 09:00", True),
        ("2026-06-01 17:59", True),
        ("2026-06-01 18:00", False),
        ("2026-06-06 12:00", False),
    ],
)
def test_nobody_is_reminded_outside_working_time(now: str, at_work: bool) -> None:
    assert is_working_time(london(now)) is at_work
    old = case(since=london("2026-05-01 09:00"))
    assert bool(kinds(old, now)) is at_work


def test_an_untaken_case_is_reminded_of_after_four_working_hours() -> None:
    late_on_friday = case(since=london("2026-06-05 16:00"))
    assert kinds(late_on_friday, "2026-06-08 10:59") == []
    assert kinds(late_on_friday, "2026-06-08 11:00") == [ReminderKind.UNTAKEN]


def test_a_taken_case_is_reminded_of_after_two_working_days() -> None:
    taken = case(CaseStatus.TAKEN)
    assert kinds(taken, "2026-06-02 17:59") == []
    assert kinds(taken, "2026-06-03 09:00") == [ReminderKind.UNDECIDED]


@pytest.mark.parametrize("status", [CaseStatus.DECIDED, CaseStatus.CLOSED])
def test_a_decided_case_is_not_reminded_of(status: CaseStatus) -> None:
    assert kinds(case(status), "2026-07-01 12:00") == []


def test_it_is_repeated_a_few_times_and_then_left() -> None:
    once = case(reminded=1, reminded_at=london("2026-06-01 13:00"))
    assert kinds(once, "2026-06-02 12:59") == []
    assert kinds(once, "2026-06-02 13:00") == [ReminderKind.UNTAKEN]
    often = once.model_copy(update={"reminded": RULES.most})
    assert kinds(often, "2026-07-01 12:00") == []


def test_zero_hours_mean_never() -> None:
    never = ReminderRules(untaken=timedelta(), undecided=timedelta(), again=timedelta())
    assert kinds(case(), "2026-07-01 12:00", never) == []
    assert kinds(case(CaseStatus.TAKEN), "2026-07-01 12:00", never) == []
    once = case(reminded=1, reminded_at=london("2026-06-01 13:00"))
    assert kinds(once, "2026-07-01 12:00", ReminderRules(again=timedelta())) == []


def test_of_many_late_cases_the_longest_waiting_come_first_and_few_at_once() -> None:
    cases = [
        case(reference=f"C-{n}", since=london("2026-06-01 09:00") + n * timedelta(minutes=1))
        for n in range(30)
    ]
    due = due_reminders(cases[::-1], london("2026-06-02 12:00"), RULES)
    assert [each.reference for each in due] == [f"C-{n}" for n in range(RULES.at_once)]


def test_each_reminder_has_a_cause_of_its_own_and_always_the_same() -> None:
    now = london("2026-06-15 12:00")
    first = case()
    later = case(reminded=1, reminded_at=london("2026-06-03 12:00"))
    other = case(since=london("2026-06-02 09:00"))
    causes = [due_reminders([one], now, RULES)[0].cause for one in (first, later, other)]
    assert len(set(causes)) == 3
    assert due_reminders([first], now + HOUR, RULES)[0].cause == causes[0]


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=LONDON)
)


@given(st.lists(MOMENTS, min_size=2, max_size=6).map(sorted))
def test_working_time_adds_up(moments: list[datetime]) -> None:
    parts = sum((working_time(a, b) for a, b in pairwise(moments)), timedelta())
    assert working_time(moments[0], moments[-1]) == parts
    assert parts <= moments[-1] - moments[0] + HOUR  # wall clocks lose an hour in March
