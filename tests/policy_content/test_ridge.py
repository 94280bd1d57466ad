"""Kernel ridge regression: what is held out in closed form is what refitting without it gives."""

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("scipy", reason='building needs the packages of "make policy"')

from policy_content.linear import Floats
from policy_content.ridge import kept_apart, solve

_TEXTS = 40
_DIRECTIONS = np.random.default_rng(1).normal(size=(_TEXTS, 5)).astype(np.float32)
_DIRECTIONS /= np.linalg.norm(_DIRECTIONS, axis=1, keepdims=True)
_LABELS = _DIRECTIONS[:, :2] > 0
_KERNEL = _DIRECTIONS @ _DIRECTIONS.T


def _kernel(order: NDArray[np.intp]) -> Floats:
    return 50 * _KERNEL[np.ix_(order, order)]


def test_scores_held_out_are_those_of_a_model_that_never_saw_the_texts() -> None:
    group = np.array([3, 4, 17])
    apart = {3: group, 4: group, 9: np.array([9]), 17: group}
    learnt = solve(_kernel, _LABELS, apart)
    rest = np.setdiff1d(np.arange(_TEXTS), group)
    ridge = _kernel(rest) + np.eye(len(rest), dtype=np.float32)
    pull = np.linalg.solve(ridge, _LABELS[rest] - learnt.usual)
    refitted = learnt.usual + 50 * _KERNEL[np.ix_(group, rest)] @ pull
    assert learnt.held_out[[0, 1, 3]] == pytest.approx(refitted, abs=1e-4)


def test_what_was_learnt_scores_the_texts_as_their_labels_say() -> None:
    learnt = solve(_kernel, _LABELS, {})
    scores = learnt.usual + 50 * _KERNEL @ learnt.pull
    assert np.mean((scores > 0.5) == _LABELS) > 0.9


def test_neighbours_and_twins_are_kept_apart_from_a_text() -> None:
    directions = np.eye(30, dtype=np.float32)
    directions[29] = directions[0]
    groups = dict(kept_apart(directions, [0, 13, 29]))
    assert list(groups) == [0, 13, 29]
    assert groups[0].tolist() == [*range(12), 29]
    assert groups[29].tolist() == [0, *range(24, 30)]
    assert groups[13].tolist() == list(range(12, 24))
