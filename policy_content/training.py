"""Builds the linear models from the written material; run by `python -m policy_content build`.

The only place that needs scikit-learn, which the bot does not install. Deterministic: the same
material gives the same models.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from policy_content.linear import Floats, LinearModel, Vocabulary
from policy_content.meaning import Nearness
from policy_content.ngrams import Gram

# Imported by name, because it ships without types and is not there when the types are checked.
_SPARSE: Any = import_module("scipy.sparse")

Matrix = NDArray[np.float64]
Labels = NDArray[np.bool_]

_FOLDS = 4
_NEIGHBOURS = 12
_FEWEST_WITH_WORDS = 2
_FEWEST_WITH_LETTERS = 3
# Weak regularisation, the best of those tried on held-out rows.
_STRENGTH = 10.0
_NEARNESS_STRENGTH = 4.0
_NEARNESS_GAMMA = 1.0


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts as n-grams, and which labels each has (rows x labels).

    `directions` (rows x 384) are what the texts mean, none where only n-grams count.
    """

    names: Sequence[Sequence[str]]
    labels: Labels
    directions: Floats | None = None

    @classmethod
    def of(
        cls, texts: Sequence[Sequence[Gram]], labels: Labels, directions: Floats | None = None
    ) -> "Rows":
        """Keep the n-grams' names alone."""
        return cls([[gram.name for gram in text] for text in texts], labels, directions)

    def take(self, which: NDArray[np.intp]) -> "Rows":
        """Return some of the rows."""
        directions = None if self.directions is None else self.directions[which]
        return Rows([self.names[row] for row in which], self.labels[which], directions)


def folds(count: int) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Split row numbers into (learn from, held out) pairs.

    Neighbours are held out together: one author's variations of a thing stand side by side, and a
    model that has seen one of them knows the others.
    """
    fold = (np.arange(count) // _NEIGHBOURS) % _FOLDS
    return [(np.flatnonzero(fold != n), np.flatnonzero(fold == n)) for n in range(_FOLDS)]


def held_out_scores(rows: Rows) -> Matrix:
    """Score every row by a model that has not seen it (rows x labels)."""
    scores = np.zeros(rows.labels.shape)
    for learn, held in folds(len(rows.names)):
        vocabulary = build_vocabulary([rows.names[row] for row in learn])
        weights, bias = _fit(rows.take(learn), vocabulary)
        scores[held] = _matrix(rows.take(held), vocabulary) @ weights + bias
    return scores


def build_model(
    rows: Rows, labels: tuple[str, ...], settings: Mapping[str, NDArray[np.float64]]
) -> LinearModel:
    """Fit on all rows, and shrink the weights to a byte each."""
    vocabulary = build_vocabulary(rows.names)
    both, bias = _fit(rows, vocabulary)
    weights, meaning = both[: len(vocabulary.index)], both[len(vocabulary.index) :]
    scale = np.abs(weights).max(axis=0) / 127
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
        meaning=meaning.astype(np.float32) if rows.directions is not None else None,
    )


def fit_nearness(directions: Floats, answered: Labels) -> Nearness:
    """Learn which directions lie near questions that the policy answers."""
    machine = SVC(C=_NEARNESS_STRENGTH, gamma=_NEARNESS_GAMMA)
    machine.fit(directions, answered)
    return Nearness(
        known=directions[machine.support_],
        pull=machine.dual_coef_[0].astype(np.float32),
        bias=float(machine.intercept_[0]),
        gamma=_NEARNESS_GAMMA,
    )


def held_out_nearness(directions: Floats, answered: Labels) -> Matrix:
    """Score every row by a kernel machine that has not seen it."""
    scores = np.zeros(len(directions))
    for learn, held in folds(len(directions)):
        scores[held] = fit_nearness(directions[learn], answered[learn]).score(directions[held])
    return scores


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


def _matrix(rows: Rows, vocabulary: Vocabulary) -> Any:
    texts = rows.names
    vectors = [vocabulary.vector(text) for text in texts]
    ends = np.cumsum([0, *(len(where) for where, _ in vectors)]).astype(np.int32)
    where = np.concatenate([where for where, _ in vectors]).astype(np.int32)
    values = np.concatenate([values for _, values in vectors])
    shape = (len(texts), len(vocabulary.index))
    matrix = _SPARSE.csr_array((values, where, ends), shape=shape)
    if rows.directions is None:
        return matrix
    matrix = _SPARSE.hstack([matrix, _SPARSE.csr_array(rows.directions)]).tocsr()
    # What is learnt with takes short indices only, and joining makes long ones.
    matrix.indices = matrix.indices.astype(np.int32)
    matrix.indptr = matrix.indptr.astype(np.int32)
    return matrix


def _fit(rows: Rows, vocabulary: Vocabulary) -> tuple[Matrix, Matrix]:
    """Fit one logistic regression a label; return weights (n-grams x labels) and biases."""
    matrix = _matrix(rows, vocabulary)
    if rows.directions is not None:
        matrix.sort_indices()  # once here, or every label would do it for itself
    # One after the other: the solver draws from one generator, and threads would share it out anew
    # with every build.
    fitted = [
        _logistic(matrix, rows.labels[:, label], _STRENGTH, dual=True)
        for label in range(rows.labels.shape[1])
    ]
    return np.stack([weights for weights, _ in fitted], axis=1), np.array([b for _, b in fitted])


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
