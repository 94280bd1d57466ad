"""Builds the matcher and the reader from the written material, and writes them as artefacts."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from policy_content import training
from policy_content.artefacts import (
    ARTEFACTS_FOLDER,
    MATCHER_FILE,
    NEARNESS_FILE,
    READER_FILE,
    fingerprint,
    write_fingerprint,
)
from policy_content.draft_reader import OBJECTION, grams_of_draft
from policy_content.linear import LinearModel
from policy_content.meaning import sentence_encoder
from policy_content.ngrams import LONGEST_DRAFT, LONGEST_QUESTION, grams, tokens
from policy_content.search import (
    ANSWERED_SETTING,
    NONE,
    RIGHT_SETTING,
    as_encoded,
    features_of_answered,
    features_of_right,
)
from policy_content.training import Labels, Matrix, Rows
from policy_content.training_files import Draft, Material, Phrasing

_GUESSES = 3
# A clause with fewer drafts than this cannot be learnt.
_FEWEST_DRAFTS = 20


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
    encoder = sentence_encoder()
    directions = np.array([encoder.encode(as_encoded(one)) for one in words], np.float32)
    rows = Rows.of([list(grams(one)) for one in words], answers, directions)
    answered = ~answers[:, -1]
    scores = training.held_out_scores(rows)
    nearness = training.held_out_nearness(directions, answered)
    settings = {
        ANSWERED_SETTING: training.calibrate(features_of_answered(scores, nearness), answered),
        RIGHT_SETTING: _calibrate_right(scores, answers),
    }
    training.build_model(rows, labels, settings).save(folder / MATCHER_FILE)
    near = training.fit_nearness(directions, answered)
    np.savez_compressed(folder / NEARNESS_FILE, allow_pickle=False, **near.arrays())


def _calibrate_right(scores: Matrix, answers: Labels) -> Matrix:
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
    texts = [
        grams_of_draft(tokens(draft.text, LONGEST_DRAFT), draft.channel, draft.capacity)
        for draft in drafts
    ]
    return training.build_model(Rows.of(texts, concerned), labels, {})


def objections(draft: Draft) -> tuple[str, ...]:
    """Return the clauses that speak against a draft; "not a breach" never does."""
    if draft.severity == "ok":
        return ()
    return tuple(clause for clause in draft.clauses if not clause.startswith("not-a-breach"))
