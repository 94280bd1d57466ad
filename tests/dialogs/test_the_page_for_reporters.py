"""What docs/reporting.md tells reporters to type is understood."""

import re
from pathlib import Path

import pytest

from dialogs.effects.report_effects import ListReports, ShowReport, SubmitReport
from tests.dialogs.chat import Chat
from tests.dialogs.reporting import reviewed

PAGE = (Path(__file__).parents[2] / "docs" / "reporting.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| ([a-z][^|]+?) \|[^|]*\| (`[^|]+) \|$", PAGE, re.MULTILINE))


def typed(row: str) -> list[str]:
    return re.findall(r"`([^`]+)`", ROWS[row])


LOOKS = [
    *typed("see one"), *typed("add something"), typed("withdraw it")[0],
    *typed("answer a question"), *typed("not answer it"), typed("share your name")[0],
]  # fmt: skip


@pytest.mark.parametrize("text", LOOKS)
def test_a_command_about_one_report_looks_for_it(chat: Chat, text: str) -> None:
    effect = chat.say(text).effect
    assert isinstance(effect, ShowReport)
    assert effect.reference == "R-7K3M-9QXT"


@pytest.mark.parametrize("text", typed("see your reports"))
def test_a_command_about_all_reports_lists_them(chat: Chat, text: str) -> None:
    assert isinstance(chat.say(text).effect, ListReports)


@pytest.mark.parametrize("text", typed("send it"))
def test_a_report_is_sent(chat: Chat, text: str) -> None:
    assert isinstance(reviewed(chat).say(text).effect, SubmitReport)


@pytest.mark.parametrize("text", typed("let go of it"))
def test_a_report_is_let_go_of(chat: Chat, text: str) -> None:
    reviewed(chat).say(text).expect("Discarded")


@pytest.mark.parametrize("text", typed("change one thing before sending"))
def test_one_thing_is_changed(chat: Chat, text: str) -> None:
    flow = reviewed(chat).say(text).conversation.flow
    assert flow is not None
    assert flow.pending != "review"


def test_the_rest_of_the_page_is_understood(chat: Chat) -> None:
    chat.say(*typed("report a post")).expect("Fill in the form")
    chat.say(*typed("ask who will see it")).expect("not anonymous", "Send me the link")
    chat.say(*typed("say that there is no link")).expect("What may be wrong")
    assert len(ROWS) == 13
