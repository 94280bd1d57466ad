"""What only databases can get wrong about retention and erasure: replicas, and the triggers."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, select, text

from storage.data_protection.cipher import Cipher
from storage.database.sql import open_stores
from storage.database.tables import audit_entries, maintenance, metadata
from storage.records import Author, Erasure, RecordAuthor, Subject
from tests.contracts.support import (
    NO_BREACH,
    TEAM_MEMBER,
    SetClock,
    World,
    a_reporter,
)
from tests.storage.test_all_or_nothing import fails_everywhere

OPERATOR = "olwen"


async def close_cases(world: World, count: int) -> None:
    for number in range(count):
        person = a_reporter(f"person-{number}", f"Name {number}")
        receipt = await world.submit(post=None, reporter=person)
        await world.close(await world.case_reference(receipt), NO_BREACH)


async def test_replicas_that_sweep_at_once_do_everything_once(
    sql_url: str, clock: SetClock, cipher: Cipher
) -> None:
    replicas = [await open_stores(sql_url, cipher, clock) for _ in range(3)]
    await close_cases(World(replicas[0], clock), 4)
    for delivery in await replicas[0].outbox.due(100):
        await replicas[0].outbox.claim(delivery, timedelta(days=200))
    clock.advance(days=91)
    before = clock.now - timedelta(days=90)
    expired = await asyncio.gather(*(each.protection.expire(before) for each in replicas))
    assert sum(expired) == 4
    clock.advance(days=8)
    deleted = await asyncio.gather(*(each.protection.delete_expired() for each in replicas))
    assert sum(deleted) == 4
    clock.advance(days=1)
    pruned = await asyncio.gather(
        *(each.protection.prune_audit(clock.now - timedelta(hours=1)) for each in replicas)
    )
    assert sum(count > 0 for count in pruned) == 1
    left = rows_of(sql_url)
    assert {table: count for table, count in left.items() if count} == {
        "audit_entries": 1,
        "data_keys": 1,  # that of the hashes
        "alembic_version": 1,
    }
    for each in replicas:
        await each.close()


def rows_of(url: str) -> dict[str, int]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table: connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0  # noqa: S608 - our own names
            for table in [*metadata.tables, "alembic_version"]
        }
    engine.dispose()
    return found


async def test_pruning_leaves_no_way_open_behind_it(sql_world: World, sql_url: str) -> None:
    await close_cases(sql_world, 1)
    await sql_world.stores.casework.queue(TEAM_MEMBER)
    sql_world.clock.advance(days=1)
    assert await sql_world.stores.protection.prune_audit(sql_world.clock.now) == 1
    engine = create_engine(sql_url)
    with engine.connect() as connection:
        assert connection.execute(select(maintenance)).all() == []
        with pytest.raises(Exception, match="append-only"):
            connection.execute(audit_entries.delete())
    engine.dispose()


async def test_retention_and_erasure_are_whole_or_not_at_all(
    sql_world: World, sql_url: str
) -> None:
    protection = sql_world.stores.protection
    await close_cases(sql_world, 1)
    subject = Subject(person="person-0")
    await fails_everywhere(
        sql_world, sql_url, lambda: protection.erase(subject, OPERATOR, try_only=False)
    )
    sql_world.clock.advance(days=91)
    await fails_everywhere(sql_world, sql_url, lambda: protection.expire(sql_world.clock.now))
    sql_world.clock.advance(days=8)
    await fails_everywhere(sql_world, sql_url, protection.delete_expired)
    await fails_everywhere(sql_world, sql_url, lambda: protection.prune_audit(sql_world.clock.now))


async def test_what_is_damaged_ends_in_its_time_and_is_in_nobodys_way(
    sql_world: World, sql_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    receipt = await sql_world.submit(post=None)
    damaged = await sql_world.case_reference(receipt)
    await sql_world.act(damaged, TEAM_MEMBER, RecordAuthor(author=Author(person="person-else")))
    await sql_world.close(damaged, NO_BREACH)
    await close_cases(sql_world, 1)
    engine = create_engine(sql_url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM data_keys WHERE id LIKE 'case:%'"))
    engine.dispose()
    done = await sql_world.stores.protection.erase(
        Subject(person="person-unknown"), OPERATOR, try_only=False
    )
    assert done == Erasure()
    assert "subject.case-unreadable" in caplog.messages
    sql_world.clock.advance(days=91)
    assert await sql_world.stores.protection.expire(sql_world.clock.now) == 2
