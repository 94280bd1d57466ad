"""Killing what delivers, and cutting what it delivers through: the proofs, at any size."""

import asyncio
import random
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from typing_extensions import override

from storage.database.sql import open_stores
from tests.faults.ledger import Ledger, ledger, undone
from tests.replicas import CIPHER, a_report_to, replica_process
from tests.stub_connector import Answers, Behaviour, StubConnector

PATIENCE_SECONDS = 240.0


@dataclass(frozen=True, slots=True)
class Weather:
    """How often, of a hundred requests, each fault happens."""

    dropped: float = 5
    asked_to_wait: float = 20
    failed: float = 10
    hung: float = 2

    def chance(self, seed: int) -> Callable[[], Behaviour | None]:
        """Return what decides of each request, the same for the same seed."""
        draw = random.Random(seed)  # noqa: S311 - faults, not secrets
        faults: list[tuple[float, Behaviour]] = [
            (self.dropped, "takes-and-drops"),
            (self.asked_to_wait, Answers(429, retry_after="1")),
            (self.failed, Answers(500)),
            (self.hung, "hangs"),
        ]

        def behave() -> Behaviour | None:
            left = draw.uniform(0, 100)
            for share, behaviour in faults:
                left -= share
                if left < 0:
                    return behaviour
            return None

        return behave


CALM = Weather(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it, and in how many seconds after the last kill."""

    ledger: Ledger
    kills: int
    undone: int
    seconds: float

    @override
    def __str__(self) -> str:
        return f"{self.kills} kills, {self.ledger}, {self.undone} undone, {self.seconds:.0f} s"


async def submit(url: str, engine: str, service_url: str, reports: int) -> None:
    """Take in reports that nobody hurries."""
    stores = await open_stores(url, CIPHER, jobs=engine == "procrastinate")
    for number in range(reports):
        await stores.reports.submit(a_report_to(service_url, number))
    await stores.close()


async def workers_killed(
    url: str,
    engine: str,
    stub: StubConnector,
    reports: int,
    kills: int,
    *,
    then: Callable[[], object] = lambda: None,
) -> Outcome:
    """Kill whoever delivers, again and again, in the middle of its work; let the last one end.

    `then` is done after each kill, before the next one begins to work.
    """
    draw = random.Random(reports)  # noqa: S311 - faults, not secrets
    await submit(url, engine, stub.service_url, reports)
    pace = max(1, reports // (kills + 1))
    for _ in range(kills):
        with replica_process(url, engine, stub.service_url) as worker:
            taken = len(stub.taken) + draw.randint(1, 2 * pace)
            await _until(partial(_has_taken, stub, taken), worker)
        then()
    with replica_process(url, engine, stub.service_url) as worker:
        seconds = await all_done(url, worker)
    return Outcome(ledger(stub, url), kills, undone(url), seconds)


def _has_taken(stub: StubConnector, number: int) -> bool:
    return len(stub.taken) >= number


async def one_never_returns(url: str, engine: str, stub: StubConnector, reports: int) -> Outcome:
    """Kill one of two replicas in the middle of its work; return how soon the other is done."""
    await submit(url, engine, stub.service_url, reports)
    with ExitStack() as stack:
        dying, staying = (
            stack.enter_context(replica_process(url, engine, stub.service_url)) for _ in range(2)
        )
        await _until(lambda: len(stub.taken) >= reports // 4, staying)
        dying.kill()
        seconds = await all_done(url, staying)
    return Outcome(ledger(stub, url), 1, undone(url), seconds)


async def many_workers(
    url: str, engine: str, stub: StubConnector, reports: int, workers: int
) -> Outcome:
    """Let several replicas deliver beside each other."""
    await submit(url, engine, stub.service_url, reports)
    with ExitStack() as stack:
        running = [
            stack.enter_context(replica_process(url, engine, stub.service_url))
            for _ in range(workers)
        ]
        seconds = await all_done(url, running[0], patience=3600)
    return Outcome(ledger(stub, url), 0, undone(url), seconds)


async def foul_weather(
    url: str,
    engine: str,
    stub: StubConnector,
    reports: int,
    kills: int,
    *,
    then: Callable[[], object] = lambda: None,
) -> Outcome:
    """Deliver through mixed faults, with kills."""
    stub.chance = Weather().chance(reports)
    return await workers_killed(url, engine, stub, reports, kills, then=then)


async def all_done(
    url: str, worker: subprocess.Popen[str], patience: float = PATIENCE_SECONDS
) -> float:
    """Wait until every delivery is done; return after how many seconds it was."""
    began = time.monotonic()
    await _until(lambda: undone(url) == 0, worker, patience, 0.25)
    return time.monotonic() - began


async def _until(
    holds: Callable[[], bool],
    worker: subprocess.Popen[str],
    patience: float = PATIENCE_SECONDS,
    pause: float = 0.005,
) -> None:
    """Wait until something holds, while the worker lives. What had ended before is no failure."""
    async with asyncio.timeout(patience):
        while not holds():
            assert worker.poll() is None, "the worker ended by itself"
            await asyncio.sleep(pause)
