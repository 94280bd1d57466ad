"""In another language every sentence of the bot is translated, and no word of the policy."""

import json
import re
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from dialogs.languages.template import ROOT
from policy_content.loader import load_policy
from tests.languages.pseudo import TAG, write_catalogue
from tests.languages.shown import DRAFT, left_in_english, texts_of

_QUOTED = re.compile(r"“([^”]*)”")


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return all that was shown in conversations in the made-up language."""
    folder = tmp_path_factory.mktemp("catalogues")
    write_catalogue(folder)
    command = [sys.executable, "-m", "tests.languages.talk", str(folder), TAG]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    played: dict[str, Any] = json.loads(done.stdout)
    return played


def shown(talk: dict[str, Any]) -> list[str]:
    return [
        text
        for reply in talk["replies"]
        for text in (reply["text"], *reply["suggestions"], *texts_of(reply["card"]))
    ]


def test_every_sentence_is_translated(talk: dict[str, Any]) -> None:
    assert len(shown(talk)) > 500
    assert {left_in_english(text) for text in shown(talk)} - {""} == set()


def test_every_card_is_translated(talk: dict[str, Any]) -> None:
    """People's own words, which stand in runs, are not looked at: they are in any language."""
    own = {name: list(texts_of(card, people=False)) for name, card in talk["cards"].items()}
    assert len(own) > 15
    left = {name: {left_in_english(text) for text in texts} - {""} for name, texts in own.items()}
    assert {name: texts for name, texts in left.items() if texts} == {}


def test_a_check_decides_as_in_english(talk: dict[str, Any]) -> None:
    """Only texts differ: X still counts as a public channel."""
    english = [
        [option.counts_as for option in question.options]
        for question in load_policy().checks.questions
    ]
    assert talk["counted"] == english
    assert any(map(any, english))


def test_the_policys_words_are_never_translated(talk: dict[str, Any]) -> None:
    quoted = {quotation for text in shown(talk) for quotation in _QUOTED.findall(text)}
    assert len(quoted) > 20
    # The reader shows the words of the draft that raised a concern.
    said = f"{_whole_policy()}\n{DRAFT}"
    assert {quotation for quotation in quoted if quotation not in said} == set()


def test_a_sentence_left_in_english_would_be_found() -> None:
    assert left_in_english("⟦Ĥéļļö⟧ and goodbye. “Vent frustrations”")
    assert not left_in_english("⟦Ĥéļļö⟧ 7. “Vent frustrations” hard-breach.hacked R-ABCD-1234")


@cache
def _whole_policy() -> str:
    clauses = load_policy().clauses.values()
    return "\n".join([*(c.text for c in clauses), *(c.section for c in clauses)])
