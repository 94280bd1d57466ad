"""The migrations build the tables that the queries expect, and can be undone."""

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from storage.data_protection.cipher import Cipher
from storage.data_protection.rewrapping import undo
from storage.database.opening import open_database
from storage.database.sql import open_stores
from storage.database.tables import metadata
from storage.errors import NeedsStop, NotMigrated, NotStored, UnknownDelivery
from storage.migrations import FIRST_BESIDE, every_step, migrate, needs_stop, roll_back
from storage.records import (
    Ask,
    CaseQuery,
    CaseStatus,
    Close,
    Decide,
    DeliveryKind,
    DeliveryState,
    EventKind,
    PostAddress,
    Reopen,
    ReportOutcome,
    ReportStage,
    Take,
)
from tests.contracts.support import (
    HARD,
    NO_BREACH,
    REPORTER_PERSON,
    TEAM_MEMBER,
    SetClock,
    World,
    a_report,
    a_reporter,
)
from tests.postgres import PostgresServer


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give an empty database, in a folder with awkward signs where it is a file."""
    if request.param == "sqlite":
        folder = tmp_path / "100% our own"
        folder.mkdir()
        yield f"sqlite:///{folder / 'bot.sqlite3'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.empty_database() as url:
        yield url


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        found = set(inspect(engine).get_table_names())
        return {name for name in found if not name.startswith("procrastinate_")}
    finally:
        engine.dispose()


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave procrastinate's tables to procrastinate."""
    return kind != "table" or not str(name).startswith("procrastinate_")


def indexes(url: str) -> list[str]:
    """Read every table's indexes, with their conditions."""
    engine = create_engine(url)
    try:
        seen = inspect(engine)
        return sorted(
            f"{table} {index['name']} {index['column_names']} {bool(index['unique'])} {where}"
            for table in metadata.tables
            for index in seen.get_indexes(table)
            for where in [[str(each) for each in index.get("dialect_options", {}).values()]]
        )
    finally:
        engine.dispose()


async def test_up_and_down_and_up_again(empty_url: str) -> None:
    await migrate(empty_url)
    assert tables(empty_url) == {*metadata.tables, "alembic_version"}
    await migrate(empty_url)
    await roll_back(empty_url)
    assert tables(empty_url) == {"alembic_version"}
    await migrate(empty_url)
    assert tables(empty_url) == {*metadata.tables, "alembic_version"}


async def test_a_migrated_database_is_what_the_queries_expect(empty_url: str) -> None:
    await migrate(empty_url)
    engine = create_engine(empty_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_name": ours,
            },
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


async def test_the_indexes_have_the_conditions_that_the_tables_name(
    empty_url: str,
) -> None:
    await migrate(empty_url)
    migrated = indexes(empty_url)
    await roll_back(empty_url)
    engine = create_engine(empty_url)
    metadata.create_all(engine)
    engine.dispose()
    assert indexes(empty_url) == migrated
    conditions = " ".join(migrated)
    assert "is_open" in conditions
    assert "case-card" in conditions


async def test_a_difference_between_tables_and_migrations_would_be_found(empty_url: str) -> None:
    await migrate(empty_url)
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE reports DROP COLUMN policy_version"))
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        found = compare_metadata(context, metadata)
    engine.dispose()
    assert [change[0] for change in found] == ["add_column"]


async def test_services_that_start_together_migrate_once(empty_url: str) -> None:
    await asyncio.gather(*(migrate(empty_url) for _ in range(4)))
    assert tables(empty_url) == {*metadata.tables, "alembic_version"}


Rows = dict[tuple[str, tuple[str, ...]], list[Any]]


def rows_of(file: Path) -> Rows:
    """Read every table, with the columns that it has."""
    found: Rows = {}
    with sqlite3.connect(file) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            if name != "alembic_version":
                read = connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - our own table
                columns = tuple(column[0] for column in read.description)
                found[name, columns] = sorted(read, key=repr)
    connection.close()
    return found


def write_rows(file: Path, rows: Rows) -> None:
    """Write rows as a release does that knows those columns and no others."""
    with sqlite3.connect(file) as connection:
        for (name, columns), values in rows.items():
            places = ", ".join("?" * len(columns))
            into = f'"{name}" ({", ".join(columns)}) VALUES ({places})'
            statement = f"INSERT INTO {into}"
            connection.executemany(statement, values)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


