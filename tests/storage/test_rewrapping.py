"""A key is changed while the service runs, and the schema under way, and all is read as before."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest
from sqlalchemy import create_engine, select, text

from storage.data_protection import rewrapping
from storage.data_protection.cipher import Cipher
from storage.data_protection.data_keys import LOOKING_UP, has_own_key
from storage.data_protection.rewrapping import Rewrapped, rewrap, undo
from storage.data_protection.sealed_rows import sealed_rows
from storage.database.engine import Database
from storage.database.opening import open_database
from storage.database.sql import open_stores
from storage.database.tables import cases, data_keys
from storage.errors import AlreadyReported, CannotUndo, NoSuchKey, NotUndone, StorageError
from storage.migrations import migrate, roll_back
from storage.records import (
    AddInformation,
    Author,
    CaseForTeam,
    Decide,
    DeliveryState,
    NewQuestion,
    Note,
    NotSent,
    RecordAuthor,
    ReportStatus,
    Take,
    WhyKept,
)
from tests.contracts.support import (
    HARD,
    LEASE,
    REPORTER_PERSON,
    TEAM_MEMBER,
    SetClock,
    World,
    a_key,
    a_reporter,
)
from tests.storage.test_all_or_nothing import failing_at

RING = {"test": bytes(32), "next": bytes([7] * 32)}
BEFORE = Cipher.from_ring("test", RING)
AFTER = Cipher.from_ring("next", RING)
NEXT_ALONE = Cipher.from_key("next", RING["next"])
AUTHOR = Author(person="person-author", name="Aled Author")


@asynccontextmanager
async def opened(url: str, cipher: Cipher, clock: SetClock) -> AsyncIterator[World]:
    stores = await open_stores(url, cipher, clock)
    try:
        yield World(stores, clock)
    finally:
        await stores.close()


@asynccontextmanager
async def database(url: str) -> AsyncIterator[Database]:
    made = open_database(url)
    try:
        yield made
    finally:
        await made.close()


async def fill(world: World) -> str:
    """Have a case of everything, with deliveries in several states; return its reference."""
    receipt = await world.submit(share_name=True)
    reference = await world.case_reference(receipt)
    await world.tell(receipt.reference, AddInformation(text="addition"))
    await world.act(reference, TEAM_MEMBER, RecordAuthor(author=AUTHOR))
    await world.act(reference, TEAM_MEMBER, Note(text="note"))
    await world.act(reference, TEAM_MEMBER, Take())
    await world.act(reference, TEAM_MEMBER, Decide(decision=HARD))
    question = NewQuestion(id=UUID(int=1), words="may I?", why=WhyKept.UNANSWERED)
    await world.stores.questions.keep(question)
    await world.stores.conversations.save(a_key(), '{"form": "unsent"}', 0, "")
    blocked = await world.submit(post=None, reporter=a_reporter("person-b", "B"))
    claimed = await world.claim(blocked.card_delivery)
    await world.stores.outbox.settle(claimed, NotSent(state=DeliveryState.BLOCKED, reason="403"))
    under_way = await world.submit(post=None, reporter=a_reporter("person-c", "C"))
    await world.claim(under_way.card_delivery)
    return reference


Everything = tuple[CaseForTeam, list[ReportStatus], str, list[str]]


async def everything(world: World, reference: str) -> Everything:
    """Read all that was filled in."""
    case = await world.see(reference)
    assert await world.stores.casework.reveal_author(reference, TEAM_MEMBER) == AUTHOR
    own = await world.stores.reports.reports_of(REPORTER_PERSON)
    state = await world.stores.conversations.load(a_key(), "")
    questions = await world.stores.questions.all()
    return case, list(own), state.document, [question.words for question in questions]


def outbox(url: str) -> list[tuple[object, ...]]:
    """Read the deliveries, as far as every revision has them."""
    columns = "id, kind, state, due_at, held, lease_until, claims, spent, uncertain, card_activity"
    engine = create_engine(url)
    with engine.connect() as connection:
        query = f"SELECT {columns} FROM deliveries ORDER BY id"  # noqa: S608 - our own names
        rows = connection.execute(text(query)).all()
    engine.dispose()
    return [tuple(row) for row in rows]


async def own_keys(url: str) -> list[bool]:
    """Tell of each sealed value of all cases whether it is sealed with a key of its own."""
    async with database(url) as made:
        return await made.read(
            lambda c: [
                has_own_key(value)
                for case in c.scalars(select(cases.c.id)).all()
                for row in sealed_rows(c, case)
                for value in row.values.values()
            ]
        )


async def test_after_a_change_of_key_the_earlier_one_is_not_needed(
    sql_url: str, clock: SetClock
) -> None:
    async with opened(sql_url, BEFORE, clock) as world:
        reference = await fill(world)
        before = await everything(world, reference)
    async with opened(sql_url, AFTER, clock) as world:
        assert await everything(world, reference) == before
        await world.submit(post=None, reporter=a_reporter("person-d", "D"))
    with pytest.raises(NoSuchKey):
        await open_stores(sql_url, NEXT_ALONE, clock)
    async with database(sql_url) as made:
        done = await rewrap(made, AFTER)
        assert (done.values, done.remaining) == (2, frozenset())
        assert done.keys > 7
        assert await rewrap(made, AFTER) == Rewrapped(0, 0, frozenset())
    async with opened(sql_url, NEXT_ALONE, clock) as world:
        assert await everything(world, reference) == before
        # Whoever reported is found by the same hash as before.
        with pytest.raises(AlreadyReported):
            await world.submit()


async def test_reports_come_in_while_everything_is_encrypted_anew(
    sql_url: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewrapping, "PORTION", 3)
    async with opened(sql_url, BEFORE, clock) as world, database(sql_url) as made:
        reference = await fill(world)
        before = await everything(world, reference)

        async def report(number: int) -> str:
            person = a_reporter(f"person-{number}", f"Name {number}")
            return (await world.submit(post=None, reporter=person)).reference

        async def report_in_turn() -> list[str]:
            return [await report(number) for number in range(25)]

        received, _ = await asyncio.gather(report_in_turn(), rewrap(made, AFTER))
        assert await everything(world, reference) == before
        done = await rewrap(made, AFTER)
        assert done.remaining == frozenset()
    async with opened(sql_url, NEXT_ALONE, clock) as world:
        for number, kept in enumerate(received):
            assert (await world.stores.reports.report(f"person-{number}", kept)).reference == kept


async def test_encrypting_anew_may_fail_anywhere_and_be_started_again(
    sql_url: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewrapping, "PORTION", 2)
    async with opened(sql_url, BEFORE, clock) as world:
        reference = await fill(world)
        before = await everything(world, reference)
    statement, failures = 2, 0
    async with database(sql_url) as made:
        while True:
            with failing_at(made, statement):
                try:
                    await rewrap(made, AFTER)
                except StorageError:
                    failures += 1
                else:
                    break
            statement += 3
    assert failures > 3
    async with opened(sql_url, NEXT_ALONE, clock) as world:
        assert await everything(world, reference) == before


async def test_what_was_kept_before_there_were_own_keys_is_read_and_given_them(
    sql_url: str, clock: SetClock
) -> None:
    async with opened(sql_url, BEFORE, clock) as world:
        reference = await fill(world)
        before = await everything(world, reference)
    async with database(sql_url) as made:
        assert await undo(made, BEFORE) > 10
    assert not any(await own_keys(sql_url))
    async with opened(sql_url, BEFORE, clock) as world:
        assert await everything(world, reference) == before
        await world.act(reference, TEAM_MEMBER, Note(text="another"))
        before = await everything(world, reference)
    async with database(sql_url) as made:
        assert (await rewrap(made, BEFORE)).values > 10
    assert all(await own_keys(sql_url))
    async with opened(sql_url, BEFORE, clock) as world:
        assert await everything(world, reference) == before


async def test_the_schema_goes_down_and_up_with_records_and_deliveries_under_way(
    sql_url: str, clock: SetClock
) -> None:
    async with opened(sql_url, BEFORE, clock) as world:
        reference = await fill(world)
        before = await everything(world, reference)
    waiting = outbox(sql_url)
    assert {"blocked", "sending", "ready"} <= {str(value) for row in waiting for value in row}
    with pytest.raises(NotUndone):
        await roll_back(sql_url, "0004")
    async with database(sql_url) as made:
        await undo(made, BEFORE)
    await roll_back(sql_url, "0004")
    try:
        assert outbox(sql_url) == waiting
    finally:
        await migrate(sql_url, stopped=True)
    assert outbox(sql_url) == waiting
    async with opened(sql_url, BEFORE, clock) as world:
        assert await everything(world, reference) == before
        clock.advance(seconds=LEASE.total_seconds() + 3600)
        for each in await world.stores.outbox.due(100):
            await world.claim(each)


async def test_going_back_is_refused_once_the_key_was_changed(
    sql_url: str, clock: SetClock
) -> None:
    async with opened(sql_url, BEFORE, clock) as world:
        await world.submit()
    async with database(sql_url) as made:
        await rewrap(made, AFTER)
        with pytest.raises(CannotUndo):
            await undo(made, AFTER)
    assert all(await own_keys(sql_url))


async def test_the_key_may_be_changed_together_with_the_version(
    sql_url: str, clock: SetClock
) -> None:
    async with opened(sql_url, BEFORE, clock) as world:
        reference = await fill(world)
        before = await everything(world, reference)
    async with database(sql_url) as made:
        await undo(made, BEFORE)
        await made.write(lambda c: c.execute(data_keys.delete()))
    async with opened(sql_url, AFTER, clock) as world:
        assert await everything(world, reference) == before


async def test_the_key_of_the_hashes_is_never_made_twice(sql_url: str, clock: SetClock) -> None:
    async def look_up_key() -> bytes:
        async with opened(sql_url, BEFORE, clock):
            pass
        async with database(sql_url) as made:
            query = select(data_keys.c.wrapped).where(data_keys.c.id == LOOKING_UP)
            return bytes((await made.read(lambda c: c.scalar(query))) or b"")

    first = await look_up_key()
    assert first
    opening = [open_stores(sql_url, AFTER, clock) for _ in range(3)]
    for stores in await asyncio.gather(*opening):
        await stores.close()
    assert await look_up_key() == first
