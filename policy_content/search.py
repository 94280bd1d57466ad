"""Finds the clauses that answer a question, or says honestly that none does.

Every clause and, as one label more, "none of them" gets a score: from the question's n-grams, and
from the known questions that mean alike. Two probabilities are made of the scores: that the policy
answers the question at all, and, for each clause, that it is the one. Both were fitted on scores of
phrasings by models that had not seen them.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policy_content.artefacts import ARTEFACTS_FOLDER, KNOWN_FILE, MATCHER_FILE
from policy_content.linear import Floats, LinearModel
from policy_content.meaning import KnownTexts, SentenceEncoder, sentence_encoder
from policy_content.model import Citation, Finding
from policy_content.ngrams import LONGEST_QUESTION, as_encoded, grams, tokens

NONE = "none"
ANSWERED_SETTING = "answered"
RIGHT_SETTING = "right"

_MOST_CITATIONS = 3
# Below this chance that the policy answers it, the honest answer is none. So about 95 of 100
# questions that it does answer, and that the models had not seen, were answered.
_ANSWERED = 0.3
# Below even odds that the best clause is right, it is offered as a guess.
_SURE = 0.5


def features_of_answered(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return what tells whether any clause answers: the score of none, the best and the second.

    `scores` is (rows x labels), "none" last.
    """
    best = np.sort(scores[:, :-1], axis=1)[:, ::-1]
    return np.stack([scores[:, -1], best[:, 0], best[:, 1]], axis=1).astype(np.float64)


def features_of_right(
    scores: NDArray[np.floating], clause: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return what tells whether a row's clause is right: its score, that of none, and its lead."""
    rows = np.arange(len(scores))
    others = scores[:, :-1].copy()
    others[rows, clause] = -np.inf
    score = scores[rows, clause]
    lead = score - others.max(axis=1)
    return np.stack([score, scores[:, -1], lead], axis=1).astype(np.float64)


def probability(features: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn features into probabilities; `weights` ends with the bias."""
    return np.asarray(1 / (1 + np.exp(-(features @ weights[:-1] + weights[-1]))), np.float64)


def is_answered(scores: NDArray[np.floating], weights: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Decide for rows of scores whether any clause answers."""
    return probability(features_of_answered(scores), weights) >= _ANSWERED


@dataclass(frozen=True, slots=True)
class QuestionMatcher:
    """Matches questions with clauses."""

    model: LinearModel
    known: KnownTexts
    encoder: SentenceEncoder

    @classmethod
    def load(cls, folder: Path = ARTEFACTS_FOLDER) -> "QuestionMatcher":
        """Read the models that `python -m policy_content build` wrote, and the encoder."""
        known = KnownTexts.load(folder / KNOWN_FILE)
        return cls(LinearModel.load(folder / MATCHER_FILE), known, sentence_encoder())

    def find(self, question: str) -> Finding:
        """Return the clauses that answer a question; only its first 1,000 characters are read."""
        words = tokens(question, LONGEST_QUESTION)
        cut = list(grams(words))
        if not self.model.knows(cut):
            return Finding("none", ())
        direction = self.encoder.encode(as_encoded(words))
        scores = self.model.scores(cut) + self.known.scores(direction)
        citations = self._citations(scores)
        if not is_answered(scores[None, :], self.model.settings[ANSWERED_SETTING])[0]:
            return Finding("none", citations)
        return Finding("answer" if citations[0].probability >= _SURE else "unsure", citations)

    def _citations(self, scores: Floats) -> tuple[Citation, ...]:
        best = np.argsort(-scores[:-1], kind="stable")[:_MOST_CITATIONS]
        repeated = np.repeat(scores[None, :], len(best), axis=0)
        chances = probability(features_of_right(repeated, best), self.model.settings[RIGHT_SETTING])
        return tuple(
            Citation(self.model.labels[clause], round(float(chance), 4))
            for clause, chance in zip(best, chances, strict=True)
        )
