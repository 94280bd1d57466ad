"""Statistics before 09:30 publication, by the clock in London, in winter and in summer."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from policy_content.assessment import is_before_0930
from policy_content.model import OutcomeOfCheck
from tests.policy_content.checking_posts import verdict_on

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("at", "before"),
    [
        (datetime(2026, 1, 15, 9, 29, 59, tzinfo=UTC), True),
        (datetime(2026, 1, 15, 9, 30, 0, tzinfo=UTC), False),
        (datetime(2026, 7, 15, 8, 29, 59, tzinfo=UTC), True),
        (datetime(2026, 7, 15, 8, 30, 0, tzinfo=UTC), False),
        # The clocks go forward on 29 March 2026 and back on 25 October 2026.
        (datetime(2026, 3, 28, 9, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 29, 9, 0, tzinfo=UTC), False),
        (datetime(2026, 10, 24, 9, 0, tzinfo=UTC), False),
        (datetime(2026, 10, 25, 9, 0, tzinfo=UTC), True),
        # Half past midnight in London is still yesterday in UTC.
        (datetime(2026, 7, 14, 23, 30, tzinfo=UTC), True),
        (datetime(2026, 7, 15, 17, 30, tzinfo=ZoneInfo("Asia/Tokyo")), False),
    ],
)
def test_the_clock_is_londons(at: datetime, *, before: bool) -> None:
    assert is_before_0930(at) is before


@pytest.mark.parametrize("month", [1, 7])
@pytest.mark.parametrize(
    ("published", "clock", "outcome"),
    [
        ("no", (8, 10, 0), OutcomeOfCheck.HARD_BREACH),
        ("no", (9, 29, 59), OutcomeOfCheck.HARD_BREACH),
        ("no", (9, 30, 0), OutcomeOfCheck.HARD_BREACH),
        ("no", (15, 0, 0), OutcomeOfCheck.HARD_BREACH),
        ("today", (7, 0, 0), OutcomeOfCheck.ASK_FIRST),
        ("today", (9, 29, 59), OutcomeOfCheck.ASK_FIRST),
        ("today", (9, 30, 0), OutcomeOfCheck.GO_AHEAD),
        ("today", (9, 31, 0), OutcomeOfCheck.GO_AHEAD),
        ("earlier", (7, 0, 0), OutcomeOfCheck.GO_AHEAD),
        ("unsure", (15, 0, 0), OutcomeOfCheck.ASK_FIRST),
    ],
)
def test_hints_at_statistics(
    month: int, published: str, clock: tuple[int, int, int], outcome: OutcomeOfCheck
) -> None:
    at = datetime(2026, month, 15, *clock, tzinfo=LONDON)
    verdict = verdict_on(at, does=("statistics",), published=published)
    assert verdict.outcome == outcome
    if outcome != OutcomeOfCheck.GO_AHEAD:
        assert verdict.deciding[0] == "hard-breach.pre-release-statistics"
        assert "07:00" in verdict.notes[0]
    assert ("five-things.doubts" in verdict.deciding) == (outcome == OutcomeOfCheck.ASK_FIRST)


def test_it_would_change_once_the_release_is_published() -> None:
    verdict = verdict_on(does=("statistics",), published="no", profile="disclaimer")
    assert verdict.would_change == (
        "It would change once the release is published and it is past 09:30.",
    )
    assert verdict.remarks == ("Your disclaimer does not change this.",)