async def test_the_release_before_can_write_and_read_on_beside_each_step(
    tmp_path: Path, clock: SetClock, cipher: Cipher
) -> None:
    before = tmp_path / "before.sqlite3"
    await with_rows(f"sqlite:///{before}", cipher, clock)
    beside = [step for step in every_step() if step >= FIRST_BESIDE]
    assert beside
    for step in reversed(beside):
        await roll_back(f"sqlite:///{before}", f"{int(step) - 1:04}")
        if needs_stop(step):
            continue
        rows = rows_of(before)
        assert sum(map(len, rows.values())) > 30
        after = tmp_path / f"{step}.sqlite3"
        await migrate(f"sqlite:///{after}")
        await roll_back(f"sqlite:///{after}", step)
        write_rows(after, rows)
        there = rows_of(after)
        for (name, columns), values in rows.items():
            [(now, read)] = [(c, v) for (table, c), v in there.items() if table == name]
            places = [now.index(column) for column in columns]
            assert sorted((tuple(row[n] for n in places) for row in read), key=repr) == values


async def test_a_step_that_needs_a_stop_is_taken_only_when_told_that_nothing_runs(
    empty_url: str,
) -> None:
    assert needs_stop("0007")
    await migrate(empty_url)  # nothing runs on an empty database
    await roll_back(empty_url, "0006")
    with pytest.raises(NeedsStop):
        await migrate(empty_url)
    assert "digests" not in tables(empty_url)
    await migrate(empty_url, stopped=True)
    assert tables(empty_url) == {*metadata.tables, "alembic_version"}


async def test_a_service_starts_on_a_newer_database_and_on_no_older_one(
    empty_url: str, clock: SetClock, cipher: Cipher
) -> None:
    with pytest.raises(NotMigrated):
        await open_stores(empty_url, cipher, clock)
    await migrate(empty_url)
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await migrate(empty_url)  # as the release before does, when one of its replicas starts again
    await (await open_stores(empty_url, cipher, clock)).close()
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0008'"))
    engine.dispose()
    with pytest.raises(NotMigrated):
        await open_stores(empty_url, cipher, clock)


async def test_migrating_keeps_what_is_there(
    empty_url: str, clock: SetClock, cipher: Cipher
) -> None:
    await migrate(empty_url)
    stores = await open_stores(empty_url, cipher, clock)
    report = a_report()
    await stores.reports.submit(report)
    await migrate(empty_url)
    assert len(await stores.reports.reports_of(report.reporter.person)) == 1
    await stores.close()


async def test_digests_under_way_go_with_their_step_and_come_anew_after_it(
    empty_url: str, clock: SetClock, cipher: Cipher
) -> None:
    await migrate(empty_url)
    stores = await open_stores(empty_url, cipher, clock)
    world = World(stores, clock)
    monday = clock.now.date()
    await stores.casework.begin_digests(monday)
    receipt = await world.submit()
    tuesday = monday + timedelta(days=1)
    assert await stores.casework.write_digest(tuesday, email_domain="ons.example")
    [digest] = await world.due_notices(DeliveryKind.DIGEST)
    assert digest.digest is not None
    await stores.close()
    await roll_back(empty_url, "0008")
    await migrate(empty_url, stopped=True)
    stores = await open_stores(empty_url, cipher, clock)
    world = World(stores, clock)
    assert await stores.outbox.state(receipt.card_delivery) is DeliveryState.SENDING
    with pytest.raises(UnknownDelivery):
        await stores.outbox.state(digest.id)
    clock.advance(minutes=5)
    [card] = [each for each in await world.send_all() if each.case]
    assert (card.id, card.may_repeat) == (receipt.card_delivery, True)
    await stores.casework.begin_digests(tuesday)
    assert await stores.casework.write_digest(tuesday + timedelta(days=1))
    await stores.close()


async def test_a_migration_that_fails_changes_nothing(empty_url: str) -> None:
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE triage_channels (id INTEGER)"))
    engine.dispose()
    with pytest.raises(NotStored):
        await migrate(empty_url)
    assert tables(empty_url) == {"triage_channels"}


async def go_back(url: str, cipher: Cipher) -> None:
    """Go back to revision 0002, as docs/operating.md says."""
    database = open_database(url)
    await undo(database, cipher)
    await database.close()
    await roll_back(url, "0002")


