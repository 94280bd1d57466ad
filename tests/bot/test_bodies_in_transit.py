"""Bodies that are large, late, broken off, or anything at all."""

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
from tests.bot.bodies import written_as
from tests.bot.conftest import Edge
from tests.waiting import PATIENCE_SECONDS


async def test_a_small_body_that_inflates_to_a_large_one_is_refused(edge: Edge) -> None:
    bomb = gzip.compress(written_as("text", '"' + "x" * 10_000_000 + '"'))
    assert len(bomb) < MAX_BODY_BYTES
    response = await edge.post_bytes(bomb, **{"Content-Encoding": "gzip"})
    assert response.status == 400
    assert edge.handled == []


def _of_length(length: int) -> bytes:
    empty = len(written_as("text", '""'))
    return written_as("text", f'"{"x" * (length - empty)}"')


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
