"""Builds the matcher and the reader from the written material, and writes them as artefacts."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from policy_content import held_out, ridge, training
from policy_content.artefacts import (
    ARTEFACTS_FOLDER,
    KNOWN_FILE,
    MATCHER_FILE,
    READER_FILE,
    fingerprint,
    write_fingerprint,
)
from policy_content.draft_reader import OBJECTION, grams_of_draft
from policy_content.linear import Floats, LinearModel
from policy_content.meaning import KnownTexts, as_kept, likeness, sentence_encoder
from policy_content.ngrams import LONGEST_DRAFT, LONGEST_QUESTION, Token, grams, tokens
from policy_content.search import (
    ANSWERED_SETTING,
    NONE,
    RIGHT_SETTING,
    as_encoded,
    features_of_answered,
    features_of_right,
)
from policy_content.training import Labels, Matrix
from policy_content.training_files import Draft, Material, Phrasing

_GUESSES = 3
# A clause with fewer drafts than this cannot be learnt.
_FEWEST_DRAFTS = 20
# What likeness in meaning counts beside likeness in words; tried on held-out rows.
_WEIGHT_OF_MEANING = np.float32(4)
_FAVOUR_TO_THE_RARE = 0.3
_SLAB = 1_000


def build(material: Material, clauses: tuple[str, ...], folder: Path = ARTEFACTS_FOLDER) -> None:
    """Build both models and note what they were built from."""
    folder.mkdir(exist_ok=True)
    build_matcher((*material.phrasings, *material.off_topic), clauses, folder)
    build_reader(material.drafts, clauses).save(folder / READER_FILE)
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
    directions = _directions(words)
    kernel = _kernel(matrix, directions)
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
    known = KnownTexts(directions, learnt.pull * _WEIGHT_OF_MEANING)
    np.savez_compressed(folder / KNOWN_FILE, allow_pickle=False, **known.arrays())


def _emphasis(usual: Floats) -> Floats:
    """Return what each score is multiplied with: seldom asked clauses would else lose too often."""
    emphasis: Floats = (usual / usual[:-1].mean()) ** -_FAVOUR_TO_THE_RARE
    emphasis[-1] = 1  # "none" is not a clause, and has a decision of its own
    return emphasis


def _directions(texts: Sequence[Sequence[Token]]) -> Floats:
    encoder = sentence_encoder()
    # The encoder lets go of the interpreter, so threads make use of every core.
    with ThreadPoolExecutor() as threads:
        directions = list(threads.map(encoder.encode, map(as_encoded, texts)))
    return as_kept(np.array(directions, np.float32))


def _kernel(matrix: Any, directions: Floats) -> Floats:
    """Return how alike every two texts are, in words and in meaning (texts x texts)."""
    kernel = likeness(directions @ directions.T)
    kernel *= _WEIGHT_OF_MEANING
    for start in range(0, len(kernel), _SLAB):
        slab = slice(start, start + _SLAB)
        kernel[slab] += (matrix[slab] @ matrix.T).toarray()
    return kernel


def _calibrate_right(scores: Floats, answers: Labels) -> Matrix:
    """Fit the probability that a clause is right, over the three best guesses of every row."""
    best = np.argsort(-scores[:, :-1], axis=1, kind="stable")[:, :_GUESSES]
    features = [features_of_right(scores, guess) for guess in best.T]
    right = [answers[np.arange(len(scores)), guess] for guess in best.T]
    return training.calibrate(np.concatenate(features), np.concatenate(right))


def build_reader(drafts: Sequence[Draft], clauses: tuple[str, ...]) -> LinearModel:
    """Learn which clauses a draft may offend, and whether the policy objects at all."""
    often = Counter(clause for draft in drafts for clause in objections(draft))
    labels = (*(clause for clause in clauses if often[clause] >= _FEWEST_DRAFTS), OBJECTION)
    concerned = np.array(
        [
            [label in objections(draft) for label in labels[:-1]] + [draft.severity != "ok"]
            for draft in drafts
        ]
    )
    names = [
        [
            gram.name
            for gram in grams_of_draft(
                tokens(draft.text, LONGEST_DRAFT), draft.channel, draft.capacity
            )
        ]
        for draft in drafts
    ]
    vocabulary = training.build_vocabulary(names)
    weights, bias = training.fit_logistic(training.matrix_of(names, vocabulary), concerned)
    return training.shrunk(vocabulary, weights, bias, labels, {})


def objections(draft: Draft) -> tuple[str, ...]:
    """Return the clauses that speak against a draft; "not a breach" never does."""
    if draft.severity == "ok":
        return ()
    return tuple(clause for clause in draft.clauses if not clause.startswith("not-a-breach"))
