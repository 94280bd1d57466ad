"""How many cards a second reach the team's channel: `python -m tests.benchmarks.deliveries`.

So many workers run, each a process of its own; then reports are taken in as fast as they can be,
and each one's card is posted to one channel that takes everything at once. Asserts nothing.
"""

import argparse
import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from storage.database.sql import open_stores
from tests.benchmarks import tables
from tests.benchmarks.reports import databases
from tests.replicas import CIPHER, TRIAGE, a_report_to, replica_process
from tests.stub_connector import StubConnector, running_stub_connector

TAKEN_IN_AT_ONCE = 4
LOOK_SECONDS = 0.005


async def cards_a_second(url: str, stub: StubConnector, workers: int, cards: int) -> float:
    """Count from the first report that is taken in to the last card that is posted."""
    stores = await open_stores(url, CIPHER, jobs=True)
    numbers, before = iter(range(cards)), len(stub.posted(TRIAGE))

    async def take_in() -> None:
        for number in numbers:
            await stores.reports.submit(a_report_to(stub.service_url, number))

    with running(url, workers, stub.service_url):
        began = time.perf_counter()
        await asyncio.gather(*(take_in() for _ in range(TAKEN_IN_AT_ONCE)))
        while len(stub.posted(TRIAGE)) < before + cards:  # noqa: ASYNC110 - measures
            await asyncio.sleep(LOOK_SECONDS)
        seconds = time.perf_counter() - began
        # Nothing is to be left for the next round.
        while await stores.outbox.due(1):  # noqa: ASYNC110 - measures
            await asyncio.sleep(LOOK_SECONDS)
    await stores.close()
    return cards / seconds


@contextmanager
def running(url: str, workers: int, service_url: str) -> Iterator[None]:
    """Run so many workers, and go on once all of them are ready."""
    with ExitStack() as started:
        for _ in range(workers):
            process = started.enter_context(replica_process(url, "procrastinate", service_url))
            if process.stdout is None or not process.stdout.readline():
                raise RuntimeError("a worker did not start")
        yield


async def run(workers: Sequence[int], cards: int) -> None:
    """Measure and print. PostgreSQL alone serves more than one worker."""
    async with databases() as urls, running_stub_connector() as stub:
        for number in workers:
            rate = await cards_a_second(urls["postgresql"], stub, number, cards)
            print(f"workers: {number}: {rate:.0f} cards a second")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--cards", type=int, default=400)
    given = parser.parse_args()
    print(f"Measured on {tables.machine()}.")
    asyncio.run(run(given.workers, given.cards))


if __name__ == "__main__":
    main()
