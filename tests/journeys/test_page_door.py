"""Who is let in to the page of Internal Communications: members of the team, and nobody else."""

import base64
import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from dialogs.toolbox import Toolbox
from tests.bot.forgeries import b64, signed
from tests.issuer import APP_ID, TENANT_ID, Issuer, rsa_key
from tests.journeys.page import Reader, on_the_page, reader, text_of
from tests.journeys.triaging import reported
from tests.journeys.world import PUBLIC, World, running_world
from tests.stub_connector import Answers, StubConnector

PRIYA, STRANGER = 7, 9
FOREIGN_TENANT = "bbbbbbbb-bbbb-cccc-dddd-eeeeeeeeeeee"
PATHS = ("", "?status=", "/figures", "/cases/C-2222-2222", "/cases.csv", "/cases/x/screenshots/y")

CLAIMS: Mapping[str, dict[str, Any]] = {
    "for another application": {"aud": "99999999-2222-3333-4444-555555555555"},
    "for another host of ours": {"aud": f"api://evil.example/botid-{APP_ID}"},
    "for several audiences": {"aud": [APP_ID]},
    "for nobody": {"aud": None},
    "by the Bot Framework": {"iss": "https://api.botframework.com"},
    "by the older version's issuer": {"iss": f"https://sts.windows.net/{TENANT_ID}/"},
    "of the older version": {"ver": "1.0"},
    "of no version": {"ver": None},
    "of another directory": {"tid": FOREIGN_TENANT},
    "of no directory": {"tid": None},
    "of a directory in a list": {"tid": [TENANT_ID]},
    "for nobody's id": {"oid": None},
    "for an id that is none": {"oid": "priya"},
    "for an id that is a number": {"oid": 7},
    "asked for by another application": {"azp": "99999999-2222-3333-4444-555555555555"},
    "asked for by a list of applications": {"azp": ["5e3ce6c0-2b1f-4285-8d4b-75ee78787346"]},
    "asked for by nobody": {"azp": None},
    "of an application instead of a person": {"idtyp": "app"},
    "for another scope": {"scp": "User.Read"},
    "for a scope that only begins like ours": {"scp": "access_as_user2"},
    "for scopes in a list": {"scp": ["access_as_user"]},
    "for no scope": {"scp": None},
    "without end": {"exp": None},
    "with an end that is a text": {"exp": "9999999999"},
    "ended": {"exp": 1_000},
    "not begun": {"nbf": 9_999_999_999},
    "without a beginning": {"nbf": None},
    "issued at no time": {"iat": None},
    "issued at a time that is a text": {"iat": "now"},
}


