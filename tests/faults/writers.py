"""Killing what takes reports in: the proofs, at any size."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import psutil
import pytest

from storage.database.sql import open_stores
from storage.errors import NotStored
from storage.migrations import migrate
from storage.ports.reports import Reports
from tests.contracts.support import a_report
from tests.faults.ledger import references
from tests.postgres import for_sqlalchemy, start_again
from tests.replicas import CIPHER, ROOT
from tests.waiting import PATIENCE_SECONDS, until

WRITER = """
import asyncio, sys
from storage.data_protection.cipher import Cipher
from storage.database.sql import open_stores
from tests.contracts.support import a_report

async def main(url):
    stores = await open_stores(url, Cipher.from_key("test", bytes(32)))
    async def submit():
        while True:
            receipt = await stores.reports.submit(a_report(post=None))
            print(receipt.reference, receipt.card_delivery, flush=True)
    await asyncio.gather(*(submit() for _ in range(4)))

asyncio.run(main(sys.argv[1]))
"""


def killed_writer(url: str, receipts: int) -> dict[str, str]:
    """Have a process take reports in, and kill it after so many receipts.

    Returns all that it gave: references of reports, with the deliveries of their cards.
    """
    command = [sys.executable, "-c", WRITER, url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(receipts)]
        writer.kill()
        lines += writer.stdout.readlines()
    # The last line may be cut: nobody has read that receipt.
    whole = [line.split() for line in lines if line.endswith("\n")]
    return {words[0]: words[1] for words in whole}


@dataclass(slots=True)
class Takings:
    """Reports taken in at the same time by several, through outages."""

    reports: Reports
    acknowledged: set[str] = field(default_factory=set)
    refused: int = 0
    slowest: float = 0.0
    _stopping: bool = False

    async def take(self) -> None:
        """Take reports in until stopped. What is not stored is refused, and tried no more."""
        while not self._stopping:
            began = time.monotonic()
            try:
                receipt = await self.reports.submit(a_report(post=None))
            except NotStored:
                self.refused += 1
                await asyncio.sleep(0.05)
            else:
                self.acknowledged.add(receipt.reference)
            self.slowest = max(self.slowest, time.monotonic() - began)

    @asynccontextmanager
    async def taking(self, at_once: int = 4) -> AsyncIterator[None]:
        """Take reports in while the block lasts."""
        self._stopping = False
        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(self.take())
            try:
                yield
            finally:
                self._stopping = True

    async def until_more(self, number: int) -> None:
        """Wait until so many more are acknowledged."""
        wanted = len(self.acknowledged) + number
        await until(lambda: len(self.acknowledged) >= wanted)

    async def until_refused(self) -> None:
        """Wait until one more is refused."""
        refused = self.refused
        await until(lambda: self.refused > refused)


def kill_server(server: Any) -> None:
    """Kill a PostgreSQL server at once, with all that it started, and wait until they are gone."""
    postmaster = psutil.Process(server.get_pid())
    postmaster.suspend()  # so that it starts no process that would outlive it unseen
    processes = [postmaster, *postmaster.children(recursive=True)]
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    _, alive = psutil.wait_procs(processes, timeout=PATIENCE_SECONDS)
    assert not alive


async def through_killed_servers(server: Any, kills: int, between: int) -> Takings:
    """Take reports in while the database's server is killed and started, again and again.

    Whoever reports while it is dead is told that the report was not stored.
    """
    url = for_sqlalchemy(server.get_uri())
    await migrate(url)
    stores = await open_stores(url, CIPHER)
    takings = Takings(stores.reports)
    async with takings.taking():
        for _ in range(kills):
            await takings.until_more(between)
            kill_server(server)
            # One at least comes while the server is dead, however soon it is back.
            with pytest.raises(NotStored):
                await stores.reports.submit(a_report(post=None))
            start_again(server)
        await takings.until_more(between)
    await stores.close()
    assert takings.acknowledged <= references(url)
    return takings


class FailsAt:
    """Runs a coroutine, and throws an error into it where it waits for the n-th time."""

    def __init__(self, work: Awaitable[Any], wait: int) -> None:
        self._work = work
        self._wait = wait
        self.waited = 0

    def __await__(self) -> Any:
        """Wait for it, as `await` does."""
        work, answer = self._work.__await__(), None
        try:
            waits_for = work.send(answer)
            while True:
                self.waited += 1
                if self.waited == self._wait:
                    waits_for = work.throw(Forced())
                else:
                    yield waits_for
                    waits_for = work.send(None)
        except StopIteration as done:
            return done.value


class Forced(Exception):
    """An error that nothing expects."""


@contextmanager
def failing_at(wait: int, owner: Any, name: str) -> Iterator[list[FailsAt]]:
    """Have a method fail where it waits for the n-th time; gives what tells how often it did."""
    method: Callable[..., Awaitable[Any]] = getattr(owner, name)
    runs: list[FailsAt] = []

    async def failing(*given: Any, **named: Any) -> Any:
        run = FailsAt(method(*given, **named), wait)
        runs.append(run)
        return await run

    setattr(owner, name, failing)
    try:
        yield runs
    finally:
        setattr(owner, name, method)
