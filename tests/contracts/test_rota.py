"""Scheduled work is done once in its time, whichever replica comes to it first."""

import asyncio
from datetime import timedelta

from storage.data_protection.cipher import Cipher
from storage.database.sql import open_stores
from tests.contracts.support import SetClock, World

LEASE, EVERY = timedelta(minutes=5), timedelta(hours=1)


async def test_what_was_never_done_is_due_and_then_due_again_in_its_time(world: World) -> None:
    rota = world.stores.rota
    assert await rota.begin("reminders", LEASE)
    await rota.end("reminders", EVERY)
    world.clock.advance(minutes=59)
    assert not await rota.begin("reminders", LEASE)
    world.clock.advance(minutes=1)
    assert await rota.begin("reminders", LEASE)


async def test_what_was_begun_and_never_ended_is_due_after_its_lease(world: World) -> None:
    rota = world.stores.rota
    assert await rota.begin("reminders", LEASE)
    world.clock.advance(minutes=4)
    assert not await rota.begin("reminders", LEASE)
    world.clock.advance(minutes=1)
    assert await rota.begin("reminders", LEASE)


async def test_one_chore_does_not_keep_another(world: World) -> None:
    assert await world.stores.rota.begin("reminders", LEASE)
    assert await world.stores.rota.begin("housekeeping", LEASE)


async def test_of_many_replicas_one_begins(sql_url: str, clock: SetClock, cipher: Cipher) -> None:
    replicas = [await open_stores(sql_url, cipher, clock) for _ in range(3)]
    for _ in range(5):
        begun = await asyncio.gather(
            *(each.rota.begin("reminders", LEASE) for each in replicas for _ in range(4))
        )
        assert begun.count(True) == 1
        await replicas[0].rota.end("reminders", EVERY)
        clock.advance(hours=1)
    for each in replicas:
        await each.close()
