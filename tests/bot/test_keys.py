"""The key set: rotation, outage, floods, and never a blocked loop."""

import asyncio
from typing import Any

import pytest

from bot.authentication import KeysUnavailable, SigningKeys, Unauthenticated
from bot.authentication import keys as keys_module
from bot.connector import open_session
from tests.bot.conftest import Edge, Seconds
from tests.issuer import Issuer, Mood, jwk, rsa_key
from tests.waiting import until

OUTAGES: list[Mood] = ["hangs", "fails", "redirects", "rubbish", "array", "no-keys", "huge"]
DAY = 24 * 3600.0


async def test_after_a_rotation_valid_callers_are_let_in_at_once(edge: Edge) -> None:
    assert (await edge.post()).status == 200
    before = edge.issuer.authorization()
    edge.issuer.rotate()
    assert (await edge.post()).status == 200
    assert edge.issuer.fetches == 2
    assert (await edge.post(headers=before)).status == 401


async def test_a_token_is_forgotten_with_its_key(edge: Edge) -> None:
    before = edge.issuer.authorization()
    assert (await edge.post(headers=before)).status == 200
    # The very same key id, but another key: what was verified by the old one counts no longer.
    edge.issuer.keys = [jwk(rsa_key(50), edge.issuer.key_id)]
    edge.seconds.now += DAY + 1
    assert (await edge.post(headers=before)).status == 401


async def test_a_token_outlives_a_refresh_that_changes_nothing(edge: Edge) -> None:
    key = await edge.keys.find(edge.issuer.key_id)
    edge.seconds.now += DAY + 1
    assert not edge.keys.holds(key)
    assert await edge.keys.find(edge.issuer.key_id) is key
    assert edge.keys.holds(key)
    assert edge.issuer.fetches == 2


async def test_keys_are_fetched_once_a_day(edge: Edge) -> None:
    for hour in range(23):
        edge.seconds.now = 1000.0 + 3600 * hour
        assert (await edge.post()).status == 200
    assert edge.issuer.fetches == 1
    edge.seconds.now = 1000.0 + DAY
    assert (await edge.post()).status == 200
    assert edge.issuer.fetches == 2


async def test_a_hundred_turns_at_once_cause_one_fetch(edge: Edge) -> None:
    edge.issuer.mood = "hangs"
    turns = asyncio.gather(*(edge.post() for _ in range(100)))
    await until(lambda: edge.issuer.fetches)
    edge.issuer.mood = "serves"
    assert {answer.status for answer in await turns} == {200}
    assert edge.issuer.fetches == 1


async def test_a_flood_of_unknown_key_ids_causes_one_refresh_a_minute(edge: Edge) -> None:
    assert (await edge.post()).status == 200
    for minute in range(1, 4):
        for number in range(20):
            token = edge.issuer.token(headers={"kid": f"{minute}-{number}"})
            response = await edge.post(headers={"Authorization": f"Bearer {token}"})
            assert response.status == 401
            edge.seconds.now += 1
        assert edge.issuer.fetches == 1 + minute
        edge.seconds.now += 41
    assert (await edge.post()).status == 200


@pytest.mark.parametrize("mood", OUTAGES)
async def test_without_keys_the_answer_is_503(
    edge: Edge, mood: Mood, monkeypatch: pytest.MonkeyPatch
) -> None:
    edge.issuer.mood = mood
    with monkeypatch.context() as soon:
        if mood == "hangs":
            soon.setattr(keys_module, "FETCH_SECONDS", 0.1)
        response = await edge.post()
    assert response.status == 503
    assert response.headers["Retry-After"] == "5"
    assert "try again" in (await response.json())["error"]
    assert edge.handled == []
    edge.issuer.mood = "serves"
    edge.seconds.now += 5
    assert (await edge.post()).status == 200


