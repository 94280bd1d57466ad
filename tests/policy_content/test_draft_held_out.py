"""What is told of drafts by a reader that has not seen them."""

import numpy as np

from policy_content.draft_held_out import report
from policy_content.draft_reader import (
    CONCERNED_SETTING,
    HARD,
    OBJECTION,
    OBJECTS_SETTING,
    THRESHOLD_SETTING,
)
from policy_content.training_files import Draft

_LABELS = ("hard-breach.hacked", "law", OBJECTION, HARD)
_SETTINGS = {
    OBJECTS_SETTING: np.array([10.0, 0.0, 0.0, 0.0, -5.0]),  # the score of "objects" alone
    CONCERNED_SETTING: np.array([[10.0, 10.0], [-5.0, -5.0]]),
    THRESHOLD_SETTING: np.array([0.5]),
}


def test_all_drafts_and_each_deciding_clause_are_told() -> None:
    drafts = [
        Draft("a", "hard", "external", "personal", ("hard-breach.hacked",)),
        Draft("b", "caution", "external", "personal", ("law",)),
        Draft("c", "caution", "external", "personal", ("law",)),
        Draft("d", "ok", "external", "personal", ()),
        Draft("e", "ok", "external", "personal", ()),
    ]
    scores = np.array(
        [
            [0.9, 0.0, 1.0, 1.0],  # right
            [0.9, 0.0, 1.0, 1.0],  # noticed, but for another clause
            [0.0, 0.9, 0.0, 0.0],  # not noticed
            [0.0, 0.0, 0.0, 0.0],  # left alone
            [0.0, 0.9, 1.0, 0.0],  # a false alarm
        ]
    )
    told = (
        "hard noticed 1/1 (100%), hard as hard 1/1 (100%), "
        "any concern noticed 2/3 (67%), harmless left alone 1/2 (50%), "
        "deciding principle named 1/3 (33%), verdict right 2/5 (40%)"
    )
    assert list(report(drafts, _LABELS, scores, _SETTINGS)) == [
        f"all drafts: {told}",
        "drafts about hard-breach.hacked: noticed 100%, named 100% of 1",
        "drafts about law: noticed 50%, named 0% of 2",
    ]
