"""Builds the draft reader from the written drafts, and tells how it did on unseen ones."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from policy_content import draft_held_out, held_out, ridge, training
from policy_content.artefacts import KNOWN_DRAFTS_FILE, READER_FILE
from policy_content.draft_reader import (
    CONCERNED_SETTING,
    HARD,
    OBJECTION,
    OBJECTS_SETTING,
    THRESHOLD_SETTING,
    features_of_objects,
)
from policy_content.draft_text import direction_of_draft, grams_of_draft, meaning_alone
from policy_content.linear import Floats, Vocabulary
from policy_content.meaning import KnownTexts, along, main_axes, sentence_encoder
from policy_content.passwords import without_passwords
from policy_content.search import probability
from policy_content.training import Labels, Matrix, Sparse
from policy_content.training_files import Draft

# A clause with fewer drafts than this cannot be learnt.
_FEWEST_DRAFTS = 20
# The share of harmless drafts, not seen by the model, that is to be left alone.
_LEFT_ALONE = 0.9


def build_reader(drafts: Sequence[Draft], clauses: tuple[str, ...], folder: Path) -> None:
    """Learn which clauses a draft may offend, and whether the policy objects at all."""
    labels = _labels(drafts, clauses)
    concerned = _concerned(drafts, labels)
    vocabulary, matrix = _words(drafts)
    encoded = _encoded(drafts)
    axes = main_axes(encoded)
    directions = along(encoded, axes)
    apart = dict(ridge.kept_apart(meaning_alone(encoded), range(len(drafts))))
    learnt = ridge.solve(partial(training.kernel, matrix, directions), concerned, apart)
    settings = _settings(learnt.held_out, concerned)
    lines = draft_held_out.report(drafts, labels, learnt.held_out, settings)
    held_out.write(lines, folder, held_out.DRAFTS_FILE)
    weights = matrix.T @ learnt.pull
    model = training.shrunk(vocabulary, weights, learnt.usual, labels, settings)
    model.save(folder / READER_FILE)
    known = KnownTexts(axes, directions, learnt.pull * training.WEIGHT_OF_MEANING)
    known.save(folder / KNOWN_DRAFTS_FILE)


def _labels(drafts: Sequence[Draft], clauses: tuple[str, ...]) -> tuple[str, ...]:
    often = Counter(clause for draft in drafts for clause in draft.objections)
    return (*(clause for clause in clauses if often[clause] >= _FEWEST_DRAFTS), OBJECTION, HARD)


def _concerned(drafts: Sequence[Draft], labels: tuple[str, ...]) -> Labels:
    return np.array(
        [
            [label in draft.objections for label in labels[:-2]]
            + [draft.severity != "ok", draft.severity == "hard"]
            for draft in drafts
        ]
    )


def _words(drafts: Sequence[Draft]) -> tuple[Vocabulary, Sparse]:
    cut = [
        grams_of_draft(without_passwords(draft.text), draft.channel, draft.capacity)
        for draft in drafts
    ]
    names = [[gram.name for gram in grams] for grams in cut]
    vocabulary = training.build_vocabulary(names)
    return vocabulary, training.matrix_of(names, vocabulary)


def _encoded(drafts: Sequence[Draft]) -> Floats:
    encoder = sentence_encoder()
    return training.in_threads(
        lambda draft: direction_of_draft(
            without_passwords(draft.text), draft.channel, draft.capacity, encoder
        ),
        drafts,
    )


def _settings(scores: Floats, concerned: Labels) -> dict[str, Matrix]:
    """Fit the chances on scores by models that had not seen the drafts, and the threshold."""
    features = features_of_objects(scores)
    objected = concerned[:, -2]
    objects = training.calibrate(features, objected)
    chances = probability(features, objects)
    by_clause = [
        training.calibrate(scores[:, [label]].astype(np.float64), concerned[:, label])
        for label in range(concerned.shape[1] - 2)
    ]
    return {
        OBJECTS_SETTING: objects,
        CONCERNED_SETTING: np.stack(by_clause, axis=1),
        THRESHOLD_SETTING: np.quantile(chances[~objected], [_LEFT_ALONE]),
    }
