"""Finds the words of a draft for which a clause is raised: those without which it would not be.

Each sentence is left out in turn, then each phrase of the sentence that mattered most. So the words
are whole phrases, which a person can accept or reject as a reason.
"""

from collections.abc import Callable, Sequence

import numpy as np

from policy_content.draft_text import Span, phrases, sentences, trimmed

Score = Callable[[str], float]
"""How much a text speaks for the clause."""

# A second sentence is shown where leaving it out matters at least this much, against the first.
_ALSO = 0.75
# Phrases stand for their sentence where leaving them out matters at least this much, against all.
_MOST = 0.6
_SHORT_ENOUGH = 45  # characters; such a sentence is not cut any further
_MOST_CUTS = 16


def reasons(draft: str, within: Span, score: Score) -> tuple[Span, ...]:
    """Return one or two spans of a stretch of the draft, in order; only an empty one has none."""
    cuts = sentences(draft, within)[:_MOST_CUTS]
    losses = _losses(draft, within, cuts, score)
    most = max(losses, default=0.0)
    ranked = sorted(zip(losses, cuts, strict=True), reverse=True)
    kept = [cut for loss, cut in ranked[:2] if loss == most or (most > 0 and loss >= most * _ALSO)]
    spans = (trimmed(draft, _narrowed(draft, within, cut, score)) for cut in kept)
    return tuple(sorted(span for span in spans if span[0] < span[1]))


def _narrowed(draft: str, within: Span, sentence: Span, score: Score) -> Span:
    """Return the fewest neighbouring phrases that account for most of why a sentence matters."""
    cuts = phrases(draft, sentence)[:_MOST_CUTS]
    if sentence[1] - sentence[0] <= _SHORT_ENOUGH or len(cuts) < 2:
        return sentence
    losses = _losses(draft, within, cuts, score)
    (whole,) = _losses(draft, within, [sentence], score)
    first = last = max(range(len(cuts)), key=losses.__getitem__)
    lost = losses[first]
    while lost < whole * _MOST and last - first + 1 < len(cuts):
        before = losses[first - 1] if first else -np.inf
        after = losses[last + 1] if last + 1 < len(cuts) else -np.inf
        first, last = (first - 1, last) if before > after else (first, last + 1)
        (lost,) = _losses(draft, within, [(cuts[first][0], cuts[last][1])], score)
    return cuts[first][0], cuts[last][1]


def _losses(draft: str, within: Span, cuts: Sequence[Span], score: Score) -> list[float]:
    """Return how much the score falls when each of the cuts is left out of the stretch."""
    start, end = within
    whole = score(draft[start:end])
    return [whole - score(f"{draft[start:one]} {draft[other:end]}") for one, other in cuts]
