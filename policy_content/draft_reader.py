"""Reads a draft post for what the policy may object to, and shows the words that raised it.

It never says that a draft is safe: no concern means only that nothing was noticed. Each clause and
"the policy objects" get a score: from the draft's n-grams and signs, and from the known drafts that
mean alike. A probability is made of them, fitted on scores by models that had not seen the drafts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policy_content.artefacts import ARTEFACTS_FOLDER, KNOWN_DRAFTS_FILE, READER_FILE
from policy_content.draft_reasons import Score, reasons
from policy_content.draft_text import (
    Span,
    direction_of_draft,
    grams_of_draft,
    sentences,
    stretches,
)
from policy_content.linear import Floats, LinearModel
from policy_content.meaning import KnownTexts, SentenceEncoder, sentence_encoder
from policy_content.model import Concern
from policy_content.ngrams import LONGEST_DRAFT
from policy_content.passwords import without_passwords
from policy_content.search import probability

OBJECTION, HARD = "objection", "hard breach"
"""The last two labels of the model; all others are clauses."""
OBJECTS_SETTING = "objects"
CONCERNED_SETTING = "concerned"
THRESHOLD_SETTING = "threshold"

_MOST_CONCERNS = 3
_MOST_SENTENCES = 60
# Chances from which on a clause is named beside the likeliest. A hard breach that is not named
# costs more than a question too many.
_LIKELY, _LIKELY_HARD = 0.1, 0.07
# A sentence of a long draft raises a concern by itself where the policy objects to it at this
# chance, which one in fifty harmless drafts reaches: so a breach is not lost among the harmless.
# In shorter drafts sentences by themselves only added false alarms on held-out rows.
_SURE = 0.88
# The clauses of public channels alone: "public-facing social media", and a personal page.
_NOT_ON_YAMMER = ("grievances", "identify-employer.")


def features_of_objects(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return what tells whether the policy objects: that score, a hard breach's, the best two.

    `scores` is (drafts x labels), the two that are no clauses last.
    """
    best = np.sort(scores[:, :-2], axis=1)[:, ::-1]
    return np.stack([scores[:, -2], scores[:, -1], best[:, 0], best[:, 1]], axis=1).astype(float)


def chances_of(scores: NDArray[np.floating], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn scores (drafts x clauses) into chances; `weights` are slopes and biases of each."""
    return np.asarray(1 / (1 + np.exp(-(scores * weights[0] + weights[1]))), np.float64)


def named(chances: NDArray[np.floating], clauses: Sequence[str]) -> list[int]:
    """Return which clauses are named, likeliest first: one at least, three at most."""
    ranked = [int(clause) for clause in np.argsort(-chances, kind="stable")]
    likely = [clause for clause in ranked if chances[clause] >= _least(clauses[clause])]
    return likely[:_MOST_CONCERNS] or ranked[:1]


def _least(clause: str) -> float:
    return _LIKELY_HARD if clause.startswith("hard-breach") else _LIKELY


@dataclass(frozen=True, slots=True)
class DraftReader:
    """Reads drafts."""

    model: LinearModel
    known: KnownTexts
    encoder: SentenceEncoder

    @classmethod
    def load(cls, folder: Path = ARTEFACTS_FOLDER) -> "DraftReader":
        """Read the models that `python -m policy_content build` wrote, and the encoder."""
        known = KnownTexts.load(folder / KNOWN_DRAFTS_FILE)
        return cls(LinearModel.load(folder / READER_FILE), known, sentence_encoder())

    def read(
        self, draft: str, channel: str = "external", capacity: str = "personal"
    ) -> tuple[Concern, ...]:
        """Return at most three concerns, likeliest first; 3,000 characters of a draft are read.

        `channel` is external or yammer; `capacity` is personal, professional or corporate. What
        looks like a password is covered with dots in the words of a concern.
        """
        text = without_passwords(draft[:LONGEST_DRAFT])
        look = _Look(self, channel, capacity, {})
        found = sorted(
            (-chance, label, span)
            for span, least in self._to_read(text)
            for label, chance in self._noticed(look.scores(text[slice(*span)]), channel, least)
        )
        first: dict[int, Span] = {}
        for _, label, span in found:
            first.setdefault(label, span)
        concerns = (
            self._concern(text, label, reasons(text, span, look.score_of(label)))
            for label, span in islice(first.items(), _MOST_CONCERNS)
        )
        # What no word speaks for cannot be explained, and is not worth a question.
        return tuple(concern for concern in concerns if concern.words)

    def scores(self, draft: str, channel: str, capacity: str) -> Floats:
        """Return the score of every label for a stretch of a draft."""
        cut = grams_of_draft(draft, channel, capacity)
        direction = direction_of_draft(draft, channel, capacity, self.encoder)
        return self.model.scores(cut) + self.known.scores(direction)

    def _to_read(self, text: str) -> Iterator[tuple[Span, float]]:
        """Yield the parts of a draft, and from which chance on one raises a concern."""
        whole = stretches(text)
        yield from ((span, float(self.model.settings[THRESHOLD_SETTING][0])) for span in whole)
        if len(whole) > 1:
            alone = sentences(text, (0, len(text)))[:_MOST_SENTENCES]
            yield from ((span, _SURE) for span in alone)

    def _noticed(self, scores: Floats, channel: str, least: float) -> Iterator[tuple[int, float]]:
        """Yield the clauses that a part may offend, and the chance of each."""
        settings = self.model.settings
        objects = probability(features_of_objects(scores[None, :]), settings[OBJECTS_SETTING])
        if objects[0] < least:
            return
        chances = chances_of(scores[None, :-2], settings[CONCERNED_SETTING])[0]
        left_out = _NOT_ON_YAMMER if channel == "yammer" else ()
        for label, clause in enumerate(self.model.labels[:-2]):
            if clause.startswith(left_out):
                chances[label] = -1
        for label in named(chances, self.model.labels):
            if chances[label] >= 0:
                yield label, float(chances[label])

    def _concern(self, text: str, label: int, spans: tuple[Span, ...]) -> Concern:
        words = tuple(text[start:end] for start, end in spans)
        return Concern(self.model.labels[label], words, spans)


@dataclass(frozen=True, slots=True)
class _Look:
    """The scores of one draft's parts: the same part is looked at for several clauses."""

    reader: DraftReader
    channel: str
    capacity: str
    seen: dict[str, Floats]

    def scores(self, part: str) -> Floats:
        if part not in self.seen:
            self.seen[part] = self.reader.scores(part, self.channel, self.capacity)
        return self.seen[part]

    def score_of(self, label: int) -> Score:
        return lambda part: float(self.scores(part)[label])
