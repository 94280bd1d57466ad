"""References can be read out, typed carelessly, and not be guessed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.references import ALPHABET, CASE, REPORT, new_reference, tidy_reference


@pytest.mark.parametrize("prefix", [REPORT, CASE])
def test_a_reference_is_short_and_without_look_alikes(prefix: str) -> None:
    for _ in range(200):
        assert re.fullmatch(
            rf"{prefix}-[2-9A-HJKMNP-TV-Z]{{4}}-[2-9A-HJKMNP-TV-Z]{{4}}", new_reference(prefix)
        )


def test_the_alphabet_has_no_look_alikes_and_some_39_bits() -> None:
    assert not set("01ILOU") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert len(ALPHABET) ** 8 > 2**39


def test_references_do_not_repeat() -> None:
    assert len({new_reference(REPORT) for _ in range(5_000)}) == 5_000


@pytest.mark.parametrize(
    "typed", ["c-7k3m-9qxt", "C 7K3M 9QXT", " c7k3m9qxt ", "C-7K3M9QXT.", "C–7K3M–9QXT"]
)
def test_a_carelessly_typed_reference_is_understood(typed: str) -> None:
    assert tidy_reference(typed) == "C-7K3M-9QXT"


@pytest.mark.parametrize("typed", ["", "C", "X-7K3M-9QXT", "C-7K3M-9QX", "C-7K3M-9QXTT", "hello"])
def test_what_cannot_be_a_reference_stays_as_it_is(typed: str) -> None:
    assert tidy_reference(typed) == typed


@given(st.text(max_size=40))
def test_tidying_twice_changes_no_more(typed: str) -> None:
    assert tidy_reference(tidy_reference(typed)) == tidy_reference(typed)
