"""A transaction that fails anywhere leaves nothing, and tells nothing of its values."""

import traceback
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import InvalidRequestError, OperationalError

from storage.data_protection.cipher import Cipher
from storage.database.described import described
from storage.database.engine import Database
from storage.database.sql import SqlStores, open_stores
from storage.database.tables import metadata
from storage.errors import NotStored, StorageError
from storage.records import (
    Ask,
    CaseStatus,
    Close,
    Decide,
    EventKind,
    ReadFor,
    ReportStage,
    Take,
    Withdraw,
)
from tests.contracts.support import (
    CANARIES,
    HARD,
    NO_BREACH,
    REPORTER_PERSON,
    TEAM_MEMBER,
    SetClock,
    World,
    a_key,
    a_report,
    a_reporter,
)

MOST_STATEMENTS = 80


def database_of(world: World) -> Database:
    assert isinstance(world.stores, SqlStores)
    return world.stores._database


def counts(url: str) -> dict[str, int]:
    """Count the rows of every table, without that of the look-up key, which is always there."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table: connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0  # noqa: S608 - our own names
            for table in metadata.tables
        }
    engine.dispose()
    return found | {"data_keys": found["data_keys"] - 1}


@contextmanager
def without_table(url: str, table: str) -> Iterator[None]:
    """Have a table go missing for a while."""
    engine = create_engine(url)

    def rename(before: str, after: str) -> None:
        with engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))

    rename(table, "elsewhere")
    try:
        yield
    finally:
        rename("elsewhere", table)
        engine.dispose()


@contextmanager
def failing_at(database: Database, statement: int) -> Iterator[None]:
    """Have the database fail at its n-th statement from now on, counted from one."""
    passed = 0

    def fail(*_: Any) -> None:
        nonlocal passed
        passed += 1
        if passed == statement:
            raise OperationalError("statement", None, Exception("disk full"))

    event.listen(database.engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", fail)


async def fails_everywhere(world: World, url: str, action: Callable[[], Awaitable[object]]) -> int:
    """Try an action, failing it at each statement in turn; return how many statements it has."""
    before = counts(url)
    for statement in range(1, MOST_STATEMENTS):
        with failing_at(database_of(world), statement):
            try:
                await action()
            except NotStored:
                assert counts(url) == before
            else:
                return statement - 1
    raise AssertionError("The action has more statements than were tried.")


async def test_a_report_is_stored_whole_or_not_at_all(sql_world: World, sql_url: str) -> None:
    report = a_report()
    statements = await fails_everywhere(
        sql_world, sql_url, lambda: sql_world.stores.reports.submit(report)
    )
    assert statements >= 6
    after = counts(sql_url)
    assert (after["cases"], after["reports"], after["reporters"], after["deliveries"]) == (
        1,
        1,
        1,
        2,
    )


async def test_joining_a_case_is_whole_or_not_at_all(sql_world: World, sql_url: str) -> None:
    receipt = await sql_world.submit()
    report = a_report(reporter=a_reporter("person-b", "B"))
    await fails_everywhere(sql_world, sql_url, lambda: sql_world.stores.reports.submit(report))
    card = await sql_world.claim(receipt.card_delivery)
    assert card.case is not None
    assert (card.case.version, len(card.case.reports)) == (2, 2)


async def test_taking_and_deciding_are_whole_or_not_at_all(sql_world: World, sql_url: str) -> None:
    casework = sql_world.stores.casework
    reference = await sql_world.case_reference(await sql_world.submit())
    await fails_everywhere(
        sql_world, sql_url, lambda: casework.act(reference, TEAM_MEMBER, Take(), "cause-1")
    )
    await fails_everywhere(
        sql_world,
        sql_url,
        lambda: casework.act(reference, TEAM_MEMBER, Decide(decision=HARD), "cause-2"),
    )
    case = await casework.case(reference, TEAM_MEMBER, ReadFor.CASE)
    kinds = [EventKind.REPORTED, EventKind.TAKEN, EventKind.DECIDED]
    assert [each.kind for each in case.events] == kinds


async def test_closing_is_whole_or_not_at_all(sql_world: World, sql_url: str) -> None:
    reference = await sql_world.case_reference(await sql_world.submit())
    await sql_world.act(reference, TEAM_MEMBER, Ask(text="When?"))
    await sql_world.act(reference, TEAM_MEMBER, Take())
    await sql_world.act(reference, TEAM_MEMBER, Decide(decision=NO_BREACH))
    close = sql_world.stores.casework.act
    await fails_everywhere(
        sql_world, sql_url, lambda: close(reference, TEAM_MEMBER, Close(), "cause-1")
    )
    assert (await sql_world.see(reference)).status is CaseStatus.CLOSED


async def test_withdrawing_is_whole_or_not_at_all(sql_world: World, sql_url: str) -> None:
    receipt = await sql_world.submit()
    act = sql_world.stores.reports.act
    await fails_everywhere(
        sql_world,
        sql_url,
        lambda: act(REPORTER_PERSON, receipt.reference, Withdraw(), "cause-1"),
    )
    [own] = await sql_world.stores.reports.reports_of(REPORTER_PERSON)
    assert own.stage is ReportStage.WITHDRAWN


async def test_a_failure_between_statements_leaves_nothing(
    sql_url: str, clock: SetClock, cipher: Cipher
) -> None:
    three_of_the_five_it_needs = [uuid4() for _ in range(3)]
    stores = await open_stores(sql_url, cipher, clock, new_id=three_of_the_five_it_needs.pop)
    with pytest.raises(IndexError):
        await stores.reports.submit(a_report())
    await stores.close()
    assert not any(counts(sql_url).values())


async def test_a_reference_drawn_twice_is_drawn_again(
    sql_url: str, clock: SetClock, cipher: Cipher
) -> None:
    drawn = iter(["AAAA", "AAAA", "AAAA", "AAAA", "BBBB", "BBBB"])
    stores = await open_stores(
        sql_url, cipher, clock, new_reference=lambda prefix: f"{prefix}-2222-{next(drawn)}"
    )
    first = await stores.reports.submit(a_report(post=None))
    second = await stores.reports.submit(a_report(post=None))
    await stores.close()
    assert (first.reference, second.reference) == ("R-2222-AAAA", "R-2222-BBBB")


async def test_errors_never_echo_a_value(sql_world: World, sql_url: str) -> None:
    report = a_report(principle="principle-canary", policy_version="version-canary")
    with without_table(sql_url, "reporters"):
        with pytest.raises(NotStored) as failure:
            await sql_world.stores.reports.submit(report)
        with pytest.raises(StorageError):
            await sql_world.stores.reports.reports_of(CANARIES["person"])
    told = "".join(traceback.format_exception(failure.value))
    assert "reporters" in told
    for value in (*CANARIES.values(), "principle-canary", "version-canary"):
        assert value not in told


async def test_a_violated_constraint_is_told_without_its_values(sql_world: World) -> None:
    await sql_world.submit()
    statement = text(
        "INSERT INTO cases (id, reference, is_open, opened_at) "
        "SELECT id, 'reference-canary', is_open, opened_at FROM cases"
    )
    with pytest.raises(NotStored) as failure:
        await database_of(sql_world).write(lambda connection: connection.execute(statement))
    told = "".join(traceback.format_exception(failure.value))
    assert "pk_cases" in told or "cases.id" in told
    assert "canary" not in told


def test_an_error_without_a_driver_is_described_by_its_kind() -> None:
    assert str(described(InvalidRequestError("text-canary"))) == "InvalidRequestError"


async def test_a_failing_save_leaves_neither_state_nor_mark(sql_world: World, sql_url: str) -> None:
    with without_table(sql_url, "conversation_states"), pytest.raises(NotStored):
        await sql_world.stores.conversations.save(a_key(), "{}", 0, "activity-1")
    assert not any(counts(sql_url).values())
    assert await sql_world.stores.conversations.save(a_key(), "{}", 0, "activity-1") == 1
