"""Reads which option a typed message picks: its number, its id, its words, or enough of them."""

import re
from collections.abc import Sequence

from dialogs.commands import plain

Options = Sequence[tuple[str, str]]

_NUMBER = re.compile(r"(?:option |number |no )?(\d{1,2})")
_MOST_WORDS = 6
# Words under which staff know what an option calls otherwise.
_SAME = {
    "twitter": "x",
    "tweet": "x",
    "insta": "public",
    "instagram": "public",
    "tiktok": "public",
    "youtube": "public",
    "external": "public",
    "engage": "yammer",
    "internal": "yammer",
    "me": "myself",
    "personal": "myself",
    "unsure": "sure",
}


def match_one(text: str, options: Options) -> str:
    """Return the id of the one option (id, words) that `text` picks; empty where it picks none.

    Words pick an option when all of them stand in that option alone: a question about the policy
    seldom does that.
    """
    said = plain(text)
    if not said:
        return ""
    number = _NUMBER.fullmatch(said)
    if number is not None:
        place = int(number[1]) - 1
        return options[place][0] if 0 <= place < len(options) else ""
    exact = [option for option, words in options if said in {option, plain(words)}]
    if exact:
        return exact[0]
    typed = said.split()
    if len(typed) > _MOST_WORDS:
        return ""
    return _by_words(typed, options)


def _by_words(typed: Sequence[str], options: Options) -> str:
    """Return the only option that has all of the typed words, as they are or as their synonyms."""
    for wanted in (set(typed), {_SAME.get(word, word) for word in typed}):
        holding = [option for option, words in options if wanted <= set(plain(words).split())]
        if len(holding) == 1:
            return holding[0]
    starting = [option for option, words in options if plain(words).split()[:1] == typed[:1]]
    return starting[0] if len(typed) == 1 and len(starting) == 1 else ""


def match_many(text: str, options: Options) -> tuple[str, ...] | None:
    """Return the ids of the options that `text` lists, () for none; None where it is no list."""
    said = plain(text)
    if said in {"none", "none of these", "none of them", "no", "nothing", "continue", "neither"}:
        return ()
    whole = match_one(text, options)
    if whole:
        return (whole,)
    parts = [part for part in re.split(r"[,;&\n]|\band\b", text) if part.strip()]
    if len(parts) == 1:
        parts = text.split() if re.fullmatch(r"[\d\s]+", text) else parts
    picked = [match_one(part, options) for part in parts]
    return tuple(dict.fromkeys(picked)) if picked and all(picked) else None
