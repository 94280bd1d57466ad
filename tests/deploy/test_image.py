"""The image holds all that the service needs, is never written to, and stops without a loss."""

import asyncio
import base64
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import pytest
from aiohttp import ClientSession, web

from storage.data_protection.cipher import Cipher
from storage.database.sql import open_stores
from storage.migrations import migrate
from storage.records import DeliveryState
from tests.deploy import image as made
from tests.deploy.image import Service, running
from tests.issuer import running_issuer
from tests.journeys.test_reporting import filled_in
from tests.journeys.world import KEY, TEAM, TRIAGE, Clock, World, words
from tests.stub_connector import StubConnector, running_stub_connector
from tests.waiting import PATIENCE_SECONDS


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("image")
    made.copy_into(folder)
    return folder


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'records.sqlite3'}"


def settings_of(database: str, connector: StubConnector) -> dict[str, str]:
    return {
        "BOT_DATABASE_URL": database,
        "BOT_ENCRYPTION_KEY": KEY,
        "BOT_TRIAGE_TEAM_ID": TEAM,
        "BOT_TRIAGE_CHANNEL_ID": TRIAGE,
        "BOT_TRIAGE_SERVICE_URL": connector.service_url,
    }


def written(image: Path) -> dict[Path, int]:
    """Return when each file was written last."""
    return {path: path.stat().st_mtime_ns for path in image.rglob("*")}


def healthy(at: int) -> bool:
    """Ask as the image's health check does, at another port."""
    [check] = made.instructions("HEALTHCHECK")
    asked = re.search(r'CMD \["python", "-c", "(.*)"\]', check)
    port = made.environment()["BOT_PORT"]
    assert asked is not None
    assert f":{port}/healthz" in asked[1]
    command = [sys.executable, "-c", asked[1].replace(f":{port}/", f":{at}/")]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def stop(service: Service) -> tuple[int, str]:
    """Tell the service to stop as Docker does; return its exit status and its log."""
    [name] = made.instructions("STOPSIGNAL")
    service.process.send_signal(signal.Signals[name])
    log, _ = service.process.communicate(timeout=PATIENCE_SECONDS)
    return service.process.returncode, log


async def test_the_image_holds_all_that_it_needs_writes_nothing_and_tells_life_from_death(
    image: Path, database: str
) -> None:
    await migrate(database)
    before = written(image)
    async with running_stub_connector() as connector:
        with running(image, **settings_of(database, connector)) as service:
            async with ClientSession(service.url) as session:
                async with session.get("/readyz") as response:
                    assert (response.status, (await response.json())["status"]) == (200, "ready")
                metrics = f"http://127.0.0.1:{service.metrics_port}/metrics"
                async with session.get(metrics) as response:
                    assert "bot_database_up 1.0" in await response.text()
            assert await asyncio.to_thread(healthy, service.port)
            status, log = await asyncio.to_thread(stop, service)
            assert not await asyncio.to_thread(healthy, service.port)
    assert status == 0, log
    assert "service.stopped" in log
    assert written(image) == before


async def test_what_is_under_way_when_it_is_told_to_stop_is_finished_and_its_lease_given_back(
    image: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrate(database)
    async with running_stub_connector() as connector:
        being_sent, go_on = asyncio.Event(), asyncio.Event()
        _hold_back(connector, being_sent, go_on, monkeypatch)
        with running(image, **settings_of(database, connector)) as service:
            async with ClientSession(service.url) as session:
                answer = await _report_while_stopping(session, connector, service, being_sent)
                go_on.set()
                assert "Saved" in words((await answer)["value"])
            log, _ = await asyncio.to_thread(service.process.communicate, None, PATIENCE_SECONDS)
    assert service.process.returncode == 0, log
    stores = await open_stores(database, Cipher.from_key("1", base64.b64decode(KEY)))
    counts = await stores.outbox.counts()
    await stores.close()
    assert counts[DeliveryState.SENDING] == 0
    assert counts[DeliveryState.DONE] == 1
    assert len([one for one in connector.taken if one.conversation == TRIAGE]) == 1


def _hold_back(
    connector: StubConnector,
    being_sent: asyncio.Event,
    go_on: asyncio.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Have the connector service think long about what is for the team's channel."""
    behave: Callable[..., Awaitable[web.StreamResponse]] = connector._behave

    async def slowly(request: web.Request, taken: Any, answer: Any) -> web.StreamResponse:
        if taken is not None and taken.conversation == TRIAGE:
            being_sent.set()
            await go_on.wait()
        return await behave(request, taken, answer)

    monkeypatch.setattr(connector, "_behave", slowly)


async def _report_while_stopping(
    session: ClientSession,
    connector: StubConnector,
    service: Service,
    being_sent: asyncio.Event,
) -> asyncio.Task[dict[str, Any]]:
    """Send a report, and tell the service to stop while its card is on the way."""
    with running_issuer() as issuer:  # local mode asks for no token, but a person always has one
        world = World(cast("Any", session), connector, issuer, Clock())
    reporter = world.person("Rhys Reporter", 1)
    review = await filled_in(reporter)
    answer = asyncio.create_task(reporter.press(review, "Send"))
    await asyncio.wait_for(being_sent.wait(), PATIENCE_SECONDS)
    service.process.send_signal(signal.SIGTERM)
    await asyncio.sleep(0.3)
    assert service.process.poll() is None
    return answer


def test_nobody_in_particular_runs_it_and_packages_are_held_to_their_hashes() -> None:
    assert made.instructions("USER") == ["10001:10001"]
    runs = made.instructions("RUN")
    installs = [run for run in runs if "pip install" in run]
    assert len(installs) == 1
    assert {"--require-hashes", "--only-binary"} <= set(shlex.split(installs[0]))
    assert made.instructions("USER")[0].split(":")[0] in runs[-1]
