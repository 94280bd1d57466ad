"""Every card is as it was last agreed; see golden_cards.py for how to renew one."""

from functools import cache
from typing import Any

import pytest

from tests.dialogs.chat import check_card
from tests.dialogs.golden_cards import FOLDER, golden_cards, text_of

NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


@cache
def cards() -> dict[str, dict[str, Any]]:
    return golden_cards()


def test_every_card_has_its_golden_file_and_no_file_is_left_over() -> None:
    assert sorted(cards()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_card_is_as_it_was_agreed(name: str) -> None:
    kept = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert text_of(cards()[name]) == kept, "renew with: python -m tests.dialogs.golden_cards"
    check_card(cards()[name])
