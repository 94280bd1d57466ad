"""Cuts a draft post into stretches, sentences and phrases, and into what the reader's models see.

Every cut is a span of the draft (end excluded), so that the words of a concern are the draft's own.
"""

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

from policy_content.draft_signs import signs
from policy_content.linear import Floats
from policy_content.meaning import DIRECTIONS, SentenceEncoder
from policy_content.ngrams import LONGEST_DRAFT, Gram, grams, tokens
from policy_content.training_files import CAPACITIES, CHANNELS

Span = tuple[int, int]

# In longer ones a breach is lost among harmless sentences; in shorter ones the thread is lost.
_LONGEST_STRETCH = 400
_FEWEST_LETTERS = 12
_PICTOGRAPH = "[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]"
_SENTENCE_ENDS = re.compile(
    rf"(?:[.!?…]+[\"'”’)]*|{_PICTOGRAPH}+)(?=\s)\s*(?!{_PICTOGRAPH})|\n+|(?<=\])\s*|\s(?=\[)"
)
_PHRASE_ENDS = re.compile(
    r"[,;:]\s+|\s+[–—-]+\s+|\s*(?:\.\.+|…)\s*|\s+\(|\)\s*"
    r"|\s+(?=(?:and|but|because|cos|coz|so|if|when|while|which|who|that|as|then|or)\s)",
    re.IGNORECASE,
)
_EDGES = re.compile(
    r"[\s.,;:–—()\"“”-]*(?:(?:and|but|because|so|then|or|that|which|as)\s+)?", re.IGNORECASE
)
# What two texts of other channels or capacities count for each other: exp(-0.5) of what they mean.
_CIRCUMSTANCE = np.float32(0.5)


def stretches(draft: str) -> list[Span]:
    """Cut a draft into whole sentences that are at most about 400 characters together."""
    pieces = sentences(draft, (0, len(draft)))
    count = -(-len(draft) // _LONGEST_STRETCH)
    enough = len(draft) / max(count, 1)
    found: list[Span] = []
    for start, end in pieces:
        if found and end - found[-1][0] <= enough + _LONGEST_STRETCH / 10:
            found[-1] = (found[-1][0], end)
        else:
            found += [
                (cut, min(cut + _LONGEST_STRETCH, end))
                for cut in range(start, end, _LONGEST_STRETCH)
            ]
    return found


def sentences(text: str, within: Span) -> list[Span]:
    """Return the sentences of a part of a text; line breaks, emoji and brackets end one too."""
    return _cut(text, within, _SENTENCE_ENDS)


def phrases(text: str, within: Span) -> list[Span]:
    """Return the phrases of a sentence, cut at signs and before words that join two of them."""
    return _cut(text, within, _PHRASE_ENDS)


def trimmed(text: str, span: Span) -> Span:
    """Return a span without signs, spaces and joining words at its edges."""
    start, end = span
    found = _EDGES.match(text, start, end)
    start = found.end() if found else start
    return start, start + len(text[start:end].rstrip(' \t\r\n.,;:–—("“-'))


def _cut(text: str, within: Span, ends: re.Pattern[str]) -> list[Span]:
    start, end = within
    found: list[Span] = []
    for at in (*(match.end() for match in ends.finditer(text, start, end)), end):
        if len(text[start:at].strip()) >= _FEWEST_LETTERS or (at == end and not found):
            found.append((start, at))
            start = at
    if start < end and text[start:end].strip():
        found[-1] = (found[-1][0], end)  # too short to stand alone
    return [span for span in found if text[slice(*span)].strip()]


def spelled_out(text: str) -> str:
    """Return a text with its emoji in words, which the encoder knows: "👀" is "eyes"."""
    return "".join(
        f" {unicodedata.name(letter, '').lower()} "
        if unicodedata.category(letter) == "So"
        else letter
        for letter in text
    )


def grams_of_draft(draft: str, channel: str, capacity: str) -> list[Gram]:
    """Return a draft's n-grams and signs; at most 3,000 characters are read."""
    spelled = spelled_out(draft[:LONGEST_DRAFT])
    cut = grams(tokens(spelled, len(spelled)))
    return [*cut, *(Gram(name, -1, -1) for name in signs(spelled, channel, capacity))]


def direction_of_draft(draft: str, channel: str, capacity: str, encoder: SentenceEncoder) -> Floats:
    """Return what a draft means (384 numbers), and where and as whom it is posted (6 more)."""
    where = np.zeros(len(CHANNELS) * len(CAPACITIES), np.float32)
    where[_place(CHANNELS, channel) * len(CAPACITIES) + _place(CAPACITIES, capacity)] = 1
    meaning = encoder.encode(spelled_out(draft[:LONGEST_DRAFT]))
    return np.concatenate([meaning, where * np.sqrt(_CIRCUMSTANCE / 2)])


def meaning_alone(directions: Floats) -> Floats:
    """Return directions of drafts (drafts x 390) without where and as whom they are posted."""
    return directions[:, :DIRECTIONS]


def _place(known: Sequence[str], name: str) -> int:
    return known.index(name) if name in known else 0
