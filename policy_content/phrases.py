"""Whole words and phrases that the owner lists, and whether a message has one of them.

Small letters, accents kept; apostrophes and other signs do not count. A word that ends in `*`
stands for every word that begins so.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_READ = 4_000
"""Characters of a message that are read; what stands further back is not looked at."""

_APOSTROPHES = re.compile("['’`]")
_SIGNS = re.compile(r"[^\w\s]+")


def plain_words(text: str) -> str:
    """Return `text` in small letters without signs, its words one space apart."""
    bare = _APOSTROPHES.sub("", text[:LONGEST_READ].casefold())
    return " ".join(_SIGNS.sub(" ", bare).replace("_", " ").split())


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases that are looked for in one pass."""

    pattern: re.Pattern[str] | None = None

    @classmethod
    def of(cls, phrases: Iterable[str]) -> "Phrases":
        """Take phrases as the owner writes them; longer ones are found before their beginnings."""
        written = sorted({_as_pattern(phrase) for phrase in phrases} - {""}, key=len, reverse=True)
        return cls(re.compile(rf"(?<!\S)(?:{'|'.join(written)})(?!\S)") if written else None)

    def found_in(self, words: str) -> bool:
        """Tell whether a message, as `plain_words` gives it, has one of the phrases."""
        return self.pattern is not None and self.pattern.search(words) is not None


def _as_pattern(phrase: str) -> str:
    words = []
    for word in phrase.split():
        known = re.escape(plain_words(word.rstrip("*"))).replace(r"\ ", " ")
        if known:
            words.append(known + r"\w*" * word.endswith("*"))
    return " ".join(words)
