"""Commands are whole messages; inside longer text they never fire."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.commands import Command, is_skip, is_yes, read_command
from dialogs.own.own_commands import read_own_command, read_reference
from dialogs.text.matching import match_many, match_one


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("help", Command.HELP),
        ("Help!", Command.HELP),
        ("hi", Command.HELLO),
        ("Hello there", Command.HELLO),
        ("CANCEL", Command.CANCEL),
        ("please cancel", Command.CANCEL),
        ("Never mind.", Command.CANCEL),
        ("back", Command.BACK),
        ("go back please", Command.BACK),
        ("start again", Command.START_AGAIN),
        ("should I post this?", Command.CHECK),
        ("Hi, should I post this?", Command.CHECK),
        ("check a post", Command.CHECK),
        ("report a post", Command.REPORT),
        ("I want to report a post on Yammer", Command.REPORT),
        ("I'd like to report a potential breach on Viva Engage please", Command.REPORT),
        ("Report a Yammer post", Command.REPORT),
        ("I want to report a colleague's post", Command.REPORT),
        ("my reports", Command.MY_REPORTS),
        ("What happened to my report?", Command.MY_REPORTS),
        ("show the whole section", Command.SECTION),
        ("thank you!", Command.THANKS),
    ],
)
def test_a_whole_message_is_a_command(text: str, command: Command) -> None:
    assert read_command(text) is command


@pytest.mark.parametrize(
    "text",
    [
        "Help! They want to cancel the census report",
        "cancel the census report",
        "should I post this picture of the office?",
        "how do I report a post on Yammer?",
        "can I report my manager?",
        "back in the office",
        "hello\ncancel",
        "",
        "please",
        "what happens after a report?",
    ],
)
def test_longer_text_is_no_command(text: str) -> None:
    assert read_command(text) is None


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read_command(text)
    is_yes(text)
    is_skip(text)
    match_many(text, [("a", "Yes"), ("b", "No")])


OPTIONS = [
    ("external", "On a public site: X, Facebook, LinkedIn …"),
    ("yammer", "On Yammer (Viva Engage)"),
]


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("1", "external"),
        ("option 2", "yammer"),
        ("2.", "yammer"),
        ("X", "external"),
        ("twitter", "external"),
        ("Facebook", "external"),
        ("Viva Engage", "yammer"),
        ("on yammer (viva engage)", "yammer"),
        ("3", ""),
        ("on", ""),
        ("what counts as internal material?", ""),
    ],
)
def test_an_option_is_picked_by_number_words_or_a_known_synonym(text: str, picked: str) -> None:
    assert match_one(text, OPTIONS) == picked


def test_no_picks_the_option_that_says_no() -> None:
    options = [("yes", "Yes, all of it"), ("not", "No, not all of it"), ("unsure", "I'm not sure")]
    assert match_one("no", options) == "not"
    assert match_one("yes", options) == "yes"
    assert match_one("not sure", options) == "unsure"


def test_several_options_are_ticked_by_number_or_words_and_none_is_an_answer() -> None:
    options = [("a", "Badge"), ("b", "Grievance at work"), ("c", "Internal material")]
    assert match_many("1, 3", options) == ("a", "c")
    assert match_many("3 and 1", options) == ("c", "a")
    assert match_many("1 2", options) == ("a", "b")
    assert match_many("badge, internal material", options) == ("a", "c")
    assert match_many("none", options) == ()
    assert match_many("is a badge allowed?", options) is None


@given(st.text(max_size=200))
def test_any_text_is_read_as_a_command_about_a_report_without_an_error(text: str) -> None:
    read_own_command(text)
    read_reference(text)


@pytest.mark.parametrize(
    "text",
    [
        "he wants to withdraw from the census",
        "can I share my name on LinkedIn?",
        "the reporter said nothing",
        "add a photo of the office",
        "is R-7K3M-9QXT a breach of the policy or not",
        "I answered R-7K3M-9QXT already",
        "what happened",
        "r we allowed to post",
    ],
)
def test_longer_text_is_no_command_about_a_report(text: str) -> None:
    assert read_own_command(text) is None
