"""What the models are learnt with; run by `python -m policy_content build`.

The only place that needs scikit-learn, which the bot does not install. Deterministic: the same
material gives the same models.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from policy_content.linear import LinearModel, Vocabulary

# Imported by name, because it ships without types and is not there when the types are checked.
_SPARSE: Any = import_module("scipy.sparse")

Matrix = NDArray[np.float64]
Labels = NDArray[np.bool_]

_FEWEST_WITH_WORDS = 2
_FEWEST_WITH_LETTERS = 3
# Weak regularisation, the best of those tried on held-out rows.
_STRENGTH = 10.0


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


def matrix_of(texts: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Any:
    """Return the n-grams of texts as a sparse matrix (texts x n-grams)."""
    vectors = [vocabulary.vector(text) for text in texts]
    ends = np.cumsum([0, *(len(where) for where, _ in vectors)]).astype(np.int32)
    where = np.concatenate([where for where, _ in vectors]).astype(np.int32)
    values = np.concatenate([values for _, values in vectors])
    return _SPARSE.csr_array((values, where, ends), shape=(len(texts), len(vocabulary.index)))


def fit_logistic(matrix: Any, labels: Labels) -> tuple[Matrix, Matrix]:
    """Fit one logistic regression a label; return weights (n-grams x labels) and biases.

    One after the other: the solver's random order is one for the whole process, so that threads
    would make two builds differ.
    """
    fitted = [_logistic(matrix, of_label, _STRENGTH, dual=True) for of_label in labels.T]
    return np.stack([weights for weights, _ in fitted], axis=1), np.array([b for _, b in fitted])


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


def _logistic(matrix: Any, labels: Labels, strength: float, *, dual: bool) -> tuple[Matrix, float]:
    # With many n-grams the dual, stopped early, is four times as fast, and its weights differ by
    # less than their rounding to a byte.
    model = LogisticRegression(
        C=strength, solver="liblinear", dual=dual, tol=0.01 if dual else 1e-4, random_state=0
    )
    model.fit(matrix, labels)
    return model.coef_[0], float(model.intercept_[0])


def calibrate(features: Matrix, right: Labels) -> NDArray[np.float64]:
    """Fit a probability over a few features; return their weights and, last, the bias."""
    weights, bias = _logistic(features, right, 100.0, dual=False)
    return np.array([*weights, bias])
