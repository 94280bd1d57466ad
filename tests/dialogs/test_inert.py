"""User text is made inert: nothing in it acts, hides or reorders."""

import csv
import io
import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.text.inert import MAX_TEXT, clean, dead, fit, inert
from dialogs.triage.export import COLUMNS, csv_of
from storage.records import Decision, DecisionKind
from tests.dialogs.cases import export_row
from tests.hostile import HOSTILE

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


@pytest.mark.parametrize("text", HOSTILE[::7])
def test_a_dead_text_has_no_address_that_a_client_would_make_a_link_of(text: str) -> None:
    assert not re.search(r"//|\w\.[A-Za-z]{2}|@\S|mailto:\S|tel:\S|\]\(|<[A-Za-z/!]", dead(text))


def test_what_is_dead_can_still_be_read() -> None:
    assert dead("See https://a.example/b at 09:30.") == "See https:/ /a. example/b at 09:30."


def test_no_cell_of_an_export_is_a_formula_or_breaks_its_row() -> None:
    for text in HOSTILE:
        reason = Decision(kind=DecisionKind.NOT_A_BREACH, reason=text, closing_code="other")
        row = export_row(owner=text, link=text, decision=reason, principles=(text,))
        _head, read = csv.reader(io.StringIO(csv_of([row])))
        assert len(read) == len(COLUMNS)
        for cell in read:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "|", "%"))
            assert not set(cell) & set("\r\n\0\u202e\u200b\u2028")
