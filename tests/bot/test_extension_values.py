"""A message as Teams hands it to a dialog becomes plain words and links, whatever is in it."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.extension_values import MOST_LINKS, Action, MessagePayload, read_value
from dialogs.text.inert import MAX_TEXT
from tests.journeys.menus import KEPT_LINK, POST, message_payload

ME = "00000001-1111-2222-3333-444444444444"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("body", "content", "contentType", "from", "user", "displayName", "id"),
                    *("mentions", "mentioned", "attachments", "contentUrl", "createdDateTime"),
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


def seen(content: str, kind: str = "html", **changes: Any) -> Any:
    """Return what the dialogs know of a message."""
    action = read_value(Action, {"messagePayload": message_payload(content, kind, **changes)})
    assert action is not None
    assert action.message is not None
    return action.message.seen_by((ME, "29:me"), "Nia Person")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<div>One<br>two</div><p>three&nbsp;&amp; four</p>", "One\ntwo\nthree & four"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ('<p>see <a href="https://x.example">this</a></p>', "see this"),
        ('<attachment id="1"></attachment><p>quoted</p>', "quoted"),
        ('<img alt="cat" src="https://x.example/cat.png">', ""),
        ("1 &lt; 2 and <b>bold", "1 < 2 and bold"),
        ('<at id="0">Tom</at> &lt;at&gt;all&lt;/at&gt;', "Tom <at>all</at>"),
        ("a\u202eb<script>alert(1)</script>", "abalert(1)"),
    ],
)
def test_markup_becomes_plain_words(content: str, text: str) -> None:
    assert seen(content).text == text


def test_plain_text_is_left_as_it_is() -> None:
    assert seen("1 < 2 <b>", "text").text == "1 < 2 <b>"


def test_links_are_found_in_addresses_words_and_cards() -> None:
    card = json.dumps({"actions": [{"type": "Action.OpenUrl", "url": POST}]})
    for message in (
        seen(f'<a href="{POST}">a post</a>'),
        seen(f"look: {POST}.", "text"),
        seen("shared", attachments=[{"contentType": "card", "content": card}]),
        seen("shared", attachments=[{"contentType": "reference", "contentUrl": POST}]),
    ):
        assert message.post == KEPT_LINK
    assert seen("nothing at https://x.com/a/status/1").post == ""


def test_a_person_who_is_mentioned_is_named_unless_it_is_whoever_looks() -> None:
    mentions = [
        {"id": 0, "mentioned": {"user": {"id": ME.upper()}}},
        {"id": 1, "mentioned": {"user": {"id": "somebody-else"}}},
        {"id": 2, "mentioned": {"application": {"id": "a-bot"}}},
    ]
    content = '<at id="0">Nia</at> <at id="1">Tom</at> <at id="2">Bot</at> <at id="9">Any</at>'
    assert seen(content, mentions=mentions).text == "… Tom Bot Any"


@pytest.mark.parametrize(
    "me",
    [{"id": ME.upper()}, {"id": "29:me"}, {"id": "?", "displayName": "nia person"}, {"id": ME}],
)
def test_ones_own_message_is_known_by_either_id_or_the_name(me: dict[str, str]) -> None:
    sender: dict[str, Any] = {"from": {"user": {"displayName": "Nia", **me}}}
    assert seen("x", **sender).author == ""
    assert seen("x").author == "Tom Jones"


def test_a_time_that_no_calendar_shows_is_left_out() -> None:
    assert seen("x", createdDateTime="0001-01-01T00:00:00Z").sent_at is None
    assert seen("x", createdDateTime="9999-12-31T23:59:59Z").sent_at is None
    assert seen("x").sent_at is not None


@given(JSON)
def test_whatever_comes_is_read_or_refused_and_never_fails(payload: Any) -> None:
    action = read_value(Action, {"messagePayload": payload})
    if action is not None and action.message is not None:
        message = action.message.seen_by((ME, "29:me"), "Nia Person")
        assert len(message.text) <= MAX_TEXT
        assert len(message.links) <= MOST_LINKS


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_no_text_breaks_the_reader(content: str) -> None:
    message = MessagePayload.model_validate({"body": {"contentType": "html", "content": content}})
    message.seen_by((ME, "29:me"), "Nia Person").text.encode()


@pytest.mark.parametrize("piece", ["<", "<a", "<at id=", '<at id="0">', "&", "https://", "</p>"])
def test_a_hostile_message_is_read_in_no_time(piece: str) -> None:
    started = time.thread_time()  # of the processor: the machine may be busy
    seen(piece * (200_000 // len(piece)))
    assert time.thread_time() - started < 1
