"""Covers what looks like a password in a draft post; corporate-accounts.passwords.

The bot never asks for one, and never shows one again. In doubt a word is covered.
"""

import re

_COVER = "•"
# What stands within sixty characters of the word "password" or the like, in the same line.
_NAMED = re.compile(
    r"\b(?:pass ?(?:word|code|phrase)s?|pwd|pw|log[- ]?ins?|logged in|pin|codes?)\b[^\n]{1,60}",
    re.IGNORECASE,
)
_NEAR = re.compile(
    # Letters with digits or signs among them, a number of four digits and more, a quoted word.
    r"(?<![\w@#/.:])(?!https?:)(?=[\"'“‘]?\w*[^\W\d_])"
    r"(?=\S*[\d#$%^&*=+~]|\S+!\w)[^\s.,;?/\[\]]{4,}[^\s.,;:?()\[\]]"
    r"|(?<![\w.,:£$€/])\d{4,}(?![\w%])"
    r"|(?<!\w)(?:\"[^\s\"]{4,}\"|“[^\s”]{4,}”|'[^\s']{4,}'|‘[^\s’]{4,}’)"
)
# Small and capital letters and digits in one word, as people make passwords up: "Stats4Life!22".
_MADE_UP = re.compile(
    r"(?<![\w@#/.])(?!https?:)(?=\w*[a-z])(?=\w*[A-Z])(?=\S*\d)[^\s\[\](){}<>“”\"/]{8,}"
)


def without_passwords(text: str) -> str:
    """Return `text`, of the same length, with a dot for every letter of what may be a password."""
    near = _NAMED.sub(lambda found: _NEAR.sub(_covered, found[0]), text)
    return _MADE_UP.sub(_covered, near)


def _covered(found: re.Match[str]) -> str:
    return _COVER * len(found[0])
