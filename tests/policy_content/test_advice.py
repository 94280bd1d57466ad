"""Warnings: an overdue review, clauses that are seldom asked for, texts that contradict."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from policy_content.advice import FEWEST_PHRASINGS, contradictions, overdue, seldom_asked
from policy_content.model import Policy
from policy_content.training_files import Phrasing

_FOLDER = Path("policy")


def _row(question: str, *clauses: str, line: int = 1) -> Phrasing:
    return Phrasing(question, clauses, _FOLDER / "phrasings" / "some.yaml", line)


def test_a_review_is_overdue_from_the_month_in_which_it_was_due(policy: Policy) -> None:
    assert not list(overdue(policy, date(2023, 2, 1)))
    (warning,) = overdue(policy, date(2023, 2, 2))
    assert warning.warning
    assert "February 2023" in warning.sentence


@pytest.mark.parametrize(("ways", "warned"), [(FEWEST_PHRASINGS - 1, True), (20, False)])
def test_a_clause_with_few_ways_of_asking_is_told(policy: Policy, ways: int, warned: bool) -> None:
    rows = [_row(f"is this lawful {number}", "law", line=number + 7) for number in range(ways)]
    told = [str(problem) for problem in seldom_asked(policy, rows, _FOLDER)]
    of_law = [line for line in told if '"law"' in line]
    assert bool(of_law) is warned
    assert all(line.startswith('phrasings/some.yaml:7: warning: "law" has 19') for line in of_law)
    assert any('"scope" has 0 ways' in line for line in told)


def test_a_clause_that_only_comes_second_counts_as_asked_for(policy: Policy) -> None:
    rows = [_row(f"ask {number}", "scope", "law") for number in range(FEWEST_PHRASINGS)]
    assert not any('"law"' in str(found) for found in seldom_asked(policy, rows, _FOLDER))


def test_texts_that_mean_the_same_and_share_no_clause_contradict() -> None:
    rows = [
        _row("is it lawful", "law", line=1),
        _row("is that lawful", "scope", line=2),
        _row("is this lawful", "scope", "law", line=3),
        _row("lawful?", line=4),
        _row("something else", "scope", line=5),
    ]
    directions = np.array([[1, 0], [1, 0], [1, 0], [0.96, 0.28], [0, 1]], np.float32)
    assert [str(problem) for problem in contradictions(rows, directions, _FOLDER)] == [
        f"phrasings/some.yaml:{one}: warning: This means the same as phrasings/some.yaml:{other}, "
        "answered otherwise."
        for one, other in [(1, 2), (1, 4), (2, 4), (3, 4)]
    ]
