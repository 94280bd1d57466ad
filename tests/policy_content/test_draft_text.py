"""A draft is cut into spans of itself, and nothing of it is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_content.draft_text import (
    direction_of_draft,
    grams_of_draft,
    phrases,
    sentences,
    spelled_out,
    stretches,
    trimmed,
)
from policy_content.meaning import sentence_encoder

_PIECES = [*"abc .,!?…\n[]()👀–'\" ", " and ", " because ", "a longer word ", "It ends. "]
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=60).map(lambda pieces: "".join(pieces) * 8)


def _pieces(text: str, cut: list[tuple[int, int]]) -> list[str]:
    return [text[start:end].strip() for start, end in cut]


@given(_TEXTS)
def test_stretches_hold_every_word_once_and_are_short_enough_to_be_encoded(text: str) -> None:
    spans = stretches(text)
    assert "".join(text[start:end] for start, end in spans).split() == text.split()
    assert spans == sorted(spans)
    assert all(0 < end - start <= 440 for start, end in spans)


@given(_TEXTS)
def test_phrases_hold_every_word_of_their_sentence(text: str) -> None:
    for sentence in sentences(text, (0, len(text))):
        cut = phrases(text, sentence)
        joined = "".join(text[start:end] for start, end in cut)
        assert joined.split() == text[slice(*sentence)].split()


@given(_TEXTS)
def test_what_is_trimmed_lies_within(text: str) -> None:
    start, end = trimmed(text, (0, len(text)))
    assert 0 <= start <= end <= len(text)
    assert text[start:end] == text[start:end].strip()


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("It rained all day. We all got wet!", ["It rained all day.", "We all got wet!"]),
        ("Look at this view [photo of my desk]", ["Look at this view", "[photo of my desk]"]),
        ("Something is up 👀👀 wait for it now", ["Something is up 👀👀", "wait for it now"]),
        ("It rose by 3.5 per cent", ["It rose by 3.5 per cent"]),
        ("Ha. That was my very bad joke", ["Ha. That was my very bad joke"]),
    ],
)
def test_sentences_end_at_signs_emoji_and_brackets(draft: str, expected: list[str]) -> None:
    assert _pieces(draft, sentences(draft, (0, len(draft)))) == expected


def test_phrases_end_at_commas_and_before_joining_words() -> None:
    draft = "the bus was late, and then we heard it because somebody shouted"
    assert _pieces(draft, phrases(draft, (0, len(draft)))) == [
        "the bus was late,",
        "and then we heard it",
        "because somebody shouted",
    ]


def test_joining_words_and_signs_at_the_edges_are_trimmed() -> None:
    text = " – and we have been hacked, "
    assert text[slice(*trimmed(text, (0, len(text))))] == "we have been hacked"


def test_emoji_are_read_as_words() -> None:
    assert spelled_out("wait 👀").split() == ["wait", "eyes"]
    assert "=eyes" in {gram.name for gram in grams_of_draft("wait 👀", "external", "personal")}


def test_where_and_as_whom_it_is_posted_counts() -> None:
    encoder = sentence_encoder()
    here = direction_of_draft("a walk", "external", "personal", encoder)
    there = direction_of_draft("a walk", "yammer", "corporate", encoder)
    assert here @ here == pytest.approx(1.25, abs=0.01)
    assert here @ there == pytest.approx(1.0, abs=0.01)
