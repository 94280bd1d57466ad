"""What is told of rows by models that have not seen them."""

from pathlib import Path

import numpy as np

from policy_content.held_out import read, report, write
from policy_content.training_files import Phrasing

# Answered where "none" scores low: the first number weighs its score, the last is the bias.
_WEIGHTS = np.array([-10.0, 0.0, 0.0, 5.0])


def test_each_file_is_told_apart_and_all_together(tmp_path: Path) -> None:
    files = [
        "phrasings/law",
        "phrasings/law",
        "phrasings/scope",
        "off_topic/chat",
        "off_topic/chat",
    ]
    rows = [Phrasing("?", (), Path("policy") / f"{name}.yaml", 1) for name in files]
    right = np.array(
        [
            [1, 0, 0, 0, 0],
            [1, 0, 0, 0, 0],
            [0, 1, 0, 0, 0],
            [0, 0, 0, 0, 1],
            [0, 0, 0, 0, 1],
        ],
        bool,
    )
    scores = np.array(
        [
            [0.9, 0.1, 0.0, 0.0, 0.0],  # right
            [0.1, 0.9, 0.8, 0.7, 0.0],  # wrong, and not among three
            [0.0, 0.9, 0.0, 0.0, 1.0],  # right, but kept silent
            [0.9, 0.0, 0.0, 0.0, 0.0],  # answered, wrongly
            [0.1, 0.0, 0.0, 0.0, 1.0],  # silent, rightly
        ]
    )
    write(report(rows, scores, right, _WEIGHTS), tmp_path)
    assert list(read(tmp_path)) == [
        "all phrasings: first right 33%, in three 67%, wrongly none 33% of 3",
        "all off topic: rightly none 50% of 2",
        "phrasings/law: first right 50%, in three 50%, wrongly none 0% of 2",
        "phrasings/scope: first right 0%, in three 100%, wrongly none 100% of 1",
        "off_topic/chat: rightly none 50% of 2",
    ]
