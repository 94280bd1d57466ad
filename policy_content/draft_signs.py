"""Signs that tell what a draft post is about: its words by family, its shape, where it is to go.

Words that no known draft has used still belong to a family ("knobhead" swears, "P45" does not), and
two families together often decide: a statistic alone is harmless, one before publication is not.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from policy_content.draft_sign_words import SIGN_WORDS
from policy_content.ngrams import SIGN
from policy_content.phrases import Phrases, plain_words

_FAMILIES = {name: Phrases.of(words.split("|")) for name, words in SIGN_WORDS.items()}
_SHAPES = {
    # A word whose middle is struck out, or only signs where a word should be: "sh*t", "@#!%".
    "swearing": re.compile(r"[^\W\d_]\*+[^\W\d_]?|\*{3}|[^\W\d_]-{2,}[^\W\d_]|[!@#$%&]{4}"),
    "spoken to by name": re.compile(r"(?<!\w)@\w"),
    "number": re.compile(r"\d"),
    "described": re.compile(r"\["),
    "question": re.compile(r"\?"),
    "exclamation": re.compile("!"),
    "quotation": re.compile('["“”«]'),
}
_LENGTHS = (60, 110, 180)  # characters; a third of the known drafts lies in each of the middle two


def signs(draft: str, channel: str, capacity: str) -> Iterator[str]:
    """Yield the names of all signs and of all pairs of signs, as further n-grams of the draft."""
    found = sorted({*_of_text(draft), channel, capacity})
    yield from (f"{SIGN}{name}" for name in found)
    yield from (f"{SIGN}{one} + {other}" for one, other in combinations(found, 2))


def _of_text(draft: str) -> Iterator[str]:
    words = plain_words(draft)
    yield from (name for name, phrases in _FAMILIES.items() if phrases.found_in(words))
    yield from (name for name, shape in _SHAPES.items() if shape.search(draft))
    yield f"length {sum(len(draft) >= length for length in _LENGTHS)}"
