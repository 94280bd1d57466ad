"""User text is made inert: nothing in it acts, hides or reorders."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.inert import MAX_TEXT, clean, fit, inert

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{DATE(2026-01-01,SHORT)}}", "{ {DATE(2026-01-01,SHORT)}}"),
        ("{{{{x", "{ { { {x"),
        ("a\u202eb\u2066c", "abc"),
        ("pay\u200bpal\ufeff", "paypal"),
        ("line\r\nnext\x00\x07", "line\nnext"),
        ("Dŵr, 😀 and caffè", "Dŵr, 😀 and caffè"),
    ],
)
def test_what_could_act_or_hide_is_broken_or_removed(text: str, shown: str) -> None:
    assert inert(text) == shown


@given(ANY_TEXT)
def test_clean_text_can_be_stored_and_shows_all_that_it_has(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    kinds = {unicodedata.category(sign) for sign in cleaned if sign not in "\n\t"}
    assert "Cs" not in kinds
    assert "Cc" not in kinds
    assert not set(cleaned) & set("\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff")
    assert clean(cleaned) == cleaned


@given(ANY_TEXT, st.integers(min_value=2, max_value=400))
def test_inert_text_keeps_to_its_limits_and_has_no_template(text: str, limit: int) -> None:
    assert "{{" not in inert(text)
    assert len(json.dumps(fit(text, limit))) <= limit + len("\\u2026")
    assert "{{" not in fit(text, limit)


def test_a_message_of_any_length_is_cut() -> None:
    assert len(clean("a" * 10 * MAX_TEXT)) == MAX_TEXT
