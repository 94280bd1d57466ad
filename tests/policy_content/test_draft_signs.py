"""Signs stand for what a draft is about, whichever words of a family it uses."""

import pytest

from policy_content.draft_sign_words import SIGN_WORDS
from policy_content.draft_signs import signs
from policy_content.phrases import plain_words


def _signs(draft: str) -> set[str]:
    return set(signs(draft, "external", "personal"))


@pytest.mark.parametrize(
    ("draft", "sign"),
    [
        ("what a load of bollocks", "swearing"),
        ("what a load of b*llocks", "swearing"),
        ("pile of @#$!", "swearing"),
        ("do your f---ing job", "swearing"),
        ("GDP comes out", "statistic"),
        ("out at half nine", "before publication"),
        ("[photo of a dog]", "described"),
        ("views my own", "disclaimer"),
        ("thanks @somebody", "spoken to by name"),
    ],
)
def test_a_family_is_told_by_any_of_its_words(draft: str, sign: str) -> None:
    assert f"#{sign}" in _signs(draft)


def test_an_ordinary_hyphen_or_an_asterisk_does_not_swear() -> None:
    assert "#swearing" not in _signs("a well-known footnote *")


def test_signs_that_come_together_are_a_sign_of_their_own() -> None:
    assert "#before publication + statistic" in _signs("the GDP number tomorrow")
    assert "#before publication + statistic" not in _signs("the dentist tomorrow")


def test_every_family_has_words_in_their_plain_form() -> None:
    for name, words in SIGN_WORDS.items():
        listed = words.split("|")
        assert len(listed) == len(set(listed)), name
        assert all(word.rstrip("*") == plain_words(word.rstrip("*")) for word in listed), name
