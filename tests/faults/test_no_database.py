"""When nothing can be stored it is said so, never acknowledged; then all goes on as before."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from storage.database.engine import Database
from storage.database.sql import SqlStores, open_stores
from storage.errors import NotStored
from tests.contracts.support import a_report
from tests.faults.conftest import RunWorld
from tests.faults.ledger import count, references
from tests.faults.writers import Takings, kill_server
from tests.journeys.test_reporting import ACCOUNT, filled_in
from tests.journeys.world import TRIAGE, World, words
from tests.postgres import for_sqlalchemy, start_again
from tests.replicas import CIPHER
from tests.waiting import until

NOTHING_SENT = "Nothing was sent"
HOURS = ["disk full", "read-only"]


@contextmanager
def trouble(stores: SqlStores, kind: str) -> Iterator[None]:
    """Have SQLite find its disk full, or its file read-only."""
    database: Database = stores._database

    def run(*statements: str) -> None:
        for statement in statements:
            with database.engine.connect() as connection:
                connection.exec_driver_sql(statement)

    pages = "PRAGMA max_page_count = 1"  # no fewer than there are: not one more may be taken
    begin, end = {
        "disk full": (pages, "PRAGMA max_page_count = 1000000"),
        "read-only": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
    }[kind]

    def prepare(connection: Any, *_: Any) -> None:
        connection.execute(begin)

    database.engine.dispose()
    event.listen(database.engine, "connect", prepare)
    try:
        yield
    finally:
        event.remove(database.engine, "connect", prepare)
        database.engine.dispose()
        run(end)


@pytest.mark.parametrize("kind", HOURS)
async def test_on_a_full_or_read_only_disk_it_is_said_that_nothing_was_stored(
    run_world: RunWorld, sqlite_url: str, kind: str
) -> None:
    async with run_world(database_url=sqlite_url) as world:
        assert isinstance(world.stores, SqlStores)
        reporter = world.person("Rhys Reporter", 1)
        review = await filled_in(reporter, account=ACCOUNT + " And so on." * 150)
        with trouble(world.stores, kind):
            kept = await stored_until_refused(world.stores)
            told = words((await reporter.press(review, "Send"))["value"])
            assert NOTHING_SENT in told
            assert "Saved" not in told
        assert count(sqlite_url, "reports") == kept
        assert count(sqlite_url, "deliveries") == 2 * kept
        assert "Saved and delivered" in words((await reporter.press(review, "Send"))["value"])
        assert count(sqlite_url, "reports") == kept + 1


async def stored_until_refused(stores: SqlStores) -> int:
    """Store reports until no more are taken; return how many were."""
    for stored in range(500):
        try:
            await stores.reports.submit(a_report(post=None, account="And so on. " * 150))
        except NotStored:
            return stored
    raise AssertionError("The disk has no end.")


async def test_with_every_connection_taken_it_is_said_that_nothing_was_stored(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.opening._PATIENCE_SECONDS", 1)
    stores = await open_stores(postgresql_url, CIPHER)
    engine = stores._database.engine
    taken = [engine.connect() for _ in range(8)]
    with pytest.raises(NotStored):
        await stores.reports.submit(a_report())
    for connection in taken:
        connection.close()
    assert count(postgresql_url, "reports") == 0
    assert (await stores.reports.submit(a_report())).reference
    await stores.close()


async def test_while_postgresql_is_gone_everybody_is_told_and_then_all_goes_on(
    run_world: RunWorld, own_server: Any
) -> None:
    await gone_for(own_server, run_world, seconds=0)


async def gone_for(server: Any, run_world: RunWorld, seconds: float) -> Takings:
    """Have the database's server gone for a while, as reports come in and a reporter presses."""
    url = for_sqlalchemy(server.get_uri())
    async with run_world(
        with_engine=True, database_url=url, delivery_engine="procrastinate"
    ) as world:
        takings = Takings(world.stores.reports)
        async with takings.taking():
            await takings.until_more(10)
            review = await filled_in(world.person("Rhys Reporter", 1))
            kill_server(server)
            await _is_told(world, review)
            await takings.until_refused()
            await asyncio.sleep(seconds)
            start_again(server)
            await takings.until_more(10)
        assert takings.acknowledged <= references(url)
        reporter = world.person("Rhys Reporter", 1)
        answer = await reporter.press(review, "Send")
        assert "Saved" in words(answer["value"])

        # What was acknowledged arrives, and what was being sent when the server died.
        def all_arrived() -> bool:
            world.clock.move(seconds=1)
            return len(world.connector.posted(TRIAGE)) >= count(url, "cases")

        await until(all_arrived)
    return takings


async def _is_told(world: World, review: dict[str, Any]) -> None:
    answer = await world.person("Rhys Reporter", 1).press(review, "Send")
    told = str(answer)
    assert NOTHING_SENT in told or "cannot reach my records" in told
    assert "Saved" not in told
    with pytest.raises(NotStored):
        await world.stores.reports.submit(a_report())
