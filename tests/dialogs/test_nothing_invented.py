"""All that the bot quotes is a verbatim piece of the policy, and nothing else is made up.

No link, name, date or deadline is in an answer that is neither in the policy nor configured. Asked
are the owner's own questions, follow-ups, and any text at all, through the real matcher. The words
of every answer must be the policy's, the owner's (titles, notes, lists), the bot's own sentences,
or the configuration's: what a person types never comes back.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs import wording
from dialogs.toolbox import Toolbox
from dialogs.wording import answers, cases, checks, manners, reports
from policy_content import load_policy
from policy_content.draft_reader import DraftReader
from policy_content.loader import POLICY_FOLDER
from policy_content.problems import Problems
from policy_content.search import QuestionMatcher
from policy_content.training_files import read_material
from tests.dialogs.chat import Chat, elements, own_words
from tests.dialogs.conftest import toolbox_of

CONTACT = "policy.contact@ons.example"
PERSONAL = "the Listening Service on extension 4711"
DANGER = "Ring the Samaritans on 116 123."
KEPT_DAYS = 77
_QUOTED = re.compile(r"“(.*?)”", re.DOTALL)
_WORD = re.compile(r"[^\W_]+(?:[.:@'’-][^\W_]+)*")
_ADDRESS = re.compile(r"(?:https?|mailto|ftp)://\S+|mailto:\S+|www\.\S+|\S+@\S+\.\S+")
_FOLLOW_UPS = (
    "and on yammer?", "what about LinkedIn", "what about WhatsApp?", "why?", "what happens then?",
    "who says so?", "is that still current?", "tell me more", "no", "yes", "2", "don't keep it",
    "ask the policy contact", "what if I post it on TikTok then",
)  # fmt: skip


@cache
def configured() -> Toolbox:
    toolbox = toolbox_of(load_policy(), QuestionMatcher.load().find, DraftReader.load().read)
    return replace(
        toolbox,
        policy_contact=CONTACT,
        personal_signpost=PERSONAL,
        danger_signpost=DANGER,
        questions_kept_days=KEPT_DAYS,
    )


@cache
def written() -> tuple[str, ...]:
    """Return the questions that the owner wrote down, answered or not."""
    material = read_material(POLICY_FOLDER, load_policy().clauses, Problems(POLICY_FOLDER))
    rows = (*material.phrasings, *material.off_topic, *material.examples)
    return tuple(row.question for row in rows)


@cache
def whole_policy() -> str:
    return "\n".join(clause.text for clause in load_policy().clauses.values())


@cache
def sayable() -> frozenset[str]:
    """Return every word that the bot may say at all."""
    clauses = load_policy().clauses.values()
    known = [f"{c.id} {c.title} {c.section} {c.text} {c.note}" for c in clauses]
    files = (POLICY_FOLDER / name for name in ("silence.yaml", "follow_ups.yaml"))
    known += [file.read_text(encoding="utf-8") for file in files]
    modules = (wording, answers, cases, checks, manners, reports)
    known += [sentence for module in modules for sentence in said_in(module)]
    known += [f"mailto:{CONTACT}", PERSONAL, DANGER, str(KEPT_DAYS)]
    return frozenset(word for text in known for word in words_of(text))


def said_in(module: ModuleType) -> Iterator[str]:
    for value in vars(module).values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | tuple):
            texts = value.values() if isinstance(value, dict) else value
            yield from (text for text in texts if isinstance(text, str))


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text, in small letters; ids and addresses are taken apart."""
    for whole in _WORD.findall(text.casefold()):
        yield from re.split(r"[.:@'’-]", whole)


def shown(card: dict[str, Any]) -> Iterator[str]:
    """Yield all that a card shows, reads aloud or opens; what its buttons carry apart."""
    yield from (card["fallbackText"], card["speak"])
    for element in elements(card):
        for key in ("text", "title", "label", "url"):
            if isinstance(element.get(key), str):
                yield element[key]


def check_nothing_invented(chat: Chat) -> None:
    if chat.conversation.flow is not None:
        return  # a report's form shows its reporter's own words
    if chat.conversation.last_kind != "nothing":  # an answer, not the list of what the bot does
        assert all(own_words(card) <= 60 for card in chat.cards), chat.text
    for whole in (chat.text, *(text for card in chat.cards for text in shown(card))):
        text = re.sub(r"\S*…$", "", whole)  # what stands for a card is cut to a length
        for quotation in _QUOTED.findall(text):
            assert quotation in whole_policy() or quotation in headings(), quotation
        for address in _ADDRESS.findall(text):
            bare = address.removeprefix("mailto:").rstrip(".,)")
            assert bare == CONTACT or bare in whole_policy(), address
        assert set(words_of(text)) - sayable() <= MONTH_OF_REVIEW, text


@cache
def headings() -> frozenset[str]:
    """Return what stands in quotation marks besides clauses: the names of sections."""
    return frozenset(clause.section for clause in load_policy().clauses.values())


MONTH_OF_REVIEW = frozenset({"february", "2023"})  # worked out from the policy's own field

asked = st.one_of(
    st.sampled_from(written()),
    st.text(max_size=80),
    st.sampled_from(written()).map(lambda q: f"{q} Xylophia Quennerstedt told zog-77 at 14:59"),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(asked, st.lists(st.sampled_from(_FOLLOW_UPS), max_size=3))
def test_nothing_is_said_that_is_not_policy_wording_or_configuration(
    question: str, follow_ups: list[str]
) -> None:
    chat = Chat(configured()).say(question)
    check_nothing_invented(chat)
    for follow_up in follow_ups:
        chat.say(follow_up)
        check_nothing_invented(chat)


def test_something_invented_would_be_found() -> None:
    chat = Chat(configured()).say("can I moan about work on facebook?")
    check_nothing_invented(chat)
    (reply,) = chat.step.replies
    for lie in (
        "“You may post it.”",
        "See https://ons.example/policy for more.",
        "Ask Xylophia in the press office.",
        "Answer within 14 days.",
        "It was reviewed in March 2026.",
    ):
        said = replace(reply, text=f"{reply.text}\n{lie}")
        chat.step = replace(chat.step, replies=(said,))
        with pytest.raises(AssertionError):
            check_nothing_invented(chat)


def test_a_button_carries_the_question_masked_and_nothing_else_of_it() -> None:
    chat = Chat(configured()).say("Can Xylophia Quennerstedt see what I write on Yammer?")
    carried = json.dumps(chat.cards)
    assert "Xylophia" not in carried
    assert "Quennerstedt" not in carried
    assert "[name]" in carried
