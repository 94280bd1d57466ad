"""Groups questions that were asked in vain, for the policy owner to write phrasings from.

Two questions are alike when they share most of their telling words. A group's first question is
the one most often asked in those words; the rest are other ways of asking it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from policy_content.phrases import plain_words

_ALIKE = 0.5  # of all telling words of both questions, the share that both have
_SHORTEST_STEM = 4
# Words that do not tell one question from another.
_COMMON_WORDS = (
    "a about am an and any are as at be been but by can could did do does for from get had has have"
    " how i if im in is it its just may me my of on or our please should so some someone that the"
    " their them then there they this to us was we what whats when where which who why will with"
    " would you your ok okay allowed use using"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_ENDINGS = ("ing", "ies", "ed", "es", "s")


@dataclass(frozen=True, slots=True)
class AskedInVain:
    """A question without an answer that helped.

    `closest` is the clause that came nearest, which `was_answer` where it was given as the answer.
    """

    words: str
    closest: str = ""
    was_answer: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same: how often, in which ways (commonest first), and the clause.

    `answered` of the `times` there was an answer, which did not help.
    """

    times: int
    ways: tuple[str, ...]
    closest: str = ""
    answered: int = 0


def group(questions: Sequence[AskedInVain]) -> tuple[Group, ...]:
    """Return the groups, those asked most often first; the order of the questions counts little."""
    gathered: list[list[AskedInVain]] = []
    telling: list[frozenset[str]] = []
    by_word: dict[str, list[int]] = {}
    for question in sorted(questions, key=lambda one: (len(one.words), one.words)):
        stems = _stems(question.words)
        near = {place for stem in stems for place in by_word.get(stem, ())}
        best = max(near, key=lambda n: (_likeness(stems, telling[n]), -n), default=None)
        if best is not None and _likeness(stems, telling[best]) >= _ALIKE:
            gathered[best].append(question)
            continue
        for stem in stems:
            by_word.setdefault(stem, []).append(len(gathered))
        gathered.append([question])
        telling.append(stems)
    groups = (_as_group(members) for members in gathered)
    return tuple(sorted(groups, key=lambda one: (-one.times, one.ways)))


def as_phrasings(groups: Sequence[Group]) -> Iterator[str]:
    """Yield lines of YAML: each group a list of phrasings under a comment, ready to be pasted."""
    for one in groups:
        times = "once" if one.times == 1 else f"{one.times} times"
        nearest = f"; the closest clause was {one.closest}" if one.closest else ""
        in_vain = f"; {one.answered} had an answer that did not help" if one.answered else ""
        yield f"# asked {times}{nearest}{in_vain}"
        yield from (f"  - {_as_yaml(way)}" for way in one.ways)


def _as_group(members: Sequence[AskedInVain]) -> Group:
    ways = Counter(" ".join(member.words.split()) for member in members)
    clauses = Counter(member.closest for member in members if member.closest)
    ranked = sorted(ways, key=lambda way: (-ways[way], len(way), way))
    closest = min(clauses, key=lambda clause: (-clauses[clause], clause)) if clauses else ""
    answered = sum(member.was_answer for member in members)
    return Group(len(members), tuple(ranked), closest, answered)


def _as_yaml(text: str) -> str:
    """Return a text in quotation marks, so that YAML reads it back whatever stands in it."""
    quoted = yaml.safe_dump(text, allow_unicode=True, default_style='"', width=float("inf"))
    return str(quoted).rstrip("\n")


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _stems(question: str) -> frozenset[str]:
    words = plain_words(question).split()
    telling = [word for word in words if word not in _COMMON]
    return frozenset(_stem(word) for word in telling or words or [question])


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
