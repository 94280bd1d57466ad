"""What the models are learnt with; run by `python -m policy_content build`.

The only place that needs scikit-learn, which the bot does not install. Deterministic: the same
material gives the same models.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from policy_content.linear import Floats, LinearModel, Vocabulary
from policy_content.meaning import likeness

# Imported by name, because it ships without types and is not there when the types are checked.
_SPARSE: Any = import_module("scipy.sparse")

Matrix = NDArray[np.float64]
Labels = NDArray[np.bool_]
Sparse = Any
"""A scipy.sparse.csr_array (texts x n-grams)."""
Text = TypeVar("Text")

WEIGHT_OF_MEANING = np.float32(4)
"""What likeness in meaning counts beside likeness in words; tried on held-out rows."""

_FEWEST_WITH_WORDS = 2
_FEWEST_WITH_LETTERS = 3
_SLAB = 1_000


def build_vocabulary(texts: Sequence[Sequence[str]]) -> Vocabulary:
    """Keep the n-grams that several texts share, rarer ones weighing more (smooth idf)."""
    texts_with = Counter(name for text in texts for name in set(text))
    kept = sorted(
        name
        for name, count in texts_with.items()
        if count >= (_FEWEST_WITH_WORDS if name[0] == "=" else _FEWEST_WITH_LETTERS)
    )
    counts = np.array([texts_with[name] for name in kept])
    rarity = np.log((1 + len(texts)) / (1 + counts)) + 1
    # Rounded as it is kept, so that the model learns with what it will run with.
    rounded = rarity.astype(np.float16).astype(np.float32)
    return Vocabulary({name: number for number, name in enumerate(kept)}, rounded)


def matrix_of(texts: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Sparse:
    """Return the n-grams of texts as a sparse matrix (texts x n-grams)."""
    vectors = [vocabulary.vector(text) for text in texts]
    ends = np.cumsum([0, *(len(where) for where, _ in vectors)]).astype(np.int32)
    where = np.concatenate([where for where, _ in vectors]).astype(np.int32)
    values = np.concatenate([values for _, values in vectors])
    return _SPARSE.csr_array((values, where, ends), shape=(len(texts), len(vocabulary.index)))


def in_threads(encode: Callable[[Text], Floats], texts: Sequence[Text]) -> Floats:
    """Return the direction of every text (texts x numbers)."""
    # The encoder lets go of the interpreter, so threads make use of every core.
    with ThreadPoolExecutor() as threads:
        return np.array(list(threads.map(encode, texts)), np.float32)


def kernel(matrix: Sparse, directions: Floats, order: NDArray[np.intp]) -> Floats:
    """Return how alike every two of some texts are, in words and in meaning (texts x texts).

    What stands below the diagonal is of no use: it lacks the words' share.
    """
    matrix, directions = matrix[order], directions[order]
    alike = likeness(directions @ directions.T)
    alike *= WEIGHT_OF_MEANING
    for start in range(0, len(alike), _SLAB):
        alike[start : start + _SLAB, start:] += (
            matrix[start : start + _SLAB] @ matrix[start:].T
        ).toarray()
    return alike


def shrunk(
    vocabulary: Vocabulary,
    weights: NDArray[np.floating],
    bias: NDArray[np.floating],
    labels: tuple[str, ...],
    settings: Mapping[str, NDArray[np.float64]],
) -> LinearModel:
    """Make a model with a byte a weight, without the n-grams that then weigh nothing."""
    scale = np.abs(weights).max(axis=0) / 127 + 1e-9
    small = np.rint(weights / scale).astype(np.int8)
    used = np.flatnonzero(small.any(axis=1))
    names = list(vocabulary.index)
    return LinearModel(
        labels=labels,
        vocabulary=Vocabulary(
            {names[row]: number for number, row in enumerate(used)}, vocabulary.rarity[used]
        ),
        weights=small[used],
        scale=scale.astype(np.float32),
        bias=bias.astype(np.float32),
        settings=settings,
    )


def calibrate(features: Matrix, right: Labels) -> NDArray[np.float64]:
    """Fit a probability over a few features; return their weights and, last, the bias."""
    model = LogisticRegression(C=100.0, solver="liblinear", random_state=0)
    model.fit(features, right)
    return np.array([*model.coef_[0], model.intercept_[0]])
