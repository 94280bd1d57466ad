"""Tells whether a text has its writer's own name, address or user name in it.

A reply is passed on without who wrote it; a name in it would tell. It is a warning and no proof:
the bot knows the name that Teams shows, and what is usually made of one.
"""

import re
import unicodedata

from dialogs.text.known_words import KNOWN

_WORD = re.compile(r"[\w@.'’+-]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_ADDRESS = re.compile(r"[.@_]\w")
_SHORTEST_PART = 2
_LONG_PART = 4
"""From so many letters on, a part of a name is looked for inside other words: rmorgan, morgan2."""


def tells_own_name(text: str, name: str) -> bool:
    """Tell whether a text names the person whose name Teams shows as `name`."""
    parts = _parts(_IN_BRACKETS.sub(" ", name))
    return any(_is_own(word, parts) for word in _WORD.findall(text))


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in _LETTERS.findall(_plain(name)) if len(part) >= _SHORTEST_PART)


def _is_own(word: str, parts: tuple[str, ...]) -> bool:
    plain = _plain(word)
    pieces = set(_LETTERS.findall(plain))
    for part in parts:
        everyday = part in KNOWN and not _with_capital(word, part) and not _ADDRESS.search(word)
        if part in pieces and not everyday:
            return True
        if len(part) >= _LONG_PART and part not in KNOWN and part in plain:
            return True
    return False


def _with_capital(word: str, part: str) -> bool:
    """Tell whether an everyday word that is also a name (Price, Grace) is written as a name."""
    place = _plain(word).find(part)
    return word[place : place + 1].isupper()


def _plain(text: str) -> str:
    """Return a text in small letters without accents, of the same length wherever it can be."""
    bare = "".join(unicodedata.normalize("NFD", sign)[:1] for sign in text)
    return bare.lower().replace("’", "'")
