"""What is believed to be an activity: every defective body is a 400, and goes no further."""

import json
from typing import Any

import pytest

from tests.bot.activities import message
from tests.bot.bodies import written_as
from tests.bot.conftest import Edge


def _nested(depth: int) -> bytes:
    return written_as("value", "[" * depth + "]" * depth)


NOT_JSON = {
    "nothing": b"",
    "blanks": b"  \n ",
    "a word": b"hello",
    "half an object": b'{"type": "message"',
    "two objects": b"{} {}",
    "single quotes": b"{'type': 'message'}",
    "a trailing comma": b'{"type": "message",}',
    "a byte order mark": b"\xef\xbb\xbf" + json.dumps(message()).encode(),
    "bytes that are not UTF-8": b'{"type": "\xff"}',
    "UTF-16": json.dumps(message()).encode("utf-16"),
    "a raw control character": written_as("text", '"a\x00b"'),
    "an array": b"[]",
    "an array of activities": json.dumps([message()]).encode(),
    "a text": b'"message"',
    "a number": b"5",
    "null": b"null",
    "NaN": written_as("value", "NaN"),
    "infinity": written_as("value", "-Infinity"),
    "a number beyond all bounds": written_as("value", "1e999"),
    "an integer of five thousand digits": written_as("value", "9" * 5000),
    "an integer that no database holds": written_as("value", str(2**63)),
    "a NUL character": written_as("text", r'"a\u0000b"'),
    "a NUL character deep inside": written_as("value", r'{"a": [{"b": "\u0000"}]}'),
    "a NUL character in a name": written_as("value", r'{"a\u0000": 1}'),
    "a NUL character beside others": written_as("text", '"é\\u0000"'),
    "half an emoji": written_as("text", r'"\ud83d"'),
    "half an emoji in a name": written_as("value", r'{"\ude00": 1}'),
    "forty levels": _nested(40),
    "a thousand levels": _nested(1000),
    "a hundred thousand levels": _nested(100_000),
    "a hundred thousand open brackets": b"[" * 100_000,
    "a hundred thousand open objects": b'{"a":' * 40_000,
}


ACCOUNT = {"id": "29:person"}


NOT_AN_ACTIVITY: dict[str, dict[str, Any]] = {
    "no type": {"type": None},
    "an empty type": {"type": ""},
    "a type that is a number": {"type": 5},
    "a type that is an object": {"type": {}},
    "a text that is a number": {"text": 5},
    "a text that is true": {"text": True},
    "a text that is a list": {"text": ["a"]},
    "an id that is a number": {"id": 17},
    "a bad time": {"timestamp": "yesterday"},
    "a time in month 13": {"timestamp": "2025-13-01T00:00:00Z"},
    "an empty time": {"timestamp": ""},
    "a time that is a number": {"timestamp": 1700000000},
    "a local time that is an object": {"localTimestamp": {}},
    "an expiration that is no time": {"expiration": "later"},
    "no sender": {"from": None},
    "a sender that is a text": {"from": "29:person"},
    "a sender that is a list": {"from": [ACCOUNT]},
    "a sender without an id": {"from": {"name": "Nia"}},
    "a sender with an id of null": {"from": {"id": None}},
    "a sender whose id is a number": {"from": {"id": 5}},
    "a sender whose name is an object": {"from": {"id": "29:person", "name": {}}},
    "no conversation": {"conversation": None},
    "a conversation that is a text": {"conversation": "a:1"},
    "a conversation without an id": {"conversation": {"tenantId": "t"}},
    "a conversation whose isGroup is a text": {"conversation": {"id": "a:1", "isGroup": "yes"}},
    "no recipient": {"recipient": None},
    "a recipient without an id": {"recipient": {}},
    "attachments that are an object": {"attachments": {}},
    "attachments of null": {"attachments": [None]},
    "attachments that are texts": {"attachments": ["a"]},
    "an attachment whose type is a number": {"attachments": [{"contentType": 5}]},
    "entities that are a text": {"entities": "mention"},
    "an entity that is a number": {"entities": [5]},
    "an entity whose type is a list": {"entities": [{"type": []}]},
    "members that are an object": {"membersAdded": ACCOUNT},
    "members that are texts": {"membersAdded": ["29:person"]},
    "a member of null": {"membersRemoved": [None]},
    "reactions that are a text": {"reactionsAdded": "like"},
    "a reaction whose type is a number": {"reactionsAdded": [{"type": 1}]},
    "history disclosed, as a text": {"historyDisclosed": "true"},
    "suggested actions that are a list": {"suggestedActions": []},
    "a suggested action that is a text": {"suggestedActions": {"to": [], "actions": ["a"]}},
    "a suggestion for a number": {"suggestedActions": {"to": [5], "actions": []}},
    "a reference that is a text": {"relatesTo": "a:1"},
    "a reference to a user that is a text": {"relatesTo": {"user": "29:person"}},
    "a semantic action whose entities are a list": {"semanticAction": {"entities": []}},
    "a semantic action with an entity of null": {"semanticAction": {"entities": {"a": None}}},
    "a name that is a list": {"name": []},
    "a locale that is a number": {"locale": 44},
    "words to listen for that are numbers": {"listenFor": [5]},
}


@pytest.mark.parametrize("name", NOT_JSON)
async def test_what_is_not_sound_json_is_refused(edge: Edge, name: str) -> None:
    response = await edge.post_bytes(NOT_JSON[name])
    assert response.status == 400
    assert (await response.json())["error"].endswith(".")
    assert edge.handled == []


@pytest.mark.parametrize("name", NOT_AN_ACTIVITY)
async def test_what_is_not_an_activity_is_refused(edge: Edge, name: str) -> None:
    response = await edge.post(message(**NOT_AN_ACTIVITY[name]))
    assert response.status == 400
    sentence = (await response.json())["error"]
    assert sentence.startswith("The activity")
    assert sentence.endswith(".")
    assert edge.handled == []


async def test_a_refusal_quotes_nothing_of_what_was_sent(edge: Edge) -> None:
    for activity in (message(text=["canary"]), message(timestamp="canary")):
        assert "canary" not in await (await edge.post(activity)).text()


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/xml", "application/x-www-form-urlencoded", "json", "a;b;c"],
)
async def test_another_content_type_is_refused(edge: Edge, content_type: str) -> None:
    body = json.dumps(message()).encode()
    response = await edge.post_bytes(body, **{"Content-Type": content_type})
    assert response.status == 400
    assert edge.handled == []


async def test_a_missing_content_type_is_refused(edge: Edge) -> None:
    body = json.dumps(message()).encode()
    response = await edge.client.post(
        "/api/messages",
        data=body,
        headers=edge.issuer.authorization(),
        skip_auto_headers=["Content-Type"],
    )
    assert response.status == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8"])
async def test_utf8_is_understood_however_it_is_written(edge: Edge, charset: str) -> None:
    body = json.dumps(message(text="Swyddfa Ystadegau Gwladol ŵ 🙂"), ensure_ascii=False).encode()
    kind = f"application/json; charset={charset}"
    assert (await edge.post_bytes(body, **{"Content-Type": kind})).status == 200
    assert edge.handled[0][1].text == "Swyddfa Ystadegau Gwladol ŵ 🙂"


async def test_another_character_set_is_refused(edge: Edge) -> None:
    kind = "application/json; charset=latin-1"
    body = json.dumps(message()).encode()
    assert (await edge.post_bytes(body, **{"Content-Type": kind})).status == 400
