"""What in the owner's files deserves a look, though nothing is wrong with it: warnings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from policy_content.linear import Floats
from policy_content.model import Policy
from policy_content.problems import Problem
from policy_content.training_files import Phrasing

# With fewer ways of asking, held-out questions about a clause are mostly missed.
FEWEST_PHRASINGS = 20
# From this cosine on, two texts differ in nothing that the encoder sees.
_SAME = 0.95
_SLAB = 1_000


def overdue(policy: Policy, today: date) -> Iterator[Problem]:
    """Warn where the month in which the policy was to be reviewed has begun."""
    if policy.version.overdue(today):
        due = f"{policy.version.next_review:%B %Y}"
        sentence = f"The policy was to be reviewed in {due}. Is there a newer one?"
        yield Problem("policy.yaml", 1, sentence, warning=True)


def seldom_asked(policy: Policy, phrasings: Sequence[Phrasing], folder: Path) -> Iterator[Problem]:
    """Warn of clauses that have too few ways of asking for them."""
    often = Counter(clause for row in phrasings for clause in row.clauses)
    where = {row.clauses[0]: row for row in reversed(phrasings)}
    for clause in policy.clauses:
        if often[clause] >= FEWEST_PHRASINGS:
            continue
        ways = f'"{clause}" has {often[clause]} ways of asking for it'
        sentence = f"{ways}; with fewer than {FEWEST_PHRASINGS} it is seldom found."
        if clause in where:
            yield _at(where[clause], folder, sentence)
        else:
            yield Problem("phrasings", 1, sentence, warning=True)


def contradictions(rows: Sequence[Phrasing], directions: Floats, folder: Path) -> Iterator[Problem]:
    """Warn of texts that mean the same and are answered otherwise, with no clause in common.

    `directions` (rows x 384) are what the rows mean.
    """
    for start in range(0, len(rows), _SLAB):
        alike = directions[start : start + _SLAB] @ directions.T >= _SAME
        for near, second in np.argwhere(alike).tolist():
            one, other = rows[start + near], rows[second]
            if start + near < second and _differ(one, other):
                place = f"{other.path.relative_to(folder).as_posix()}:{other.line}"
                yield _at(one, folder, f"This means the same as {place}, answered otherwise.")


def _differ(one: Phrasing, other: Phrasing) -> bool:
    shared = set(one.clauses) & set(other.clauses)
    return not shared and bool(one.clauses or other.clauses)


def _at(row: Phrasing, folder: Path, sentence: str) -> Problem:
    return Problem(row.path.relative_to(folder).as_posix(), row.line, sentence, warning=True)