@pytest.fixture
async def world(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> AsyncIterator[World]:
    issuer.reset()
    async with on_the_page(issuer, connector, toolbox, tmp_path) as running:
        running.handler("Priya Handler", PRIYA)
        yield running


def forged(priya: Reader) -> dict[str, str]:
    """Return Authorization headers that must not be believed, by what is wrong with them."""
    issuer, good = priya.world.issuer, priya.token()
    head, body, signature = good.split(".")
    unsigned = b64(json.dumps({"alg": "none", "kid": issuer.key_id}).encode())
    claims = issuer.tab_claims(priya.person)
    tokens = {name: priya.token(**changes) for name, changes in CLAIMS.items()} | {
        "unsigned": f"{unsigned}.{body}.",
        "signed by a stranger": issuer.token(claims, key=rsa_key(99)),
        "signed with a key that nobody knows": issuer.token(claims, headers={"kid": "unheard-of"}),
        "with the signature cut": f"{head}.{body}.{signature[:-8]}",
        "with claims changed since": f"{head}.{b64(json.dumps(claims).encode())}.{signature}",
        "with a payload that is a list": _with_payload(issuer, b"[]"),
        "with a payload that is no JSON": _with_payload(issuer, b"hello"),
        "of the channel": priya.world.token(),
        "of eight thousand letters": "a" * 8_100,
    }
    headers = {name: f"Bearer {token}" for name, token in tokens.items()}
    return headers | {"": "", "no scheme": good, "another scheme": f"Basic {good}"}


def _with_payload(issuer: Issuer, payload: bytes) -> str:
    head = {"alg": "RS256", "typ": "JWT", "kid": issuer.key_id}
    return signed(json.dumps(head).encode(), payload, issuer.key)


async def test_no_forged_or_defective_token_opens_a_session(world: World) -> None:
    priya = Reader(world, world.directory_id(PRIYA))
    for name, header in forged(priya).items():
        response = await priya.get("/session", Authorization=header)
        assert response.status == 401, name
        assert response.headers["WWW-Authenticate"] == "Bearer"
        assert "Set-Cookie" not in response.headers, name
    assert (await priya.sign_in()).status == 204
    assert (await priya.get()).status == 200


async def test_the_session_is_short_and_for_the_page_in_teams_alone(world: World) -> None:
    priya = Reader(world, world.directory_id(PRIYA))
    response = await priya.sign_in()
    name, _, rest = response.headers["Set-Cookie"].partition("; ")
    assert name.startswith("__Secure-team-page=")
    assert set(rest.split("; ")) == {
        "Path=/team",
        "Max-Age=1800",
        "Secure",
        "HttpOnly",
        "SameSite=None",
        "Partitioned",
    }
    world.clock.move(minutes=29, seconds=59)
    assert (await priya.get()).status == 200
    world.clock.move(seconds=1)
    assert (await priya.get()).status == 302


async def test_a_session_ends_with_the_token_that_it_was_given_for(world: World) -> None:
    priya = Reader(world, world.directory_id(PRIYA))
    ends = int(world.clock.now.timestamp()) + 60
    header = {"Authorization": f"Bearer {priya.token(exp=ends)}"}
    response = await world.client.get("/team/session", headers=header)
    priya.cookie = response.headers["Set-Cookie"].partition(";")[0]
    assert (await priya.get()).status == 200
    world.clock.move(minutes=1)
    assert (await priya.get()).status == 302


async def test_an_altered_or_foreign_session_is_none(world: World) -> None:
    priya = await reader(world, PRIYA)
    good = priya.cookie
    name, _, value = good.partition("=")
    made_up = {"person": priya.person, "until": 9_999_999_999}
    body = base64.urlsafe_b64encode(bytes(32) + json.dumps(made_up).encode()).decode().rstrip("=")
    for cookie in (f"{name}={value[:-1]}A", f"{name}={body}", f"{name}=", f"{name}={'A' * 5_000}"):
        priya.cookie = cookie
        assert (await priya.get()).status == 302, cookie
    priya.cookie = good
    assert (await priya.get()).status == 200


async def test_who_is_not_signed_in_is_sent_to_where_that_is_done(world: World) -> None:
    nobody = Reader(world, "")
    for path in PATHS:
        response = await nobody.get(path)
        assert (response.status, await response.text()) == (302, ""), path
        assert response.headers["Location"].startswith("/team/sign-in?to=%2Fteam")
    sign_in = await nobody.get("/sign-in?to=%2Fteam%2Fcases%2FC-2222-2222%3Fa%3Db")
    assert 'data-onward="/team/cases/C-2222-2222?a=b&amp;signed-in=1"' in await sign_in.text()
    for elsewhere in (
        "https://evil.example",
        "//evil.example",
        "/team//evil",
        "/files/x",
        "/team\\",
    ):
        page = await (await nobody.get("/sign-in?to=" + elsewhere)).text()
        assert 'data-onward="/team?signed-in=1"' in page, elsewhere
    kept_nothing = await nobody.get("?signed-in=1")
    assert kept_nothing.status == 403
    assert "does not keep me signed in" in text_of(await kept_nothing.text())


async def test_members_alone_read(world: World) -> None:
    await reported(world)
    stranger = await reader(world, STRANGER)
    for path in (*PATHS, f"/cases/{world.case_reference()}"):
        refused = await stranger.get(path)
        text = text_of(await refused.text())
        assert refused.status == 403, path
        assert "Only members of the Internal Communications channel can do this." in text
        assert world.case_reference() not in text


async def test_a_guest_on_the_roster_reads_nothing(world: World) -> None:
    who = world.directory_id(PRIYA)
    world.connector.entries[who] = {"id": who, "userPrincipalName": "p#EXT#@ons.gov.uk"}
    refused = await (await reader(world, PRIYA)).get()
    assert refused.status == 403
    assert "for staff of this organisation only" in text_of(await refused.text())


async def test_while_the_roster_cannot_be_read_nobody_is_let_in(world: World) -> None:
    world.connector.next.extend([Answers(500)] * 3)
    refused = await (await reader(world, PRIYA)).get()
    assert refused.status == 403
    assert "I cannot check who is in the team just now." in text_of(await refused.text())


async def test_while_the_keys_cannot_be_had_nobody_is_signed_in(world: World) -> None:
    world.issuer.mood = "fails"
    priya = Reader(world, world.directory_id(PRIYA))
    response = await priya.sign_in()
    assert (response.status, priya.cookie) == (503, "")


async def test_nothing_can_be_written_and_every_answer_is_as_safe(world: World) -> None:
    await reported(world)
    page, nobody = await reader(world, PRIYA), Reader(world, "")
    answers = [await page.get(path) for path in (*PATHS, "/nowhere", "/page.css", "/tab.js")]
    answers += [await nobody.get(path) for path in ("", "/session", "/sign-in", "/set-up")]
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"):
        for path in ("", "/session", "/cases.csv"):
            answers.append(await page.get(path, method))
            assert (answers[-1].status, answers[-1].headers["Allow"]) == (405, "GET, HEAD")
    assert (await page.get("", "HEAD")).status == 200
    for answer in answers:
        headers, policy = answer.headers, answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; "), answer.url
        assert "unsafe" not in policy
        assert ("script-src" in policy) is answer.url.path.endswith(("/sign-in", "/set-up"))
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
    frames = answers[0].headers["Content-Security-Policy"].rpartition("frame-ancestors ")[2]
    assert set(frames.split()) == {
        "https://teams.microsoft.com",
        "https://*.teams.microsoft.com",
        "https://teams.cloud.microsoft",
    }


async def test_no_page_names_anything_of_another_origin(world: World) -> None:
    page = await reader(world, PRIYA)
    for path in ("", "/figures", "/sign-in", "/set-up", "/page.css"):
        assert "//" not in (await (await page.get(path)).text()).replace("// ", ""), path


async def test_who_reads_too_fast_is_asked_to_wait(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    issuer.reset()
    async with on_the_page(issuer, connector, toolbox, tmp_path, messages_a_minute=3) as world:
        world.handler("Priya Handler", PRIYA)
        page = await reader(world, PRIYA)
        statuses = [(await page.get()).status for _ in range(4)]
        last = await page.get()
        assert (statuses, last.status) == ([200, 200, 200, 429], 429)
        assert last.headers["Retry-After"] == "60"


async def test_local_mode_shows_it_to_its_member_on_this_machine_alone(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    local: dict[str, Any] = {"app_id": "", "team_page": True}
    member = f"{PRIYA:08d}-1111-2222-3333-444444444444"
    async with running_world(
        issuer, connector, toolbox, tmp_path, **local, team_page_member=member
    ) as world:
        world.handler("Priya Handler", PRIYA)
        page = Reader(world, "")
        shown = await page.get()
        assert "You are Priya Handler." in text_of(await shown.text())
        assert "frame-ancestors 'none'" in shown.headers["Content-Security-Policy"]
        for host in ("evil.example", f"evil.example:{shown.url.port}", "127.0.0.1.evil.example"):
            assert (await page.get(Host=host)).status == 403, host
        assert (await page.get("/sign-in")).status == 404
        assert (await page.get("/session")).status == 404


async def test_where_it_is_not_switched_on_there_is_no_page(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    async with running_world(issuer, connector, toolbox, tmp_path, public_url=PUBLIC) as world:
        assert (await Reader(world, "").get()).status == 404
