"""What the policy leaves open is the owner's list, read strictly, and found by whole words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_content import load_policy
from policy_content.phrases import Phrases, plain_words
from policy_content.problems import PolicyProblems
from policy_content.silence import Silence
from policy_content.silence_files import load_silence

CLAUSES = ("scope", "law")
GOOD = """
unsaid:
  - name: dating apps
    clauses: [scope]
    words: [dating app*]
about: [post]
danger: [kill myself]
personal: [my debts]
abuse: [you idiot]
orders: [ignore your]
reported:
  who: [a colleague]
  did: [posted]
"""


@pytest.fixture(scope="module")
def silence() -> Silence:
    return load_silence(load_policy().clauses)


def names(silence: Silence, question: str) -> set[str]:
    return {subject.name or subject.says for subject in silence.unsaid_in(plain_words(question))}


@pytest.mark.parametrize(
    ("question", "subjects"),
    [
        ("can I like a political party's tweet?", {"likes", "political parties"}),
        ("Is it OK to RETWEET a candidate in the election?", {"reposts", "elections"}),
        ("can we use WhatsApp for the team chat?", {"WhatsApp"}),
        ("I'd like to post a picture", set()),
        ("can I post the labour market figures?", set()),
        ("does it look like a breach", set()),
    ],
)
def test_subjects_are_found_by_whole_words(
    silence: Silence, question: str, subjects: set[str]
) -> None:
    assert names(silence, question) == subjects


@pytest.mark.parametrize(
    ("message", "in_danger"),
    [
        ("I want to kill myself", True),
        ("I’m feeling SUICIDAL.", True),
        ("he threatened to kill me on Yammer", True),
        ("can I post the suicide figures before 9.30?", False),
        ("deaths registered in England", False),
        ("this release will kill our weekend", False),
    ],
)
def test_danger_is_told_from_statistics_about_it(
    silence: Silence, message: str, *, in_danger: bool
) -> None:
    assert silence.danger.found_in(plain_words(message)) is in_danger


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("someone posted a photo of the office", True),
        ("My colleague wrote something nasty about me on yammer", True),
        ("a member of staff in payments has tweeted figures", True),
        ("can I post photos of the office?", False),
        ("what happens if a colleague is bullied", False),
        ("I posted a photo", False),
    ],
)
def test_what_tells_what_somebody_has_posted_is_noticed(
    silence: Silence, message: str, *, told: bool
) -> None:
    assert silence.reported.told_in(plain_words(message)) is told


def test_empty_lists_find_nothing() -> None:
    empty = Silence()
    assert empty.unsaid_in("anything") == ()
    assert not empty.danger.found_in("kill myself")
    assert not empty.reported.told_in("someone posted")


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "silence.yaml").write_text(GOOD)
    read = load_silence(CLAUSES, tmp_path)
    assert names(read, "Dating-apps?") == {"dating apps"}


@pytest.mark.parametrize(
    ("good", "bad", "problem"),
    [
        ("[scope]", "[scop]", 'silence.yaml:4: clauses names "scop", which does not exist.'),
        ("name: dating apps", "title: x", 'A subject has no "title"'),
        ("name: dating apps", "name: x\n    says: y", 'needs either "name"'),
        ("clauses: [scope]", "ruling: no", 'A subject with "ruling: no" needs the clauses'),
        ("clauses: [scope]", "ruling: maybe", "ruling must be one of yes, no"),
        ("[kill myself]", "[]", "danger needs at least one phrase."),
        ("[my debts]", '["?!"]', '"?!" has no word in it.'),
        ("abuse: [you idiot]", "", 'silence.yaml needs "abuse".'),
        ("did: [posted]", "", 'reported needs "did".'),
    ],
)
def test_every_mistake_is_told_with_its_line(
    tmp_path: Path, good: str, bad: str, problem: str
) -> None:
    assert good in GOOD
    (tmp_path / "silence.yaml").write_text(GOOD.replace(good, bad))
    with pytest.raises(PolicyProblems) as found:
        load_silence(CLAUSES, tmp_path)
    assert problem in str(found.value)


@given(st.text(max_size=200), st.text(max_size=20))
def test_any_phrase_and_any_text_can_be_read(text: str, phrase: str) -> None:
    words = plain_words(text)
    assert words == plain_words(words)
    found = Phrases.of([phrase]).found_in(words)
    assert not found or any(part in words for part in plain_words(phrase).split())
