"""A card is input from outside: whatever comes back, a sentence is the answer, never an error."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.payloads.pressed import read_payload
from dialogs.toolbox import Toolbox
from tests.dialogs.chat import Chat

VERBS = (
    "check", "report", "my-reports", "show-clause", "show-section", "answer", "check-back",
    "check-cancel", "check-change", "check-report", "report-review", "report-send", "report-edit",
    "report-discard", "take", "show-case", "decide", "use-channel", "helped", "not-helped",
    "dont-keep", "ask-contact",
)  # fmt: skip
KEYS = (
    "do", "clause", "flow", "question", "option", "options", "draft", "link", "no_link",
    "principle", "account", "seen_when", "own_post", "share_name", "case", "kind", "reason",
    "team", "channel", "words",
)  # fmt: skip
FLOW = "00000000-0000-0000-0000-000000000001"
any_text = st.text(st.characters(exclude_categories=()), max_size=40)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text
    | st.sampled_from([FLOW, "channel", "does", "yammer", "true", "hard", "C-7K3M-9QXT"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
data = st.builds(
    lambda verb, rest: {**rest, "do": verb},
    st.sampled_from(VERBS) | values,
    st.dictionaries(st.sampled_from(KEYS) | any_text, values, max_size=6),
)


@settings(max_examples=150)
@given(data, st.sampled_from([(), ("should I post this?",), ("report a post",)]))
def test_any_data_is_answered_without_an_error(
    toolbox: Toolbox, sent: dict[str, Any], before: tuple[str, ...]
) -> None:
    chat = Chat(toolbox).say(*before).send(sent)
    assert chat.step.replies or chat.step.effects
    chat.state.encode()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"do": "answer"},
        {"do": "nothing"},
        {"do": ["answer"]},
        {"do": "answer", "flow": "not-an-id", "question": "channel"},
        {"do": "take", "case": "C-7K3M-9QXT", "actor": "somebody else"},
        {"do": "take", "case": "C" * 300},
        {"do": "report-review", "flow": FLOW, "share_name": "maybe"},
    ],
)
def test_what_no_card_of_ours_sends_is_not_read(chat: Chat, sent: dict[str, Any]) -> None:
    assert read_payload(sent) is None
    chat.send(sent).expect("could not read what that button sent")


def test_a_text_that_no_card_takes_is_answered_with_its_length(chat: Chat) -> None:
    sent = {"do": "report-review", "flow": FLOW, "account": "a" * 50_000}
    assert read_payload(sent) is None
    chat.send(sent).expect("50000 characters, and I can read 12000")


@given(st.lists(any_text | st.sampled_from(["report a post", "should i post this?", "back"])))
@settings(max_examples=60)
def test_any_talk_is_answered_and_its_state_can_be_kept(toolbox: Toolbox, talk: list[str]) -> None:
    chat = Chat(toolbox)
    for text in talk:
        chat.say(text)
        assert chat.step.replies or chat.step.effects
        chat.state.encode()
