"""Kernel ridge regression: learns a score a label from how alike every two texts are.

One Cholesky decomposition gives both the model and, in closed form, how it would have scored every
text had it not seen that text, its neighbours and its twins. Deterministic on one machine. Needs
scipy, which comes with scikit-learn: when the models are built, not when they run.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policy_content.linear import Floats

# Imported by name, because it ships without types and is not there when the types are checked.
_LAPACK: Any = import_module("scipy.linalg.lapack")
_BLAS: Any = import_module("scipy.linalg.blas")

# Both tried on held-out rows; half or twice as much is little worse.
_RIDGE = 1.0
NEIGHBOURS = 12
_TWINS = 0.9


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
    kernel: Floats, labels: NDArray[np.bool_], apart: Mapping[int, NDArray[np.intp]]
) -> Solution:
    """Learn `labels` (texts x labels) from a kernel (texts x texts), which is overwritten.

    `apart` names for each text to be held out those that are held out with it, itself among them.
    """
    usual = labels.mean(axis=0, dtype=np.float32)
    wanted = labels - usual
    inverse = _inverted(kernel)
    pull: Floats = _BLAS.ssymm(1.0, inverse, wanted, lower=1)
    held_out = np.zeros((len(apart), labels.shape[1]), np.float32)
    for place, (row, group) in enumerate(apart.items()):
        # For what is left out, residual = (its part of the inverse)^-1 (its part of the pull).
        lower = np.tril(inverse[np.ix_(group, group)])
        block = lower + np.tril(lower, -1).T
        residuals = np.linalg.solve(block, pull[group])
        held_out[place] = labels[row] - residuals[int(np.searchsorted(group, row))]
    return Solution(usual, pull, held_out)


def _inverted(kernel: Floats) -> Floats:
    """Return the lower half of the inverse of a kernel with the ridge added to its diagonal."""
    kernel[np.diag_indices_from(kernel)] += _RIDGE
    # Symmetric, so its transpose is the same and lies as LAPACK wants it: nothing is copied.
    decomposed, failed = _LAPACK.spotrf(kernel.T, lower=1, overwrite_a=1)
    if failed:
        raise ArithmeticError("The likeness of the texts cannot be inverted.")
    inverse: Floats = _LAPACK.spotri(decomposed, lower=1, overwrite_c=1)[0]
    return inverse


def kept_apart(directions: Floats, rows: Iterable[int]) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Yield, for every row, the texts that must not speak for it when it is held out, in order.

    Its neighbours (one author's variations of a thing stand side by side) and its twins in meaning:
    a model that has seen one of them knows the others.
    """
    for row in rows:
        start = row - row % NEIGHBOURS
        alike = directions @ directions[row] > _TWINS
        alike[start : start + NEIGHBOURS] = True
        yield row, np.flatnonzero(alike)
