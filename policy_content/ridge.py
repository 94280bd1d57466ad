"""Kernel ridge regression: learns a score a label from how alike every two texts are.

One Cholesky decomposition gives both the model and, in closed form, how it would have scored some
of the texts had it not seen the text, its neighbours and its twins. Deterministic on one machine.
Needs scipy, which comes with scikit-learn: when the models are built, not when they run.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policy_content.linear import Floats

# Imported by name, because it ships without types and is not there when the types are checked.
_LAPACK: Any = import_module("scipy.linalg.lapack")

# Both tried on held-out rows; half or twice as much is little worse.
_RIDGE = 1.0
NEIGHBOURS = 12
_TWINS = 0.9
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Solution:
    """What was learnt: a new text scores `usual` plus its likeness to the known times `pull`.

    `usual` is one number a label, `pull` is (texts x labels); `held_out` (held out x labels) are
    the scores of some texts by models that have not seen them.
    """

    usual: Floats
    pull: Floats
    held_out: Floats

    def times(self, emphasis: Floats) -> "Solution":
        """Return it with every label's scores multiplied."""
        return Solution(self.usual * emphasis, self.pull * emphasis, self.held_out * emphasis)


def solve(
    kernel: Callable[[NDArray[np.intp]], Floats],
    labels: NDArray[np.bool_],
    apart: Mapping[int, NDArray[np.intp]],
) -> Solution:
    """Learn `labels` (texts x labels) from `kernel`, which gives the kernel of texts in an order.

    Of the kernel, only the diagonal and what is above it is read.
    `apart` names for each text to be held out those that are held out with it, itself among them.
    """
    usual = labels.mean(axis=0, dtype=np.float32)
    held = np.unique(np.concatenate([np.zeros(0, np.intp), *apart.values()]))
    # What is held out comes last: then the inverse is only needed of the last part of the factor.
    order = np.concatenate([np.setdiff1d(np.arange(len(labels)), held), held])
    factor = _decomposed(kernel(order))
    pull = np.empty(labels.shape, np.float32)
    pull[order] = _LAPACK.spotrs(factor, (labels - usual)[order], lower=1)[0]
    first = len(order) - len(held)
    inverse = _inverted(factor[first:, first:]) if len(held) else factor[:0, :0]
    held_out = np.zeros((len(apart), labels.shape[1]), np.float32)
    for place, (row, group) in enumerate(apart.items()):
        # For what is left out, residual = (its part of the inverse)^-1 (its part of the pull).
        among = np.searchsorted(held, group)
        lower = np.tril(inverse[np.ix_(among, among)])
        block = lower + np.tril(lower, -1).T
        residuals = np.linalg.solve(block, pull[group])
        held_out[place] = labels[row] - residuals[int(np.searchsorted(group, row))]
    return Solution(usual, pull, held_out)


def _decomposed(kernel: Floats) -> Floats:
    """Return the lower Cholesky factor of a kernel with the ridge added, which is overwritten."""
    kernel[np.diag_indices_from(kernel)] += _RIDGE
    # Symmetric, so its transpose is the same and lies as LAPACK wants it: nothing is copied.
    factor, failed = _LAPACK.spotrf(kernel.T, lower=1, overwrite_a=1)
    if failed:
        raise ArithmeticError("The likeness of the texts cannot be inverted.")
    decomposed: Floats = factor
    return decomposed


def _inverted(factor: Floats) -> Floats:
    """Return the lower half of the inverse of what a lower Cholesky factor multiplies to."""
    inverse: Floats = _LAPACK.spotri(factor, lower=1)[0]
    return inverse


def kept_apart(directions: Floats, rows: Iterable[int]) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Yield, for every row, the texts that must not speak for it when it is held out, in order.

    Its neighbours (one author's variations of a thing stand side by side) and its twins in meaning:
    a model that has seen one of them knows the others.
    """
    everyone = np.fromiter(rows, np.intp)
    for several in np.split(everyone, range(_AT_ONCE, len(everyone), _AT_ONCE)):
        alike = directions[several] @ directions.T > _TWINS
        for row, twins in zip(several.tolist(), alike, strict=True):
            start = row - row % NEIGHBOURS
            twins[start : start + NEIGHBOURS] = True
            yield row, np.flatnonzero(twins)
