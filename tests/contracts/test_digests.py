"""The daily digest tells of each case once, by number and reference, so that a gap is seen."""

import asyncio
from datetime import date

from storage.data_protection.cipher import Cipher
from storage.database.sql import open_stores
from storage.records import DeliveryKind, DeliveryState, Digest, NotSent, ReminderKind, Sent, Take
from tests.contracts.support import (
    CANARIES,
    COLLEAGUE,
    LEASE,
    NO_BREACH,
    TEAM_MEMBER,
    SetClock,
    World,
)

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 6, day) for day in (1, 2, 3))


async def a_case(world: World) -> str:
    """Open a case of its own, and return its reference."""
    world.clock.advance(seconds=1)
    return await world.case_reference(await world.submit(post=None))


async def digest_of(world: World, day: date) -> Digest:
    """Write the digest of a day, and have it arrive as its delivery carries it."""
    assert await world.stores.casework.write_digest(day)
    [claimed] = await world.due_notices(DeliveryKind.DIGEST)
    assert claimed.digest is not None
    await world.stores.outbox.settle(claimed, Sent(activity="digest-1"))
    return claimed.digest


async def test_each_case_is_told_of_once_and_numbered_without_a_gap(world: World) -> None:
    before = [await a_case(world) for _ in range(2)]
    await world.stores.casework.begin_digests(MONDAY)
    first, second = [await a_case(world) for _ in range(2)]
    digest = await digest_of(world, TUESDAY)
    assert [(one.number, one.reference) for one in digest.opened] == [(3, first), (4, second)]
    assert (digest.changed, digest.closed, digest.last) == ((), (), 4)
    third = await a_case(world)
    await world.act(second, TEAM_MEMBER, Take())
    await world.close(before[0], NO_BREACH)
    digest = await digest_of(world, WEDNESDAY)
    assert [(one.number, one.reference) for one in digest.opened] == [(5, third)]
    assert (digest.changed, digest.closed, digest.last) == ((second,), (before[0],), 5)
    said = digest.model_dump_json()
    assert not any(canary in said for canary in CANARIES.values())


async def test_the_first_look_counts_what_is_there_and_sends_nothing(world: World) -> None:
    casework = world.stores.casework
    await a_case(world)
    assert not await casework.write_digest(MONDAY)
    await casework.begin_digests(MONDAY)
    await casework.begin_digests(TUESDAY)
    assert not await casework.write_digest(MONDAY)
    assert await world.due_notices(DeliveryKind.DIGEST) == []
    digest = await digest_of(world, TUESDAY)
    assert (digest.opened, digest.last) == ((), 1)


async def test_a_reminder_alone_changes_no_case(world: World) -> None:
    await world.stores.casework.begin_digests(MONDAY)
    case = await a_case(world)
    await digest_of(world, TUESDAY)
    await world.stores.casework.remind(case, ReminderKind.UNTAKEN, "cause")
    digest = await digest_of(world, WEDNESDAY)
    assert digest.changed == ()


async def test_deliveries_that_were_given_up_or_wait_for_long_are_counted(world: World) -> None:
    await world.stores.casework.begin_digests(MONDAY)
    for state in (DeliveryState.DEAD, DeliveryState.BLOCKED, DeliveryState.BLOCKED):
        receipt = await world.submit(post=None)
        claimed = await world.claim(receipt.card_delivery)
        await world.stores.outbox.settle(claimed, NotSent(state=state, reason="refused-403"))
    world.clock.advance(minutes=11)
    await world.submit(post=None)
    digest = await digest_of(world, TUESDAY)
    assert (digest.dead, digest.late) == (1, 2)


async def test_by_e_mail_it_has_an_id_that_every_try_shares(world: World) -> None:
    casework = world.stores.casework
    await casework.begin_digests(MONDAY)
    assert await casework.write_digest(TUESDAY, email_domain="ons.example")
    due = [await world.claim(each) for each in await world.stores.outbox.due(10)]
    kinds = {each.kind: each for each in due}
    assert set(kinds) == {DeliveryKind.DIGEST, DeliveryKind.DIGEST_EMAIL}
    email = kinds[DeliveryKind.DIGEST_EMAIL]
    assert email.message_id == f"<{email.id}@ons.example>"
    assert email.dated == world.clock()
    assert email.digest == kinds[DeliveryKind.DIGEST].digest


async def test_asking_for_it_is_audited_and_changes_nothing(world: World) -> None:
    casework = world.stores.casework
    await casework.begin_digests(MONDAY)
    case = await a_case(world)
    asked = [await casework.digest(MONDAY, who) for who in (TEAM_MEMBER, COLLEAGUE)]
    assert asked[0] == asked[1]
    assert [one.reference for one in asked[0].opened] == [case]
    entries = [entry for entry in await casework.audit("") if entry.action == "digest"]
    assert len({entry.actor for entry in entries}) == 2
    digest = await digest_of(world, TUESDAY)
    assert digest.opened == asked[0].opened


async def test_old_digests_go_and_the_count_goes_on(world: World) -> None:
    await world.stores.casework.begin_digests(MONDAY)
    await a_case(world)
    for day in range(2, 31):
        await world.stores.casework.write_digest(date(2026, 6, day))
    world.clock.advance(days=40)
    await world.send_all()
    for day in range(1, 31):
        await world.stores.casework.write_digest(date(2026, 7, day))
    counts = await world.stores.outbox.counts()
    assert counts[DeliveryState.READY] == 30
    digest = await world.stores.casework.digest(date(2026, 8, 1), TEAM_MEMBER)
    assert digest.last == 1


async def test_however_many_replicas_there_is_one_a_day(
    sql_url: str, clock: SetClock, cipher: Cipher
) -> None:
    replicas = [await open_stores(sql_url, cipher, clock) for _ in range(3)]
    await asyncio.gather(*(each.casework.begin_digests(MONDAY) for each in replicas))
    for day in (TUESDAY, WEDNESDAY):
        written = await asyncio.gather(
            *(each.casework.write_digest(day) for each in replicas for _ in range(3))
        )
        assert written.count(True) == 1
        [delivery] = await replicas[0].outbox.due(10)
        claimed = await replicas[1].outbox.claim(delivery, LEASE)
        assert claimed is not None
        await replicas[2].outbox.settle(claimed, Sent(activity="digest"))
    for each in replicas:
        await each.close()
