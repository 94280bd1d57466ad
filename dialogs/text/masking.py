"""Masks what may tell of a person in a question, before the question is kept for the policy owner.

E-mail addresses, web addresses, mentions, numbers, quoted passages and whatever may be a name. In
doubt a word is masked: the owner needs the question, not who is in it.
"""

import re
from collections.abc import Collection, Iterator

from dialogs.text.inert import clean
from dialogs.text.known_words import FIRST_NAMES, KNOWN

MOST_CHARACTERS = 400
"""A longer question is a story, and is not kept at all."""

NAME, NUMBER, ADDRESS, MENTION, QUOTE = "[name]", "[number]", "[address]", "[mention]", "[quote]"

_RULES = (
    (re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE), ADDRESS),
    (re.compile(r"\S+@\S+\.\S+"), ADDRESS),
    (re.compile(r"<at>.*?</at>", re.IGNORECASE | re.DOTALL), MENTION),
    (re.compile(r"(?<!\w)@\S+"), MENTION),
    (re.compile(r"\b(?:[\w-]+\.)+(?:com|org|net|uk|gov|io|microsoft|me)(?:/\S*)?\b"), ADDRESS),
    # What stands in quotation marks, or after "this:", may be a draft post.
    (re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]{12,}’|(?<!\w)'[^']{12,}'(?!\w)"), QUOTE),
    (re.compile(r"(?:(?<=:)\s|\n)\s*\S+(?:\s+\S+){2,}\s*$"), f" {QUOTE}"),
)
_KEPT_NUMBER = re.compile(r"0?9[:.]?30(?:am)?")  # the policy's own time
_NUMBER = re.compile(r"\S*\d\S*")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]))*")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame"})


def masked(question: str, known: Collection[str] = ()) -> str:
    """Return a question with everything masked that may tell of a person.

    `known` are further words, in small letters, that are no names (the policy's own).
    """
    text = clean(question)
    for pattern, sign in _RULES:
        text = pattern.sub(sign, text)
    text = _NUMBER.sub(_number, text)
    return " ".join(_without_names(text, known).split())


def _number(found: re.Match[str]) -> str:
    bare = found[0].strip("(),;:!?.'\"")
    return found[0] if _KEPT_NUMBER.fullmatch(bare.casefold()) else NUMBER


def _without_names(text: str, known: Collection[str]) -> str:
    # Where capitals are used as usual, they tell a name; elsewhere a name is told by a first name.
    usual = text not in {text.upper(), text.lower()}
    parts: list[str] = []
    end, after_name = 0, False
    for start, stop, word in _words(text):
        between = text[end:start]
        beside = after_name and not between.strip() and not usual
        is_name = _is_name(word, known, capitals=usual, beside=beside)
        parts += [between, NAME if is_name else word]
        end, after_name = stop, is_name or _bare(word) in _TITLES
    joined = "".join([*parts, text[end:]])
    return re.sub(r"\[name\](?:\s+\[name\])+", NAME, joined)


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a text, without those that are signs of what was masked."""
    for found in _WORD.finditer(text):
        if text[found.start() - 1 : found.start()] != "[":
            yield found.start(), found.end(), found[0]


def _is_name(word: str, known: Collection[str], *, capitals: bool, beside: bool) -> bool:
    bare = _bare(word)
    if bare in FIRST_NAMES:
        return True
    if bare in KNOWN or bare in known:
        return False
    return beside or (capitals and word[:1].isupper())


def _bare(word: str) -> str:
    return re.sub(r"['’]s$", "", word.casefold()).replace("'", "").replace("’", "").strip(".-")
