"""The words shown for a concern are those without which it would not be raised."""

import pytest

from policy_content.draft_reasons import reasons

_DRAFT = (
    "It rained all day. We had hot soup and the system was hacked, then went home. The dog slept."
)


def _shown(draft: str, *words: str) -> list[str]:
    """Return the reasons for a clause that each of some words speaks for, equally."""
    spans = reasons(draft, (0, len(draft)), lambda part: float(sum(word in part for word in words)))
    return [draft[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("hacked",), ["the system was hacked"]),
        (("soup", "hacked"), ["We had hot soup and the system was hacked"]),
        (("dog",), ["The dog slept"]),
        (("hacked", "dog"), ["the system was hacked", "The dog slept"]),
    ],
)
def test_the_phrases_that_matter_are_shown_whole_and_no_others(
    words: tuple[str, ...], expected: list[str]
) -> None:
    assert _shown(_DRAFT, *words) == expected


def test_a_short_sentence_is_shown_whole() -> None:
    assert _shown("Oh no, we are hacked!", "hacked") == ["Oh no, we are hacked!"]


def test_where_no_part_matters_more_one_sentence_still_stands_for_it() -> None:
    assert len(_shown("One thing is said. Another is said.", "nothing")) >= 1


def test_only_the_stretch_in_question_is_looked_at() -> None:
    spans = reasons(_DRAFT, (0, 18), lambda part: float("hacked" in part))
    assert [_DRAFT[start:end] for start, end in spans] == ["It rained all day"]


def test_an_empty_draft_has_no_reason() -> None:
    assert reasons("", (0, 0), len) == ()
