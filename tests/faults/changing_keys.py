"""A change of key that is killed again and again while reports come in, and what it leaves."""

import asyncio
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from storage.data_protection.cipher import Cipher
from storage.data_protection.rewrapping import rewrap
from storage.database.opening import open_database
from storage.database.sql import open_stores
from storage.errors import UnknownReport, Unreadable
from tests.contracts.support import LEASE, SetClock, World, a_reporter

ROOT = Path(__file__).parents[2]
RING = {"test": bytes(32), "next": bytes([7] * 32)}
BEFORE = Cipher.from_ring("test", RING)
AFTER = Cipher.from_ring("next", RING)
NEXT_ALONE = Cipher.from_key("next", RING["next"])

REWRAPPER = """
import asyncio, sys
from storage.data_protection import rewrapping
from storage.database.opening import open_database
from tests.faults.changing_keys import AFTER

rewrapping.PORTION = 2

async def main(url):
    database = open_database(url)
    print("begins", flush=True)
    while True:
        await rewrapping.rewrap(database, AFTER)
        await asyncio.sleep(0.01)

asyncio.run(main(sys.argv[1]))
"""


@dataclass
class Outcome:
    """What came of it: reports acknowledged, of which were missing or unreadable at the end."""

    acknowledged: int
    missing: int
    unreadable: int


async def change_the_key(url: str, *, reports: int, kills: int) -> Outcome:
    """Change the key, killed so many times, while so many reports come in; then finish."""
    clock = SetClock()
    stores = await open_stores(url, BEFORE, clock)
    world = World(stores, clock)
    first = await _report(world, range(reports // 2))
    during, _ = await asyncio.gather(
        _report(world, range(reports // 2, reports)),
        asyncio.to_thread(_kill_rewrappers, url, kills),
    )
    await stores.close()
    database = open_database(url)
    done = await rewrap(database, AFTER)
    await database.close()
    assert done.remaining == frozenset()
    return await _look(url, first | during)


async def _report(world: World, numbers: range) -> dict[str, str]:
    """Let people report; return their references by person."""
    received = {}
    for number in numbers:
        person = a_reporter(f"person-{number}", f"Name {number}")
        received[person.person] = (await world.submit(post=None, reporter=person)).reference
    return received


def _kill_rewrappers(url: str, kills: int) -> None:
    for _ in range(kills):
        command = [sys.executable, "-c", REWRAPPER, url]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begins\n"
            time.sleep(random.uniform(0.0, 0.3))  # noqa: S311 - any moment will do
            process.kill()


async def _look(url: str, received: dict[str, str]) -> Outcome:
    """Read every report and every message that waits, with the new key alone."""
    stores = await open_stores(url, NEXT_ALONE, SetClock())
    missing = unreadable = 0
    for person, reference in received.items():
        try:
            await stores.reports.report(person, reference)
        except UnknownReport:
            missing += 1
        except Unreadable:
            unreadable += 1
    for delivery in await stores.outbox.due(2 * len(received)):
        unreadable += await stores.outbox.claim(delivery, LEASE) is None
    await stores.close()
    return Outcome(len(received), missing, unreadable)
