"""Who is believed: every forged or defective token is answered with 401, and goes no further."""

import asyncio
import json
import socket
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.authentication import TokenAuthentication, Unauthenticated
from bot.authentication import tokens as tokens_module
from tests.bot.activities import message
from tests.bot.conftest import Edge
from tests.bot.forgeries import FORGERIES, claims
from tests.issuer import APP_ID, ISSUER, SERVICE_URL, TENANT_ID, Issuer
from tests.waiting import PATIENCE_SECONDS

BIG = 200 * 1024 * 1024
FOREIGN_TENANT = "bbbbbbbb-bbbb-cccc-dddd-eeeeeeeeeeee"

ELSEWHERE: dict[str, dict[str, Any]] = {
    "another service URL than the token's": {"serviceUrl": "https://evil.example/"},
    "no service URL": {"serviceUrl": None},
    "no channel": {"channelId": None},
    "an empty channel": {"channelId": ""},
    "a channel that the key is not endorsed for": {"channelId": "slack"},
    # Endorsed for Web Chat as well, where the sender could write any directory id.
    "a channel that is not Teams": {"channelId": "webchat"},
    "the channel in capitals": {"channelId": "MSTEAMS"},
    "another directory": {"channelData": {"tenant": {"id": FOREIGN_TENANT}}},
    "another directory in the conversation alone": {
        "conversation": {"id": "a:1", "tenantId": FOREIGN_TENANT}
    },
    "no directory": {"channelData": None, "conversation": {"id": "a:1"}},
    "a directory without an id": {"channelData": {"tenant": {}}},
    "an empty directory id": {"channelData": {"tenant": {"id": ""}}},
    "a directory id that is a list": {"channelData": {"tenant": {"id": [TENANT_ID]}}},
    "a directory that is a text": {"channelData": {"tenant": TENANT_ID}},
    "a directory of null and none beside it": {
        "channelData": {"tenant": None},
        "conversation": {"id": "a:1", "tenantId": None},
    },
    "a number for a directory id": {"conversation": {"id": "a:1", "tenantId": 7}},
}


async def test_a_good_caller_is_heard_and_answered_with_an_empty_200(edge: Edge) -> None:
    response = await edge.post()
    assert (response.status, await response.read()) == (200, b"")
    [(claims_shown, activity, raw)] = edge.handled
    assert claims_shown.service_url == SERVICE_URL
    assert activity.from_property.aad_object_id == "99999999-8888-7777-6666-555555555555"
    assert raw == message()
    assert edge.trusted == [SERVICE_URL]


@pytest.mark.parametrize("name", FORGERIES)
async def test_a_forged_or_defective_token_is_refused(edge: Edge, name: str) -> None:
    header = FORGERIES[name](edge.issuer)
    response = await edge.post(headers={} if header is None else {"Authorization": header})
    assert response.status == 401
    assert await response.json() == {"error": "The caller could not be authenticated."}
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert edge.handled == []
    assert edge.trusted == []
    assert (await edge.post()).status == 200


@pytest.mark.parametrize("name", ELSEWHERE)
async def test_an_activity_that_the_token_does_not_cover_is_refused(edge: Edge, name: str) -> None:
    response = await edge.post(message(**ELSEWHERE[name]))
    assert response.status == 401
    assert edge.handled == []
    assert edge.trusted == []


@pytest.mark.parametrize(
    "service_url", ["http://smba.trafficmanager.net/uk/", "https://smba.trafficmanager.net@evil/"]
)
async def test_an_unsound_service_url_is_refused_though_the_token_names_it(
    edge: Edge, service_url: str
) -> None:
    response = await edge.post(
        message(serviceUrl=service_url), headers=edge.issuer.authorization(service_url)
    )
    assert response.status == 401
    assert edge.trusted == []


async def test_of_two_tokens_a_bad_one_cannot_hide_behind_a_good_one(edge: Edge) -> None:
    good = edge.issuer.authorization()["Authorization"]
    bad = FORGERIES["for another bot"](edge.issuer) or ""
    for first in (bad, f"{good}, {bad}", f"{good} {good}"):
        headers = [("Authorization", first), ("Authorization", good)]
        assert (await edge.post(headers=headers)).status == 401
    assert edge.handled == []


@pytest.mark.parametrize("directory", [TENANT_ID, TENANT_ID.upper()])
async def test_our_own_directory_is_known_in_either_case(edge: Edge, directory: str) -> None:
    activity = message(channelData={"tenant": {"id": directory}}, conversation={"id": "a:1"})
    assert (await edge.post(activity)).status == 200


