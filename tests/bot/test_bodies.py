"""What is believed to be an activity: every defective body is a 400, and goes no further."""

import asyncio
import gzip
import json
import socket
import time
from typing import Any

import pytest
from botbuilder.schema import Activity
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.endpoint import body as body_module
from bot.endpoint.body import MAX_BODY_BYTES, BodyError
from bot.endpoint.shape import check_activity, to_activity
from tests.bot.activities import message
from tests.bot.conftest import Edge
from tests.waiting import PATIENCE_SECONDS


def _written(field: str, value: str) -> bytes:
    """Return a good message in which one field is written as this very JSON."""
    rest = json.dumps(message(**{field: None}))
    return f'{rest[:-1]}, "{field}": {value}}}'.encode()


def _nested(depth: int) -> bytes:
    return _written("value", "[" * depth + "]" * depth)


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
    "a raw control character": _written("text", '"a\x00b"'),
    "an array": b"[]",
    "an array of activities": json.dumps([message()]).encode(),
    "a text": b'"message"',
    "a number": b"5",
    "null": b"null",
    "NaN": _written("value", "NaN"),
    "infinity": _written("value", "-Infinity"),
    "a number beyond all bounds": _written("value", "1e999"),
    "an integer of five thousand digits": _written("value", "9" * 5000),
    "an integer that no database holds": _written("value", str(2**63)),
    "a NUL character": _written("text", r'"a\u0000b"'),
    "a NUL character deep inside": _written("value", r'{"a": [{"b": "\u0000"}]}'),
    "a NUL character in a name": _written("value", r'{"a\u0000": 1}'),
    "a NUL character beside others": _written("text", '"é\\u0000"'),
    "half an emoji": _written("text", r'"\ud83d"'),
    "half an emoji in a name": _written("value", r'{"\ude00": 1}'),
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


async def test_a_small_body_that_inflates_to_a_large_one_is_refused(edge: Edge) -> None:
    bomb = gzip.compress(_written("text", '"' + "x" * 10_000_000 + '"'))
    assert len(bomb) < MAX_BODY_BYTES
    response = await edge.post_bytes(bomb, **{"Content-Encoding": "gzip"})
    assert response.status == 400
    assert edge.handled == []


def _of_length(length: int) -> bytes:
    empty = len(_written("text", '""'))
    return _written("text", f'"{"x" * (length - empty)}"')


@pytest.mark.parametrize(("length", "status"), [(MAX_BODY_BYTES, 200), (MAX_BODY_BYTES + 1, 413)])
async def test_256_kilobytes_are_the_limit(edge: Edge, length: int, status: int) -> None:
    body = _of_length(length)
    assert len(body) == length
    assert (await edge.post_bytes(body)).status == status
    assert len(edge.handled) == (status == 200)


async def test_the_limit_holds_for_a_body_of_unknown_length(edge: Edge) -> None:
    def pieces(body: bytes) -> Any:
        async def stream() -> Any:
            for start in range(0, len(body), 50_000):
                yield body[start : start + 50_000]

        return stream()

    headers = {"Content-Type": "application/json"} | edge.issuer.authorization()
    for length, status in ((200_000, 200), (MAX_BODY_BYTES + 1, 413)):
        response = await edge.client.post(
            "/api/messages", data=pieces(_of_length(length)), headers=headers
        )
        assert response.status == status


def _trickle(port: int, authorization: str, *, hang_up: bool) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(
            b"POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n"
            + f'Authorization: {authorization}\r\nContent-Length: 100\r\n\r\n{{"type'.encode()
        )
        return b"" if hang_up else connection.recv(4096)


async def test_a_body_that_trickles_in_is_not_waited_for(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    authorization = edge.issuer.authorization()["Authorization"]
    port = edge.client.port or 0
    with monkeypatch.context() as soon:
        soon.setattr(body_module, "READ_SECONDS", 0.2)
        answer = await asyncio.to_thread(_trickle, port, authorization, hang_up=False)
    assert answer.startswith(b"HTTP/1.1 408")
    await asyncio.to_thread(_trickle, port, authorization, hang_up=True)
    assert (await edge.post()).status == 200
    assert len(edge.handled) == 1


def _broken_chunks(port: int, authorization: str, chunks: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(
            b"POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n"
            + f"Authorization: {authorization}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
            + b'7\r\n{"type"\r\n'
        )
        time.sleep(0.1)  # the head is being handled by then
        connection.sendall(chunks)
        return connection.recv(4096)


@pytest.mark.parametrize("chunks", [b"zz\r\n", b"-5\r\nhello\r\n", b"3\r\n: 1toolong\r\n"])
async def test_a_body_whose_framing_breaks_is_given_up(
    edge: Edge, monkeypatch: pytest.MonkeyPatch, chunks: bytes
) -> None:
    # aiohttp notices, but does not tell the handler, which waits for the rest in vain.
    monkeypatch.setattr(body_module, "READ_SECONDS", 0.3)
    authorization = edge.issuer.authorization()["Authorization"]
    answer = await asyncio.to_thread(_broken_chunks, edge.client.port or 0, authorization, chunks)
    assert answer.split()[1] in {b"400", b"408"}
    assert edge.handled == []


FIELDS = st.sampled_from(
    [
        *message(),
        "membersAdded",
        "reactionsAdded",
        "suggestedActions",
        "relatesTo",
        "value",
        "action",
    ]
)
TEXTS = st.text(st.characters(exclude_categories=()), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "name", "type", "to", "user", "tenant"]), inner)
    ),
    max_leaves=8,
)


@given(changes=st.dictionaries(FIELDS, JSON, max_size=4))
@settings(max_examples=300, deadline=None)
def test_any_fields_are_either_an_activity_or_refused(changes: dict[str, Any]) -> None:
    raw = message() | changes
    activity, status = None, 200
    try:
        check_activity(raw)
        activity = to_activity(raw)
    except BodyError as error:
        status = error.status
    assert status == (400 if activity is None else 200)
    if activity is not None:
        assert isinstance(activity, Activity)
        assert activity.text == raw["text"]
        assert activity.from_property.id == raw["from"]["id"]


@given(body=st.binary(max_size=60) | st.dictionaries(FIELDS, JSON, max_size=4))
@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_no_body_whatever_is_a_500(edge: Edge, body: bytes | dict[str, Any]) -> None:
    sent = body if isinstance(body, bytes) else json.dumps(message() | body).encode()
    response = await edge.post_bytes(sent)
    assert response.status in {200, 400, 401, 501}
    if response.status == 200:
        json.dumps(edge.handled[-1][2], allow_nan=False).encode()