async def with_rows(url: str, cipher: Cipher, clock: SetClock) -> dict[str, str]:
    """Fill a new database with a new, a taken and a decided case; return them."""
    await migrate(url)
    stores = await open_stores(url, cipher, clock)
    world = World(stores, clock)
    references = {}
    for thread, status in (("1", "new"), ("2", "taken"), ("3", "decided")):
        post = PostAddress(thread=thread)
        receipt = await world.submit(post=post)
        references[status] = await world.case_reference(receipt)
        if status != "new":
            await world.act(references[status], TEAM_MEMBER, Take())
    await world.act(references["decided"], TEAM_MEMBER, Decide(decision=HARD))
    await stores.close()
    return references


async def with_rows_of_0002(url: str, cipher: Cipher, clock: SetClock) -> dict[str, str]:
    """Fill a database of revision 0002 with a new, a taken and a decided case; return them."""
    references = await with_rows(url, cipher, clock)
    await go_back(url, cipher)
    engine = create_engine(url)
    with engine.begin() as connection:
        # As the service of 0002 left it: deciding had closed the case.
        connection.execute(
            text("UPDATE cases SET is_open = :no WHERE reference = :decided"),
            {"no": False, "decided": references["decided"]},
        )
        connection.execute(
            text("UPDATE deliveries SET kind = 'notice-decided' WHERE kind = 'notice-taken'")
        )
    engine.dispose()
    return references


async def test_rows_of_0002_keep_working(empty_url: str, clock: SetClock, cipher: Cipher) -> None:
    old = await with_rows_of_0002(empty_url, cipher, clock)
    await migrate(empty_url, stopped=True)
    stores = await open_stores(empty_url, cipher, clock)
    world = World(stores, clock)
    cases = {status: await world.see(reference) for status, reference in old.items()}
    assert cases["new"].status is CaseStatus.NEW
    assert (cases["taken"].status, cases["taken"].owner) == (CaseStatus.TAKEN, TEAM_MEMBER.name)
    closed = cases["decided"]
    assert (closed.status, closed.outcome) == (CaseStatus.CLOSED, ReportOutcome.ACTED)
    assert closed.decision == HARD
    own = await stores.reports.reports_of(REPORTER_PERSON)
    assert {report.stage for report in own} == {
        ReportStage.DELIVERED,
        ReportStage.TAKEN,
        ReportStage.CLOSED,
    }
    queue = await stores.casework.queue(TEAM_MEMBER)
    assert [case.reference for case in queue] == [old["new"], old["taken"]]
    mine = CaseQuery(owner=TEAM_MEMBER.person, statuses=frozenset({CaseStatus.TAKEN}))
    assert len(await stores.casework.find(mine, TEAM_MEMBER, 5)) == 1
    await stores.close()


async def test_cases_of_0002_go_on_with_their_lives(
    empty_url: str, clock: SetClock, cipher: Cipher
) -> None:
    old = await with_rows_of_0002(empty_url, cipher, clock)
    await migrate(empty_url, stopped=True)
    stores = await open_stores(empty_url, cipher, clock)
    world = World(stores, clock)
    await world.submit(post=PostAddress(thread="2"), reporter=a_reporter("person-b", "B"))
    assert len((await world.see(old["taken"])).reports) == 2
    await world.act(old["taken"], TEAM_MEMBER, Decide(decision=NO_BREACH))
    await world.act(old["taken"], TEAM_MEMBER, Close())
    await world.close(old["new"], HARD)
    later = await world.submit(post=PostAddress(thread="3"))
    [link] = (await world.see(await world.case_reference(later))).related
    assert link.reference == old["decided"]
    reopened = await world.act(old["decided"], TEAM_MEMBER, Reopen())
    assert reopened.status is CaseStatus.TAKEN
    await world.send_all()
    await stores.close()


async def test_the_migration_can_be_undone_with_rows_in_it(
    empty_url: str, clock: SetClock, cipher: Cipher
) -> None:
    old = await with_rows_of_0002(empty_url, cipher, clock)
    await migrate(empty_url, stopped=True)
    stores = await open_stores(empty_url, cipher, clock)
    world = World(stores, clock)
    await world.act(old["taken"], TEAM_MEMBER, Ask(text="?"))
    await stores.close()
    await go_back(empty_url, cipher)
    await migrate(empty_url, stopped=True)
    stores = await open_stores(empty_url, cipher, clock)
    case = await World(stores, clock).see(old["taken"])
    assert [event.kind for event in case.events] == [EventKind.REPORTED, EventKind.TAKEN]
    await stores.close()
