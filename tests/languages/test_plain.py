"""The bot's own sentences are short and plain.

Measured by the Flesch-Kincaid grade: years at school; a reading age is about five years more.
GOV.UK asks for a reading age of nine, and for sentences of at most 25 words.
"""

import re
from collections.abc import Iterator

from dialogs.commands import phrases
from dialogs.languages.template import template

MOST_WORDS = 22
HIGHEST_GRADE = 5.0
_WORD = re.compile(r"[A-Za-z{][A-Za-z{}'’-]*")
_VOWELS = re.compile(r"[aeiouy]+")


def sentences() -> Iterator[list[str]]:
    """Yield the words of every sentence of the bot's and the owner's; titles apart."""
    typed = set(phrases())
    for message in template():
        if message.id and message.id not in typed:
            for sentence in re.split(r"(?<=[.!?:])\s+", str(message.id)):
                words = _WORD.findall(sentence)
                if len(words) > 2:
                    yield words


def syllables(word: str) -> int:
    """Count a word's syllables, nearly: groups of vowels, without a silent e."""
    letters = re.sub("[^a-z]", "", word.lower())
    groups = len(_VOWELS.findall(letters))
    silent = letters.endswith("e") and not letters.endswith("le") and groups > 1
    return max(groups - silent, 1)


def grade(said: list[list[str]]) -> float:
    """Return the Flesch-Kincaid grade of sentences."""
    words = sum(map(len, said))
    sounded = sum(syllables(word) for sentence in said for word in sentence)
    return 0.39 * words / len(said) + 11.8 * sounded / words - 15.59


def test_no_sentence_is_long() -> None:
    assert [" ".join(words) for words in sentences() if len(words) > MOST_WORDS] == []


def test_the_sentences_are_easy_to_read() -> None:
    assert grade(list(sentences())) < HIGHEST_GRADE


def test_officialese_would_be_found() -> None:
    heavy = "Notwithstanding aforementioned considerations, authorisation is obligatory"
    assert grade([heavy.split()]) > HIGHEST_GRADE
    assert [syllables(word) for word in ("post", "table", "policy", "queue")] == [1, 2, 3, 1]
