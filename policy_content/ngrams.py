"""Cuts text into tokens and n-grams, the same way when the models are built and when they run.

Names of platforms are brought to the policy's own (Viva Engage is Yammer, X is Twitter), letters to
lower case, apostrophes are dropped and American spellings made British, so that the same question
in another dress has the same n-grams.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

LONGEST_QUESTION = 1_000
LONGEST_DRAFT = 3_000
SIGN = "#"
"""How the names of n-grams begin that stand for no word, but for what the text as a whole shows."""
_LONGEST_WORD = 40

_TOKEN = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*|[^\w\s]|_")
_APOSTROPHES = re.compile("['’`]")
_SAME_NAME = {
    "fb": "facebook",
    "insta": "instagram",
    "viva": "yammer",
    "twiter": "twitter",
    "yamer": "yammer",
}
# "I am on X", but not "love you x"; "a post on Engage", but not "can I engage with critics".
_BEFORE_X = frozenset({"on", "to", "via", "from", "my", "our", "an", "using", "personal", "work"})
_AFTER_X = frozenset({"account", "post", "posts", "profile", "thread", "feed", "page"})
_BEFORE_ENGAGE = frozenset({"on", "via", "from", "using", "viva", "ms", "microsoft"})
_AMERICAN = re.compile(r"(?<=[a-z]{3})iz(?=e$|es$|ed$|er$|ers$|ing$|ation$|ations$)")
_BRITISH = {"behavior": "behaviour", "color": "colour", "defense": "defence", "license": "licence"}


class Token(NamedTuple):
    """A word or a sign in its normal form, and where it stands in the text (end excluded)."""

    form: str
    start: int
    end: int


class Gram(NamedTuple):
    """An n-gram, and the indices of the first and the last token that it comes from."""

    name: str
    first: int
    last: int


def tokens(text: str, longest: int) -> list[Token]:
    """Return the tokens of a text, of which no more than `longest` characters are read."""
    raw = [
        Token(match.group()[:_LONGEST_WORD], match.start(), match.end())
        for match in _TOKEN.finditer(text[:longest])
    ]
    lower = [token.form.lower() for token in raw]
    return [
        Token(form, token.start, token.end)
        for index, token in enumerate(raw)
        if (form := _normal(token.form, lower, index))
    ]


def as_encoded(words: Sequence[Token]) -> str:
    """Return a text as the encoder reads it: platform names and spelling in one form."""
    return " ".join(word.form for word in words)


def _normal(written: str, lower: Sequence[str], index: int) -> str:
    """Return a token's normal form; empty where its neighbour already says it."""
    word = lower[index]
    before = lower[index - 1] if index else ""
    after = lower[index + 1] if index + 1 < len(lower) else ""
    if word == "engage":
        if before == "viva":
            return ""
        named = before in _BEFORE_ENGAGE or (written == "Engage" and before.isalpha())
        return "yammer" if named else word
    if word == "x" and (before in _BEFORE_X or after in _AFTER_X):
        return "twitter"
    word = _SAME_NAME.get(word, word)
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word)
    word = _APOSTROPHES.sub("", word)
    return _BRITISH.get(word) or _AMERICAN.sub("is", word)


def grams(cut: Sequence[Token]) -> Iterator[Gram]:
    """Yield the word n-grams (1 and 2, named with a leading "=") and those of letters (3 to 5).

    N-grams of letters stay within a word, whose ends count as a space.
    """
    previous = ""
    for index, token in enumerate(cut):
        yield Gram(f"={token.form}", index, index)
        if previous:
            yield Gram(f"={previous} {token.form}", index - 1, index)
        previous = token.form
        padded = f" {token.form} "
        for size in (3, 4, 5):
            for start in range(len(padded) - size + 1):
                yield Gram(padded[start : start + size], index, index)
