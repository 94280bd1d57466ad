"""What an operator sees of the running service, and that it is nobody's words or name."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.observability import health
from dialogs.toolbox import Toolbox
from storage.errors import StorageError
from tests.issuer import Issuer
from tests.journeys.test_faults import failing
from tests.journeys.test_reporting import ACCOUNT, filled_in
from tests.journeys.world import World, running_world
from tests.ports import own_port
from tests.stub_connector import Answers, StubConnector


@pytest.fixture(autouse=True)
def _looked_at_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "GOOD_FOR_SECONDS", 0.0)


@pytest.fixture
async def measured(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> AsyncIterator[tuple[World, int]]:
    port = own_port()
    async with running_world(issuer, connector, toolbox, tmp_path, metrics_port=port) as running:
        yield running, port


async def ready(world: World) -> tuple[int, Any]:
    response = await world.client.get("/readyz")
    return response.status, await response.json()


async def test_a_service_that_can_read_its_records_and_check_callers_is_ready(
    world: World,
) -> None:
    assert await ready(world) == (
        200,
        {"status": "ready", "database": "ok", "keys": "ok", "deliveries": "ok"},
    )


async def test_without_the_records_it_lives_and_is_not_ready(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(world.stores.outbox, "backlog", failing(StorageError()))
        assert await ready(world) == (
            503,
            {"status": "not-ready", "database": "unreachable", "keys": "ok"},
        )
        assert (await world.client.get("/healthz")).status == 200
    assert (await ready(world))[0] == 200


async def test_without_the_issuers_keys_it_is_not_ready_until_it_has_them(
    world: World, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.authentication import keys

    monkeypatch.setattr(keys, "RETRY_INTERVAL_SECONDS", 0.0)
    issuer.mood = "fails"
    status, told = await ready(world)
    assert (status, told["keys"]) == (503, "unavailable")
    issuer.mood = "serves"
    assert (await ready(world))[0] == 200


async def test_late_deliveries_are_told_of_and_take_nobody_out_of_service(world: World) -> None:
    reporter = world.person("Rhys Reporter", 1)
    await filled_in(reporter)
    world.connector.next.append(Answers(403))
    await reporter.say("send")
    assert (await ready(world))[1]["deliveries"] == "ok"
    world.clock.move(seconds=health.LATE.total_seconds() + 1)
    status, told = await ready(world)
    assert (status, told["deliveries"]) == (200, "late")


async def test_the_records_are_looked_at_once_a_second_however_many_ask(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "GOOD_FOR_SECONDS", 60.0)
    looks = 0
    backlog = world.stores.outbox.backlog

    async def counted() -> Any:
        nonlocal looks
        looks += 1
        return await backlog()

    monkeypatch.setattr(world.stores.outbox, "backlog", counted)
    for _ in range(20):
        assert (await ready(world))[0] == 200
    assert looks == 1


async def test_metrics_tell_of_turns_findings_deliveries_and_faults_and_of_nobody(
    measured: tuple[World, int],
) -> None:
    world, port = measured
    reporter = world.person("Rhys Reporter", 1)
    await reporter.say("what is a hard breach?")
    await reporter.say("zebra canary marmalade recipes")
    await filled_in(reporter)
    world.connector.next.append(Answers(403))
    await reporter.say("send")
    address = f"http://127.0.0.1:{port}/metrics"
    async with ClientSession() as session, session.get(address) as response:
        assert response.content_type == "text/plain"
        text = await response.text()
    for line in (
        'bot_findings_total{found="answer"}',
        'bot_findings_total{found="none"}',
        'bot_turn_seconds_count{kind="message"}',
        'bot_deliveries{state="blocked"} 1.0',
        'bot_faults_total{action="delivery.not-sent",level="warning"} 1.0',
        "bot_database_up 1.0",
        "process_resident_memory_bytes",
    ):
        assert line in text
    private = (
        "Rhys",
        "Reporter",
        "29:person",
        "a:chat",
        "canary",
        ACCOUNT,
        world.directory_id(1),
        "http",
    )
    assert [word for word in private if word in text] == []


async def test_metrics_are_not_on_the_port_that_the_public_reaches(world: World) -> None:
    assert (await world.client.get("/metrics")).status == 404
