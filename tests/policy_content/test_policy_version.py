"""The version of the policy: its digest, and whether its review is overdue."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_content.loader import digest
from policy_content.model import Policy, PolicyVersion


def test_review_dates_come_from_the_front_page(policy: Policy) -> None:
    assert policy.version.last_review == date(2022, 2, 1)
    assert policy.version.next_review == date(2023, 2, 1)
    assert str(policy.version).endswith("(reviewed February 2022)")


@pytest.mark.parametrize(
    ("on", "overdue"),
    [(date(2023, 1, 31), False), (date(2023, 2, 28), True), (date(2026, 7, 1), True)],
)
def test_the_review_is_overdue_by_the_clock(policy: Policy, on: date, *, overdue: bool) -> None:
    assert policy.version.overdue(on) is overdue


@given(st.dates(max_value=date(9998, 1, 1)), st.integers(min_value=1, max_value=300))
def test_what_is_overdue_stays_overdue(on: date, days: int) -> None:
    version = PolicyVersion("0", date(2022, 2, 1), date(2023, 2, 1))
    assert not version.overdue(on) or version.overdue(on + timedelta(days=days))


def test_the_digest_changes_with_every_word_but_not_with_a_note(policy: Policy) -> None:
    clauses = dict(policy.clauses)
    assert digest(clauses) == policy.version.digest
    scope = clauses["scope"]
    assert digest({**clauses, "scope": replace(scope, note="New")}) == policy.version.digest
    other = {**clauses, "scope": replace(scope, text=scope.text.replace("external", "internal"))}
    assert digest(other) != policy.version.digest
