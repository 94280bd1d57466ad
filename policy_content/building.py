"""Builds the matcher and the reader from the written material, and writes them as artefacts."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policy_content import held_out, ridge, training
from policy_content.artefacts import (
    ARTEFACTS_FOLDER,
    KNOWN_FILE,
    MATCHER_FILE,
    fingerprint,
    write_fingerprint,
)
from policy_content.draft_building import build_reader
from policy_content.encoder.shown import were_shown
from policy_content.linear import Floats
from policy_content.meaning import KnownTexts, along, main_axes, sentence_encoder
from policy_content.ngrams import LONGEST_QUESTION, as_encoded, grams, tokens
from policy_content.search import (
    ANSWERED_SETTING,
    NONE,
    RIGHT_SETTING,
    features_of_answered,
    features_of_right,
)
from policy_content.training import Labels, Matrix, Sparse
from policy_content.training_files import Material, Phrasing

_GUESSES = 3
_FAVOUR_TO_THE_RARE = 0.3


def build(material: Material, clauses: tuple[str, ...], folder: Path = ARTEFACTS_FOLDER) -> None:
    """Build both models and note what they were built from."""
    folder.mkdir(exist_ok=True)
    build_matcher((*material.phrasings, *material.off_topic), clauses, folder)
    build_reader(material.drafts, clauses, folder)
    write_fingerprint(fingerprint(material, clauses), folder)


def build_matcher(phrasings: Sequence[Phrasing], clauses: tuple[str, ...], folder: Path) -> None:
    """Learn which clauses answer which questions; a row without a clause is one for "none"."""
    labels = (*clauses, NONE)
    answers = np.array(
        [[label in (row.clauses or (NONE,)) for label in labels] for row in phrasings]
    )
    words = [tokens(row.question, LONGEST_QUESTION) for row in phrasings]
    names = [[gram.name for gram in grams(one)] for one in words]
    vocabulary = training.build_vocabulary(names)
    matrix = training.matrix_of(names, vocabulary)
    texts = list(map(as_encoded, words))
    encoded = training.in_threads(sentence_encoder().encode, texts)
    axes = main_axes(encoded)
    directions = along(encoded, axes)
    # The encoder, too, must not have seen what a score is measured or calibrated on.
    unseen = np.flatnonzero(~were_shown(texts))
    learnt = _learn(matrix, directions, answers, unseen)
    settings = _calibrated(learnt.held_out, answers[unseen])
    tested = [phrasings[row] for row in unseen.tolist()]
    lines = held_out.report(tested, learnt.held_out, answers[unseen], settings[ANSWERED_SETTING])
    held_out.write(lines, folder)
    linear = training.shrunk(vocabulary, matrix.T @ learnt.pull, learnt.usual, labels, settings)
    linear.save(folder / MATCHER_FILE)
    KnownTexts(axes, directions, learnt.pull * training.WEIGHT_OF_MEANING).save(folder / KNOWN_FILE)


def _learn(
    matrix: Sparse, directions: Floats, answers: Labels, unseen: NDArray[np.intp]
) -> ridge.Solution:
    apart = dict(ridge.kept_apart(directions, unseen.tolist()))
    learnt = ridge.solve(partial(training.kernel, matrix, directions), answers, apart)
    return learnt.times(_emphasis(learnt.usual))


def _calibrated(scores: Floats, answers: Labels) -> dict[str, Matrix]:
    """Fit both probabilities on scores by models that have not seen the rows."""
    answered = training.calibrate(features_of_answered(scores), ~answers[:, -1])
    return {ANSWERED_SETTING: answered, RIGHT_SETTING: _calibrate_right(scores, answers)}


def _emphasis(usual: Floats) -> Floats:
    """Return what each score is multiplied with: seldom asked clauses would else lose too often."""
    emphasis: Floats = (usual / usual[:-1].mean()) ** -_FAVOUR_TO_THE_RARE
    emphasis[-1] = 1  # "none" is not a clause, and has a decision of its own
    return emphasis


def _calibrate_right(scores: Floats, answers: Labels) -> Matrix:
    """Fit the probability that a clause is right, over the three best guesses of every row."""
    best = np.argsort(-scores[:, :-1], axis=1, kind="stable")[:, :_GUESSES]
    features = [features_of_right(scores, guess) for guess in best.T]
    right = [answers[np.arange(len(scores)), guess] for guess in best.T]
    return training.calibrate(np.concatenate(features), np.concatenate(right))
