"""The same question in another dress has the same n-grams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_content.ngrams import Gram, grams, tokens


def _forms(text: str) -> list[str]:
    return [token.form for token in tokens(text, 1_000)]


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Is it on Viva Engage", "is it on yammer"),
        ("a post on Engage", "a post on yammer"),
        ("our Engage community", "our yammer community"),
        ("MS Engage", "ms yammer"),
        ("a viva post", "a yammer post"),
        ("I am on X", "i am on twitter"),
        ("my X account", "my twitter account"),
        ("FB and insta", "facebook and instagram"),
        ("I don't, I don’t", "i dont, i dont"),
        ("an organization recognized", "an organisation recognised"),
        ("their behavior", "their behaviour"),
    ],
)
def test_names_and_spellings_are_brought_together(written: str, same: str) -> None:
    assert _forms(written) == _forms(same)


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("can I engage with critics", "engage"),
        ("Engage with the public", "engage"),
        ("love you x", "x"),
        ("what size is it", "size"),
        ("a prize", "prize"),
    ],
)
def test_other_words_stay_what_they_are(text: str, stays: str) -> None:
    assert stays in _forms(text)


def test_ngrams_are_words_pairs_of_words_and_letters_within_a_word() -> None:
    names = [gram.name for gram in grams(tokens("An ox", 100))]
    assert names[:5] == ["=an", " an", "an ", " an ", "=ox"]
    assert "=an ox" in names
    assert not any("n o" in name for name in names if not name.startswith("="))


def test_a_pair_of_words_knows_both_its_tokens() -> None:
    assert Gram("=an ox", 0, 1) in list(grams(tokens("An ox", 100)))


@given(st.text())
def test_tokens_stand_where_they_say_in_order(text: str) -> None:
    end = 0
    for token in tokens(text, 500):
        assert end <= token.start < token.end <= min(len(text), 500)
        end = token.end


@given(st.text(min_size=20), st.integers(min_value=0, max_value=20))
def test_no_more_is_read_than_allowed(text: str, longest: int) -> None:
    assert tokens(text, longest) == tokens(text[:longest], longest)
