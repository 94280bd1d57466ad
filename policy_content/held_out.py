"""How the matcher answers the content itself, each row by a model that has not seen it.

`build` writes it down, because only `build` can know; `evaluate` shows it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policy_content.search import is_answered
from policy_content.training_files import Phrasing

HELD_OUT_FILE = "held-out.txt"
DRAFTS_FILE = "held-out-drafts.txt"
_GUESSES = 3


def report(
    rows: Sequence[Phrasing],
    scores: NDArray[np.floating],
    right: NDArray[np.bool_],
    answered: NDArray[np.float64],
) -> Iterator[str]:
    """Yield a line for all questions, all off-topic messages, and each file.

    `scores` and `right` are (rows x labels), "none" last; `answered` are the weights of that
    probability.
    """
    given = is_answered(scores, answered)
    best = np.argsort(-scores[:, :-1], axis=1, kind="stable")[:, :_GUESSES]
    hits = np.take_along_axis(right, best, axis=1)
    inside = ~right[:, -1]
    files = np.array([f"{row.path.parent.name}/{row.path.stem}" for row in rows])
    yield f"all phrasings: {_asked(hits[inside], given[inside])}"
    yield f"all off topic: {_none(given[~inside])}"
    for file in dict.fromkeys(files.tolist()):
        of_file = files == file
        asked = bool(inside[of_file].any())
        told = _asked(hits[of_file], given[of_file]) if asked else _none(given[of_file])
        yield f"{file}: {told}"


def _asked(hits: NDArray[np.bool_], given: NDArray[np.bool_]) -> str:
    first, three = np.mean(hits[:, 0] & given), np.mean(hits.any(axis=1))
    wrongly = np.mean(~given)
    return f"first right {first:.0%}, in three {three:.0%}, wrongly none {wrongly:.0%}{_of(given)}"


def _none(given: NDArray[np.bool_]) -> str:
    return f"rightly none {np.mean(~given):.0%}{_of(given)}"


def _of(given: NDArray[np.bool_]) -> str:
    return f" of {len(given):,}"


def write(lines: Iterator[str], folder: Path, name: str = HELD_OUT_FILE) -> None:
    """Keep the lines beside the models."""
    (folder / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")


def read(folder: Path, name: str = HELD_OUT_FILE) -> Iterator[str]:
    """Yield the lines that `write` kept."""
    yield from (folder / name).read_text("utf-8").splitlines()
