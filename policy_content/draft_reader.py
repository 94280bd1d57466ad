"""Reads a draft post for what the policy may object to, and shows the words that raised it.

It never says that a draft is safe: no concern means only that nothing was noticed. A linear model
over n-grams scores "the policy objects" and each clause apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policy_content.artefacts import ARTEFACTS_FOLDER, READER_FILE
from policy_content.linear import LinearModel
from policy_content.model import Concern
from policy_content.ngrams import LONGEST_DRAFT, Gram, Token, grams, tokens

OBJECTION = "objection"

# A missed hard breach costs more than a question too many, so less than even odds will do.
_OBJECTS = 0.4
_CLAUSE = 0.3
_MOST_CONCERNS = 3
_MOST_WORDS = 5
# A word is shown if it speaks for the clause at least this much, against the word that does most.
_WORTH_SHOWING = 0.3
# The clauses of public channels alone: "public-facing social media", and a personal page.
_NOT_ON_YAMMER = ("grievances", "identify-employer.")


def grams_of_draft(cut: Sequence[Token], channel: str, capacity: str) -> list[Gram]:
    """Return a draft's n-grams, with two that say where and as whom it is posted."""
    return [Gram(f"=#{channel}", -1, -1), Gram(f"=#{capacity}", -1, -1), *grams(cut)]


@dataclass(frozen=True, slots=True)
class DraftReader:
    """Reads drafts."""

    model: LinearModel

    @classmethod
    def load(cls, folder: Path = ARTEFACTS_FOLDER) -> "DraftReader":
        """Read the model that `python -m policy_content build` wrote."""
        return cls(LinearModel.load(folder / READER_FILE))

    def read(
        self, draft: str, channel: str = "external", capacity: str = "personal"
    ) -> tuple[Concern, ...]:
        """Return at most three concerns, likeliest first; 3,000 characters of a draft are read.

        `channel` is external or yammer; `capacity` is personal, professional or corporate.
        """
        words = tokens(draft, LONGEST_DRAFT)
        if not words:
            return ()
        cut = grams_of_draft(words, channel, capacity)
        chances = 1 / (1 + np.exp(-self.model.scores(cut)))
        clauses = self._clauses(chances, channel)
        if not clauses or chances[self.model.labels.index(OBJECTION)] < _OBJECTS:
            return ()
        likely = [label for label in clauses if chances[label] >= _CLAUSE] or clauses[:1]
        concerns = [self._concern(draft, words, cut, label) for label in likely[:_MOST_CONCERNS]]
        # What no word speaks for cannot be explained, and is not worth a question.
        return tuple(concern for concern in concerns if concern.words)

    def _clauses(self, chances: NDArray[np.floating], channel: str) -> list[int]:
        """Return the labels that are clauses of this channel, likeliest first."""
        left_out = _NOT_ON_YAMMER if channel == "yammer" else ()
        return [
            int(label)
            for label in np.argsort(-chances, kind="stable")
            if self.model.labels[label] != OBJECTION
            and not self.model.labels[label].startswith(tuple(left_out))
        ]

    def _concern(
        self, draft: str, words: Sequence[Token], cut: Sequence[Gram], label: int
    ) -> Concern:
        """Name the words that speak most for a clause, in the order of the draft."""
        shares = self.model.contributions(cut, label, len(words))
        least = max(float(shares.max()) * _WORTH_SHOWING, 1e-9)
        best = [
            int(index)
            for index in np.argsort(-shares, kind="stable")
            if shares[index] >= least and words[index].form.isalnum()
        ]
        spans = sorted((words[index].start, words[index].end) for index in best[:_MOST_WORDS])
        texts = tuple(draft[start:end] for start, end in spans)
        return Concern(self.model.labels[label], texts, tuple(spans))