async def test_an_outage_does_not_lock_out_callers_whose_key_is_held(edge: Edge) -> None:
    assert (await edge.post()).status == 200
    edge.issuer.mood = "fails"
    edge.seconds.now += 3 * DAY
    fetches = edge.issuer.fetches
    for _ in range(5):
        assert (await edge.post()).status == 200
    assert edge.issuer.fetches == fetches + 1


async def test_in_an_outage_an_unknown_key_cannot_be_judged(edge: Edge) -> None:
    assert (await edge.post()).status == 200
    edge.issuer.rotate()
    edge.issuer.mood = "fails"
    assert (await edge.post()).status == 503
    edge.issuer.mood = "serves"
    assert (await edge.post()).status == 503  # the minute is not over
    edge.seconds.now += 60
    assert (await edge.post()).status == 200


async def test_a_slow_issuer_does_not_hold_up_the_loop(edge: Edge) -> None:
    edge.issuer.mood = "hangs"
    waiting = asyncio.create_task(edge.post())
    # A loop that is held up never comes to change the issuer's mood, so the fetch is given up.
    await until(lambda: edge.issuer.fetches)
    edge.issuer.mood = "serves"
    assert (await waiting).status == 200


async def test_callers_with_a_held_key_do_not_wait_for_a_refresh(edge: Edge) -> None:
    assert (await edge.post()).status == 200
    edge.issuer.mood = "hangs"
    unknown = {"Authorization": f"Bearer {edge.issuer.token(headers={'kid': 'unknown'})}"}
    refused = asyncio.create_task(edge.post(headers=unknown))
    await until(lambda: edge.issuer.fetches == 2)
    assert (await edge.post()).status == 200
    assert not refused.done()
    edge.issuer.mood = "serves"
    assert (await refused).status == 401


async def test_a_caller_who_gives_up_does_not_end_the_fetch_for_others(edge: Edge) -> None:
    edge.issuer.mood = "hangs"
    impatient = asyncio.create_task(edge.keys.find(edge.issuer.key_id))
    patient = asyncio.create_task(edge.keys.find(edge.issuer.key_id))
    await until(lambda: edge.issuer.fetches)
    impatient.cancel()
    edge.issuer.mood = "serves"
    assert (await patient).endorsements == {"msteams", "webchat"}
    assert edge.issuer.fetches == 1


async def test_a_fetch_under_way_ends_with_the_service(issuer: Issuer) -> None:
    issuer.mood = "hangs"
    async with open_session() as session:
        keys = SigningKeys(session, issuer.metadata_url, clock=Seconds())
        waiting = asyncio.create_task(keys.find("any"))
        await until(lambda: issuer.fetches)
        await keys.close()
        with pytest.raises(asyncio.CancelledError):
            await waiting


async def test_an_issuer_that_cannot_be_reached_is_an_outage(issuer: Issuer) -> None:
    async with open_session() as session:
        keys = SigningKeys(session, "http://127.0.0.1:9/none", clock=Seconds())
        with pytest.raises(KeysUnavailable):
            await keys.find(issuer.key_id)


ODD_ENTRIES: dict[str, Any] = {
    "a text": "key",
    "null": None,
    "no id": {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
    "an id that is a number": jwk(rsa_key(0), "odd") | {"kid": 5},
    "another kind of key": {"kty": "oct", "kid": "odd", "k": "c2VjcmV0"},
    "no modulus": {"kty": "RSA", "kid": "odd", "e": "AQAB"},
    "a modulus that is a number": {"kty": "RSA", "kid": "odd", "n": 5, "e": "AQAB"},
    "a modulus that is not base64": {"kty": "RSA", "kid": "odd", "n": "!!", "e": "AQAB"},
    "an even exponent": jwk(rsa_key(0), "odd") | {"e": "Ag"},
}


@pytest.mark.parametrize("name", ODD_ENTRIES)
async def test_an_odd_entry_in_the_key_set_spoils_no_other(edge: Edge, name: str) -> None:
    edge.issuer.keys.insert(0, ODD_ENTRIES[name])
    assert (await edge.post()).status == 200
    with pytest.raises(Unauthenticated):
        await edge.keys.find("odd")
