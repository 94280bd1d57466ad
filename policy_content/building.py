"""Builds the matcher and the reader from the written material, and writes them as artefacts."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from policy_content import held_out, ridge, training
from policy_content.artefacts import (
    ARTEFACTS_FOLDER,
    KNOWN_FILE,
    MATCHER_FILE,
    fingerprint,
    write_fingerprint,
)
from policy_content.draft_building import build_reader
from policy_content.linear import Floats
from policy_content.meaning import KnownTexts, sentence_encoder
from policy_content.ngrams import LONGEST_QUESTION, grams, tokens
from policy_content.search import (
    ANSWERED_SETTING,
    NONE,
    RIGHT_SETTING,
    as_encoded,
    features_of_answered,
    features_of_right,
)
from policy_content.training import Labels, Matrix
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
    directions = training.in_threads(sentence_encoder().encode, list(map(as_encoded, words)))
    kernel = training.kernel(matrix, directions)
    learnt = ridge.solve(kernel, answers, ridge.kept_apart(directions))
    learnt = learnt.times(_emphasis(learnt.usual))
    settings = {
        ANSWERED_SETTING: training.calibrate(
            features_of_answered(learnt.held_out), ~answers[:, -1]
        ),
        RIGHT_SETTING: _calibrate_right(learnt.held_out, answers),
    }
    lines = held_out.report(phrasings, learnt.held_out, answers, settings[ANSWERED_SETTING])
    held_out.write(lines, folder)
    weights = matrix.T @ learnt.pull
    linear = training.shrunk(vocabulary, weights, learnt.usual, labels, settings)
    linear.save(folder / MATCHER_FILE)
    known = KnownTexts(directions, learnt.pull * training.WEIGHT_OF_MEANING)
    np.savez_compressed(folder / KNOWN_FILE, allow_pickle=False, **known.arrays())


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