@pytest.mark.parametrize(("late", "status"), [(240, 200), (360, 401)])
async def test_clocks_may_differ_by_five_minutes(edge: Edge, late: int, status: int) -> None:
    now = int(time.time())
    for changes in ({"exp": now - late}, {"nbf": now + late}):
        header = claims(**changes)(edge.issuer) or ""
        assert (await edge.post(headers={"Authorization": header})).status == status


async def test_a_token_used_before_still_runs_out(edge: Edge) -> None:
    now = datetime.now(UTC)
    moments = [now, now + timedelta(minutes=64), now + timedelta(minutes=66)]
    authentication = TokenAuthentication(
        edge.keys,
        app_id=APP_ID,
        tenants={TENANT_ID},
        issuer=ISSUER,
        clock=lambda: moments[0],
    )
    header = edge.issuer.authorization()["Authorization"]
    await authentication.authenticate(header)
    moments.pop(0)
    await authentication.authenticate(header)
    moments.pop(0)
    with pytest.raises(Unauthenticated, match="token-expired"):
        await authentication.authenticate(header)


async def test_a_token_used_before_is_held_against_every_activity_again(edge: Edge) -> None:
    headers = edge.issuer.authorization()
    assert (await edge.post(headers=headers)).status == 200
    elsewhere = message(channelData={"tenant": {"id": FOREIGN_TENANT}})
    assert (await edge.post(elsewhere, headers=headers)).status == 401
    assert len(edge.handled) == 1


async def test_no_more_than_a_bounded_number_of_tokens_is_remembered(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens_module, "MAX_REMEMBERED", 3)
    authentication = TokenAuthentication(
        edge.keys, app_id=APP_ID, tenants={TENANT_ID}, issuer=ISSUER
    )
    for number in range(10):
        token = edge.issuer.token(edge.issuer.claims(jti=str(number)))
        await authentication.authenticate(f"Bearer {token}")
    assert len(authentication._verified) == 3


@pytest.mark.parametrize("missing", ["app_id", "tenants", "issuer"])
async def test_authentication_cannot_be_switched_off_by_an_empty_setting(
    edge: Edge, missing: str
) -> None:
    good = {"app_id": APP_ID, "tenants": {TENANT_ID}, "issuer": ISSUER}
    given: dict[str, Any] = good | {missing: ""}
    with pytest.raises(ValueError, match="all needed"):
        TokenAuthentication(edge.keys, **given)


def _post_200_megabytes(port: int, framing: str) -> tuple[bytes, int]:
    """Send until the bot hangs up; return the first line of its answer, and how much it let in."""
    sent = 0
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(
            b"POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n"
            b"Authorization: Bearer forged\r\n" + framing.encode() + b"\r\n\r\n"
        )
        piece = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        with suppress(ConnectionError):
            while sent < BIG:
                sent += connection.send(piece)
        return connection.recv(4096).partition(b"\r\n")[0], sent


@pytest.mark.parametrize("framing", [f"Content-Length: {BIG}", "Transfer-Encoding: chunked"])
async def test_a_strangers_200_megabytes_are_not_read(edge: Edge, framing: str) -> None:
    answer, let_in = await asyncio.to_thread(_post_200_megabytes, edge.client.port or 0, framing)
    assert answer.startswith(b"HTTP/1.1 401")
    assert let_in < BIG // 10


@pytest.mark.parametrize("known", [True, False])
async def test_only_a_known_caller_is_asked_for_the_body(edge: Edge, known: bool) -> None:
    body = json.dumps(message()).encode()
    token = edge.issuer.token() if known else "forged"
    reader, writer = await asyncio.open_connection("127.0.0.1", edge.client.port or 0)
    head = (
        "POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n"
        "Expect: 100-continue\r\n\r\n"
    )
    writer.write(head.encode())
    first = await asyncio.wait_for(reader.readline(), PATIENCE_SECONDS)
    if known:
        assert first == b"HTTP/1.1 100 Continue\r\n"
        await reader.readline()
        writer.write(body)
        first = await asyncio.wait_for(reader.readline(), PATIENCE_SECONDS)
    writer.close()
    assert first.split()[1] == (b"200" if known else b"401")
    assert len(edge.handled) == int(known)


def test_forty_forgeries_and_more_are_tried(issuer: Issuer) -> None:
    # A few of them are one token, under different key sets.
    assert len({forge(issuer) for forge in FORGERIES.values()}) >= 80
