"""Whether cost stays flat as data grows: `python -m tests.benchmarks.growth`. It asserts nothing.

Conversations and closed cases are copied in, as rows, around a few real ones; what is measured are
the real stores: a turn's load and save, the team's queue, a search, a report, and what engines and
operators ask of the outbox.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_bytes
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, create_engine, insert, select

from storage.database.sql import SqlStores, open_stores
from storage.database.tables import (
    case_events,
    cases,
    conversation_states,
    deliveries,
    processed_activities,
    reports,
)
from storage.migrations import migrate
from storage.records import CaseQuery, CaseStatus, DeliveryState
from tests.benchmarks import tables
from tests.benchmarks.reports import databases
from tests.contracts.support import TEAM_MEMBER, a_key
from tests.replicas import CIPHER, a_report_to

LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
STATE = b"x" * 400
BATCH = 5_000
OPEN_CASES = 20


@dataclass(frozen=True, slots=True)
class Grown:
    """A database with so much in it, and the stores over it."""

    engine: Engine
    stores: SqlStores

    def conversations(self, number: int) -> None:
        """Add conversations that nobody talks in any more, each with the mark of an activity."""
        for batch in _batches(number):
            keys = [token_bytes(32) for _ in range(batch)]
            states = [
                {
                    "key_hash": key,
                    "person_hash": key,
                    "document": STATE,
                    "etag": 1,
                    "saved_at": LONG_AGO,
                }
                for key in keys
            ]
            marks = [{"key_hash": key, "activity": "1", "at": LONG_AGO} for key in keys]
            with self.engine.begin() as connection:
                connection.execute(insert(conversation_states), states)
                connection.execute(insert(processed_activities), marks)

    def closed_cases(self, number: int) -> None:
        """Add cases that were closed long ago, with report, events and delivered card."""
        with self.engine.connect() as connection:
            case, report, card = (
                dict(connection.execute(select(table)).mappings().first() or {})
                for table in (cases, reports, deliveries)
            )
            event = dict(connection.execute(select(case_events)).mappings().first() or {})
        for batch in _batches(number):
            ids = [uuid4() for _ in range(batch)]
            with self.engine.begin() as connection:
                connection.execute(insert(cases), [case | _closed(one) for one in ids])
                connection.execute(insert(reports), [report | _filed(one) for one in ids])
                connection.execute(insert(case_events), [event | {"case_id": one} for one in ids])
                connection.execute(insert(deliveries), [card | _delivered(one) for one in ids])


def _batches(number: int) -> Sequence[int]:
    return [min(BATCH, number - done) for done in range(0, number, BATCH)]


def _closed(case: Any) -> dict[str, Any]:
    closed = {"status": CaseStatus.CLOSED.value, "is_open": False, "opened_at": LONG_AGO}
    return closed | {"id": case, "reference": str(case), "post_hash": None}


def _filed(case: Any) -> dict[str, Any]:
    fresh = {"id": uuid4(), "reference": str(case), "submission": uuid4(), "case_id": case}
    return fresh | {"submitted_at": LONG_AGO, "delivered_at": LONG_AGO}


def _delivered(case: Any) -> dict[str, Any]:
    done = {"state": DeliveryState.DONE.value, "held": False, "kind": "case-card"}
    return done | {"id": uuid4(), "case_id": case, "report_id": None, "waits_since": LONG_AGO}


async def cost(work: Callable[[int], Awaitable[object]], times: int) -> tuple[float, float]:
    """Return the CPU of one go, of all threads of this process, and its median time; in ms."""
    each = []
    cpu = time.process_time()
    for number in range(times):
        began = time.perf_counter()
        await work(number)
        each.append(time.perf_counter() - began)
    return (time.process_time() - cpu) / times * 1000, statistics.median(each) * 1000


async def turns(stores: SqlStores, times: int) -> tuple[float, float]:
    """Measure a turn's load and save, in conversations of its own."""

    async def turn(number: int) -> None:
        key = a_key(f"person-{number % 50}").model_copy(update={"conversation": f"c-{number % 50}"})
        activity = str(uuid4())
        kept = await stores.conversations.load(key, activity)
        await stores.conversations.save(key, '{"greeted": true}', kept.etag, activity)

    return await cost(turn, times)


async def questions_to_cases(
    stores: SqlStores, times: int, start: int
) -> dict[str, tuple[float, float]]:
    """Measure what people and engines ask for when there are many cases."""
    casework, outbox = stores.casework, stores.outbox
    since = CaseQuery(opened_from=LONG_AGO + timedelta(days=1))
    service = "http://127.0.0.1:9/"
    return {
        "queue": await cost(lambda _: casework.queue(TEAM_MEMBER), times),
        "search, ten": await cost(lambda _: casework.find(since, TEAM_MEMBER, 10), times),
        "due": await cost(lambda _: outbox.due(50), times),
        "backlog": await cost(lambda _: outbox.backlog(), times),
        "submit": await cost(
            lambda n: stores.reports.submit(a_report_to(service, start + n)), times
        ),
    }


async def grow(name: str, url: str, conversations: Sequence[int], closed: int, times: int) -> None:
    """Measure one database as it grows, and print."""
    await migrate(url)
    engine, stores = create_engine(url), await open_stores(url, CIPHER)
    grown, there = Grown(engine, stores), 0
    for number in conversations:
        await asyncio.to_thread(grown.conversations, number - there)
        there = number
        print(f"{name}, {number:>9,} conversations: turn {_figures(await turns(stores, times))}")
    for number in range(OPEN_CASES):
        await stores.reports.submit(a_report_to("http://127.0.0.1:9/", number))
    for cases_there in (0, closed):
        await asyncio.to_thread(grown.closed_cases, cases_there)
        found = await questions_to_cases(stores, max(times // 10, 1), 1000 + cases_there)
        told = ", ".join(f"{what} {_figures(figures)}" for what, figures in found.items())
        print(f"{name}, {cases_there:>9,} closed cases: {told}")
    await stores.close()
    engine.dispose()


def _figures(figures: tuple[float, float]) -> str:
    return f"{figures[0]:.2f} ms CPU ({figures[1]:.2f} ms)"


async def run(conversations: Sequence[int], closed: int, times: int) -> None:
    """Measure on both databases."""
    async with databases() as urls:
        for name, url in urls.items():
            await grow(name, url, conversations, closed, times)


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    usual = [1, 10_000, 1_000_000]
    parser.add_argument("--conversations", type=int, nargs="*", default=usual)
    parser.add_argument("--closed", type=int, default=100_000, help="closed cases")
    parser.add_argument("--times", type=int, default=300)
    given = parser.parse_args()
    print(f"Measured on {tables.machine()}. CPU of this process, and the median time in brackets.")
    asyncio.run(run(given.conversations, given.closed, given.times))


if __name__ == "__main__":
    main()
