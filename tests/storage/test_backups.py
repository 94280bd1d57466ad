"""A backup that is taken under load holds every report that was acknowledged before it began."""

import asyncio
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.data_protection.cipher import Cipher
from storage.database.sql import open_stores
from storage.records import ClaimedDelivery, Sent
from tests.contracts.support import LEASE, REPORTER_PERSON, SetClock, World
from tests.postgres import PostgresServer

BEFORE_THE_BACKUP, AFTER_IT = 10, 8

Sending = list[ClaimedDelivery]


def back_up_sqlite(url: str, folder: Path) -> str:
    """Copy a SQLite database while it is written to, as docs/operating.md says."""
    copy = folder / "backup.sqlite3"
    with (
        closing(sqlite3.connect(str(make_url(url).database))) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    return f"sqlite:///{copy}"


def back_up_postgresql(url: str, target: str, server: PostgresServer) -> str:
    """Dump one PostgreSQL database and restore it into another, as docs/operating.md says."""
    plain = [
        make_url(each).set(drivername="postgresql").render_as_string(hide_password=False)
        for each in (url, target)
    ]
    dumped = subprocess.run(
        [str(server.program("pg_dump")), "--format=custom", plain[0]],
        capture_output=True,
        check=True,
    )
    restore = [str(server.program("pg_restore")), "--no-owner", "--exit-on-error"]
    subprocess.run(
        [*restore, "--dbname", plain[1]], input=dumped.stdout, capture_output=True, check=True
    )
    return target


@pytest.fixture(params=["sqlite", "postgresql"])
def taken(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[str, Callable[[], str]]]:
    """Give a database, and how a backup of it is taken and restored elsewhere."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    if request.param == "sqlite":
        yield url, lambda: back_up_sqlite(url, tmp_path)
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.empty_database() as target:
        yield url, lambda: back_up_postgresql(url, target, server)


async def deliver_all(world: World, sent: Sending) -> None:
    """Send all that is due, as the courier does."""
    for each in await world.stores.outbox.due(500):
        claimed = await world.stores.outbox.claim(each, LEASE)
        if claimed is not None:
            sent.append(claimed)
            await world.stores.outbox.settle(claimed, Sent(activity=f"activity-{len(sent)}"))


async def work(world: World, count: int, sent: Sending) -> list[str]:
    """Take in reports, each about a post of its own, and deliver on the way."""
    received = []
    for number in range(count):
        received.append((await world.submit(post=None)).reference)
        if number % 4 == 0:
            await deliver_all(world, sent)
    return received


async def test_a_restored_backup_has_every_acknowledged_report_and_repeats_nothing_unmarked(
    taken: tuple[str, Callable[[], str]], clock: SetClock, cipher: Cipher
) -> None:
    url, back_up = taken
    sent_before: Sending = []
    stores = await open_stores(url, cipher, clock)
    world = World(stores, clock)
    acknowledged = await work(world, BEFORE_THE_BACKUP, sent_before)
    _, copy = await asyncio.gather(work(world, AFTER_IT, sent_before), asyncio.to_thread(back_up))
    await stores.close()
    clock.advance(hours=1)
    restored = await open_stores(copy, cipher, clock)
    again: Sending = []
    world = World(restored, clock)
    kept = {status.reference for status in await restored.reports.reports_of(REPORTER_PERSON)}
    assert set(acknowledged) <= kept
    await restored.protection.restored("olwen")
    await deliver_all(world, again)
    await deliver_all(world, again)
    known = {claimed.id for claimed in sent_before}
    repeated = [claimed for claimed in again if claimed.id in known]
    assert [claimed for claimed in repeated if not claimed.may_repeat] == []
    # And whatever the backup holds is delivered in the end.
    shown = {claimed.reference for claimed in (*sent_before, *again) if claimed.case}
    assert len(shown) >= len(kept)
    await restored.close()
