"""The database is opened with the settings that the records need, and only where they hold."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, make_url, text

from storage.data_protection.cipher import Cipher
from storage.database.engine import Database
from storage.database.opening import open_database
from storage.database.sql import SqlStores, open_stores
from storage.errors import NotStored, StateConflict, StorageError
from tests.contracts.support import SetClock, a_key, a_report, a_reporter


def pragma(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


async def test_sqlite_is_set_for_durability_on_every_connection(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "busy_timeout": 5000,
    }

    def read(connection: Connection) -> dict[str, object]:
        return {name: pragma(connection, name) for name in expected}

    assert await database.write(read) == expected
    assert await database.read(read) == expected
    await database.close()


async def test_a_writer_takes_the_lock_before_it_reads(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    file = str(make_url(sqlite_url).database)

    def while_writing(_: Connection) -> None:
        other = sqlite3.connect(file, timeout=0, isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
        finally:
            other.close()

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        await database.write(while_writing)
    await database.read(while_writing)  # a reader locks nobody out
    await database.close()


async def test_a_database_locked_by_another_is_told_as_not_stored(
    sqlite_url: str, clock: SetClock, cipher: Cipher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "storage.database.opening._PRAGMAS", ("busy_timeout = 1", "foreign_keys = ON")
    )
    stores = await open_stores(sqlite_url, cipher, clock)
    other = sqlite3.connect(str(make_url(sqlite_url).database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotStored) as failure:
        await stores.reports.submit(a_report())
    assert "locked" in str(failure.value.__cause__)
    assert list(await stores.outbox.due(10)) == []  # reading goes on
    other.rollback()
    other.close()
    assert (await stores.reports.submit(a_report())).reference
    await stores.close()


async def increments(stores: SqlStores, name: str, count: int) -> None:
    for n in range(count):
        while True:
            kept = await stores.conversations.load(a_key(), "")
            try:
                await stores.conversations.save(
                    a_key(), str(int(kept.document or 0) + 1), kept.etag, f"{name}-{n}"
                )
            except StateConflict:
                continue
            break


async def test_two_services_on_one_database_lose_nothing(
    sql_url: str, clock: SetClock, cipher: Cipher
) -> None:
    services = [await open_stores(sql_url, cipher, clock) for _ in range(2)]
    await asyncio.gather(*(increments(each, str(n), 60) for n, each in enumerate(services)))
    kept = await services[0].conversations.load(a_key(), "")
    assert (kept.document, kept.etag) == ("120", 120)
    for each in services:
        await each.close()


async def test_two_services_on_one_database_open_one_case(
    sql_url: str, clock: SetClock, cipher: Cipher
) -> None:
    services = [await open_stores(sql_url, cipher, clock) for _ in range(2)]
    receipts = await asyncio.gather(
        *(
            each.reports.submit(a_report(reporter=a_reporter(f"person-{n}-{i}", "N")))
            for n in range(10)
            for i, each in enumerate(services)
        )
    )
    assert len({receipt.card_delivery for receipt in receipts}) == 1
    assert len({receipt.reference for receipt in receipts}) == 20
    for each in services:
        await each.close()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://user:password-canary@host/db",
        "postgresql+asyncpg://user:password-canary@host/db",
    ],
)
def test_an_unsuitable_url_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="must be") as refusal:
        open_database(url)
    assert "canary" not in str(refusal.value)


async def test_a_database_that_cannot_be_reached_is_told_so(
    tmp_path: Path, clock: SetClock, cipher: Cipher
) -> None:
    with pytest.raises(StorageError):
        await open_stores(f"sqlite:///{tmp_path}/no-such-folder/bot.sqlite3", cipher, clock)
    nowhere = "postgresql+psycopg://user:password-canary@/db?host=/no-such-folder"
    with pytest.raises(StorageError) as failure:
        await open_stores(nowhere, cipher, clock)
    assert "canary" not in str(failure.value.__cause__)


async def test_a_database_without_tables_is_told_so(
    tmp_path: Path, clock: SetClock, cipher: Cipher
) -> None:
    with pytest.raises(StorageError):
        await open_stores(f"sqlite:///{tmp_path}/empty.sqlite3", cipher, clock)


async def test_what_is_under_way_ends_before_the_database_is_closed(
    sql_url: str, clock: SetClock, cipher: Cipher
) -> None:
    stores = await open_stores(sql_url, cipher, clock)
    report = a_report()
    under_way = asyncio.create_task(stores.reports.submit(report))
    await asyncio.sleep(0)
    await stores.close()
    receipt = await under_way
    again = await open_stores(sql_url, cipher, clock)
    kept = await again.reports.reports_of(report.reporter.person)
    assert [each.reference for each in kept] == [receipt.reference]
    await again.close()


async def test_a_closed_database_stores_nothing(
    sql_url: str, clock: SetClock, cipher: Cipher
) -> None:
    stores = await open_stores(sql_url, cipher, clock)
    await stores.close()
    with pytest.raises(NotStored):
        await stores.reports.submit(a_report())
    with pytest.raises(StorageError):
        await stores.outbox.due(1)


async def test_after_postgresql_dropped_its_connections_the_next_turn_works(
    postgresql_url: str, clock: SetClock, cipher: Cipher
) -> None:
    stores = await open_stores(postgresql_url, cipher, clock)
    await stores.conversations.save(a_key(), "{}", 0, "activity-1")
    engine = create_engine(postgresql_url)
    with engine.connect() as connection:
        dropped = connection.scalars(
            text(
                "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        ).all()
    engine.dispose()
    assert dropped
    assert all(dropped)
    assert (await stores.conversations.load(a_key(), "activity-1")).seen
    assert await stores.conversations.save(a_key(), "{}", 1, "activity-2") == 2
    await stores.close()


async def test_a_work_that_keeps_colliding_is_given_up(sqlite_url: str) -> None:
    database: Database = open_database(sqlite_url)
    tries = 0

    def collide(connection: Connection) -> None:
        nonlocal tries
        tries += 1
        connection.execute(text("INSERT INTO reports (id) VALUES (NULL)"))

    with pytest.raises(NotStored):
        await database.write(collide)
    assert tries == 5
    await database.close()
