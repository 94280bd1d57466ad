"""Whatever may tell of a person is masked before a question is kept."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.text.known_words import FIRST_NAMES, KNOWN
from dialogs.text.masking import masked
from dialogs.toolbox import Toolbox


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Can Dave Smith in payments post it?", "Can [name] in payments post it?"),
        ("can dave smith in payments post", "can [name] in payments post"),
        ("CAN DAVE POST IT?", "CAN [name] POST IT?"),
        ("Does Ceridwen's rule hold?", "Does [name] rule hold?"),
        ("Did Mr Bloggs say so?", "Did [name] say so?"),
        ("ask Mo O'Neill-Jones", "ask [name]"),
        ("is nia.jones@ons.gov.uk right?", "is [address] right?"),
        ("may I share https://x.com/a/1?", "may I share [address]"),
        ("what of www.foo.org and bar.co.uk?", "what of [address] and [address]?"),
        ("may @rhys see it", "may [mention] see it"),
        ("may <at>Rhys Jones</at> see it", "may [mention] see it"),
        ("ring 07700 900123?", "ring [number] [number]"),
        ("staff number AB12345", "staff number [number]"),
        ("does the 09:30 or 9.30am rule hold?", "does the 09:30 or 9.30am rule hold?"),
        ("can I post “Gavin is a fool”?", "can I post [quote]?"),
        ('can I post "Gavin is a fool"?', "can I post [quote]?"),
        ("can I post this: what a shambles it is", "can I post this: [quote]"),
        ("What about Yammer, LinkedIn and the ONS?", "What about Yammer, LinkedIn and the ONS?"),
        ("I'd like a rule. Why isn't there one?", "I'd like a rule. Why isn't there one?"),
    ],
)
def test_a_question_is_masked(toolbox: Toolbox, question: str, kept: str) -> None:
    assert masked(question, toolbox.no_names) == kept


@given(
    st.sampled_from(sorted(FIRST_NAMES)),
    st.sampled_from(["can {} post", "Can {} post?", "{} again?", "the view of {}, please"]),
    st.sampled_from([str.lower, str.title, str.upper]),
)
def test_a_first_name_never_stays(name: str, frame: str, case: object) -> None:
    assert callable(case)
    written = case(name)
    assert written not in re.findall(r"\w+", masked(frame.format(written)))


@given(st.text(max_size=300))
def test_no_number_and_no_address_stays_in_any_text(text: str) -> None:
    kept = masked(text)
    assert "@" not in re.sub(r"(?<!\S)@(?!\S)", "", kept) or not re.search(r"\S@\S+\.\S", kept)
    assert not re.search(r"[0-9]{5}", kept)
    assert "://" not in kept or not re.search(r"https?://\S", kept)


def test_the_lists_of_words_are_small_letters_and_apart() -> None:
    assert not KNOWN & FIRST_NAMES
    assert all(word == word.casefold() for word in KNOWN | FIRST_NAMES)
