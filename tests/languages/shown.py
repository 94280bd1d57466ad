"""What a reply shows to people, and which of it may stay in English."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from dialogs.reports.principles import LISTED, principle_words
from dialogs.wording import case_lists
from policy_content.follow_up_files import load_follow_ups
from policy_content.loader import load_policy
from tests.languages.pseudo import CLOSE, OPEN

NAME = "Pat Reporter"
CONTACT = "policy.contact@ons.example"
PLACE_TO_TURN = "4711 0815"
LINK = "https://engage.cloud.microsoft/main/threads/eyJfdHlwZSI6IlRocmVhZCIsImlkIjoiMjQ2OCJ9"
WRONG_LINKS = (
    "https://x.com/a/status/1",
    "https://engage.cloud.microsoft/main/groups/eyJfdHlwZSI6",
    "https://engage.cloud.microsoft/main/feed",
    "https://yammer.com.example.org/main/threads/1",
    "javascript:alert(1)",
)
ACCOUNT = "Zog xyz."
DRAFT = "We have been hacked"

_OWN = ("title", "label", "placeholder", "errorMessage", "altText")
_STANDS_FOR_ALL = ("fallbackText", "speak")
_WRAPPED = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_QUOTED = re.compile(r"“[^”]*(?:”|…$)")
_REFERENCE = re.compile(r"\b[RC]-[0-9A-Z]+(?:-[0-9A-Z]{4})?\b")
_LETTER = re.compile(r"[^\W\d_]")


def texts_of(node: Any, *, people: bool = True) -> Iterator[str]:
    """Yield every text of a card that is seen or heard; what its buttons carry apart.

    Without `people`, runs are left out as well, and what stands for the whole card.
    """
    if isinstance(node, list):
        for value in node:
            yield from texts_of(value, people=people)
    elif isinstance(node, dict):
        keys = (*_OWN, *_STANDS_FOR_ALL) if people else _OWN
        keys = keys if node.get("type") == "TextRun" and not people else (*keys, "text")
        yield from (node[key] for key in keys if isinstance(node.get(key), str))
        for key, value in node.items():
            if key not in {"data", "fallback"} and not isinstance(value, str):
                yield from texts_of(value, people=people)


def left_in_english(text: str) -> str:
    """Return what is neither translated, nor the policy's, nor a person's or the operator's."""
    rest = re.sub(_QUOTED, " ", _closed(text))
    while _WRAPPED.search(rest):
        rest = _WRAPPED.sub(" ", rest)
    for known in _not_translated():
        rest = rest.replace(known, " ")
    rest = _REFERENCE.sub(" ", rest)
    return rest if _LETTER.search(rest) else ""


def _closed(text: str) -> str:
    """Close the brackets of a text that was cut to a length."""
    return text + CLOSE * (text.count(OPEN) - text.count(CLOSE))


@cache
def _not_translated() -> list[str]:
    """Return the policy's own words, clauses' names, and what people and operators wrote."""
    policy = load_policy()
    known = {line for clause in policy.clauses.values() for line in clause.text.splitlines()}
    known |= {name for c in policy.clauses.values() for name in (c.id, c.title, c.section)}
    known |= {platform.name for platform in load_follow_ups(policy.clauses).platforms}
    # What the team types is in English whatever is spoken (docs/languages.md).
    known |= {typed for typed, _ in case_lists.COMMANDS}
    known |= {principle_words(policy, principle) for principle in LISTED}
    known |= {
        "Ida Comms",
        "Sam Second",
        NAME,
        CONTACT,
        PLACE_TO_TURN,
        LINK,
        *WRONG_LINKS,
        ACCOUNT,
        DRAFT,
        str(policy.version),
    }
    return sorted(known - {""}, key=len, reverse=True)
