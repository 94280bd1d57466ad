"""How fast reports are taken in, and how soon a committed one is posted. Asserts nothing.

`python -m tests.benchmarks.reports [--seconds 60]`: so many reports a second are submitted, at an
even pace, as turns do it; then single reports are committed and nobody hurries their cards.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from storage.database.sql import open_stores
from storage.migrations import migrate
from tests.benchmarks import tables
from tests.postgres import for_sqlalchemy, started_server, stop_for_good
from tests.replicas import CIPHER, TRIAGE, a_report_to, running_replica
from tests.stub_connector import running_stub_connector

PACES = {"sqlite": 50, "postgresql": 100}
ENGINES = [("embedded", "sqlite"), ("embedded", "postgresql"), ("procrastinate", "postgresql")]
PAUSE_SECONDS = 0.05


@dataclass(slots=True)
class Intake:
    """How long each submission took, from when it was due, and how many failed."""

    took: list[float] = field(default_factory=list)
    errors: int = 0


async def intake(url: str, pace: int, seconds: float) -> Intake:
    """Submit reports at an even pace."""
    stores = await open_stores(url, CIPHER)
    result, began = Intake(), time.perf_counter()

    async def submit(number: int) -> None:
        due = began + number / pace
        await asyncio.sleep(due - time.perf_counter())
        try:
            await stores.reports.submit(a_report_to("http://127.0.0.1:9/", number))
        except Exception:  # noqa: BLE001 - whatever it is, it is counted
            result.errors += 1
        result.took.append(time.perf_counter() - due)

    await asyncio.gather(*(submit(number) for number in range(int(pace * seconds))))
    await stores.close()
    return result


async def until_posted(url: str, engine: str, reports: int) -> list[float]:
    """Commit single reports; return after how many seconds each one's card was posted."""
    took = []
    async with (
        running_stub_connector() as stub,
        running_replica(url, engine, stub.service_url) as replica,
    ):
        await asyncio.sleep(1)  # the worker listens
        for number in range(reports):
            await replica.stores.reports.submit(a_report_to(stub.service_url, number))
            if engine == "embedded":
                replica.courier.nudge()  # as every turn does that readied something
            committed = time.perf_counter()
            while len(stub.posted(TRIAGE)) <= number:  # noqa: ASYNC110 - measures
                await asyncio.sleep(0.0005)
            took.append(time.perf_counter() - committed)
            await asyncio.sleep(PAUSE_SECONDS)
    return took


def percentiles(took: Sequence[float]) -> str:
    """Return the median, the 99th percentile and the longest, in milliseconds."""
    ordered = [1000 * seconds for seconds in sorted(took)]
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"p50 {ordered[len(ordered) // 2]:.1f} ms, p99 {p99:.1f} ms, max {ordered[-1]:.1f} ms"


@asynccontextmanager
async def databases() -> AsyncIterator[dict[str, str]]:
    """Make one of each, empty and migrated."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        server = started_server(Path(folder) / "data")
        try:
            urls = {
                "sqlite": f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
                "postgresql": for_sqlalchemy(server.get_uri()),
            }
            for url in urls.values():
                await migrate(url)
            yield urls
        finally:
            stop_for_good(server)


async def run(seconds: float, reports: int) -> None:
    """Measure and print."""
    async with databases() as urls:
        for engine, database in ENGINES:
            took = await until_posted(urls[database], engine, reports)
            print(f"commit to posted, {engine} on {database}: {percentiles(took)}")
        for database, pace in PACES.items():
            result = await intake(urls[database], pace, seconds)
            print(
                f"intake at {pace}/s for {seconds:.0f} s on {database}: "
                f"{len(result.took)} reports, {result.errors} errors, {percentiles(result.took)}"
            )


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long reports are taken in")
    parser.add_argument("--reports", type=int, default=200, help="how many are followed")
    given = parser.parse_args()
    print(f"Measured on {tables.machine()}.")
    asyncio.run(run(given.seconds, given.reports))


if __name__ == "__main__":
    main()
