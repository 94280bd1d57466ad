"""A service that is killed has kept every report for which it gave a receipt."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.cipher import Cipher
from storage.records import DeliveryState
from storage.sql import open_stores
from tests.contracts.support import SetClock

ROOT = Path(__file__).parents[2]
ACKNOWLEDGED = 40

WRITER = """
import asyncio, sys
from storage.cipher import Cipher
from storage.sql import open_stores
from tests.contracts.support import SetClock, a_report

async def main(url):
    stores = await open_stores(url, Cipher.from_key("test", bytes(32)), SetClock())
    async def submit():
        while True:
            receipt = await stores.reports.submit(a_report(post=None))
            print(receipt.reference, receipt.card_delivery, flush=True)
    await asyncio.gather(*(submit() for _ in range(4)))

asyncio.run(main(sys.argv[1]))
"""


@contextmanager
def writer(url: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


async def test_what_was_acknowledged_survives_a_kill(
    sqlite_url: str, clock: SetClock, cipher: Cipher
) -> None:
    with writer(sqlite_url) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(ACKNOWLEDGED)]
        process.kill()
        lines += process.stdout.readlines()
    whole = [(line.split()[0], line.split()[1]) for line in lines if line.endswith("\n")]
    acknowledged = dict(whole)
    assert len(acknowledged) >= ACKNOWLEDGED
    stores = await open_stores(sqlite_url, cipher, clock)
    kept = await stores.reports.reports_of("person-canary-0b1c")
    assert acknowledged.keys() <= {report.reference for report in kept}
    due = {str(delivery) for delivery in await stores.outbox.due(len(kept) + 1)}
    assert len(due) == len(kept)
    assert set(acknowledged.values()) <= due
    for delivery in await stores.outbox.due(3):
        assert await stores.outbox.state(delivery) is DeliveryState.READY
    await stores.close()
