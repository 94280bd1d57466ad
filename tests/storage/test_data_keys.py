"""Each case, report and reporter has a key of its own; destroying it erases what it sealed."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import (
    Connection,
    Engine,
    LargeBinary,
    create_engine,
    make_url,
    select,
    text,
    update,
)

from storage.data_protection.cipher import Cipher
from storage.data_protection.data_keys import (
    ERASED,
    LOOKING_UP,
    DataKeys,
    has_own_key,
    of_case,
    of_report,
    of_reporter,
)
from storage.data_protection.rewrapping import OUTSIDE_CASES
from storage.data_protection.sealed_rows import rows_with_sealed_columns
from storage.database.sql import open_stores
from storage.database.tables import case_events, cases, data_keys, metadata, reporters, reports
from storage.errors import NoSuchKey, Unreadable
from storage.records import Decide, DeliveryState, NewScreenshot, Subject, Take
from tests.contracts.support import (
    HARD,
    LEASE,
    NO_BREACH,
    REPORTER_PERSON,
    TEAM_MEMBER,
    SetClock,
    World,
    a_reporter,
)
from tests.postgres import PostgresServer

PLACE = ("reports", "row-1", "account")


@pytest.fixture
def engine(sql_url: str) -> Iterator[Engine]:
    made = create_engine(sql_url)
    yield made
    made.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as opened:
        yield opened


@pytest.fixture
def keys(connection: Connection, cipher: Cipher) -> DataKeys:
    return DataKeys(connection, cipher)


def again(keys: DataKeys) -> DataKeys:
    """Return the same keys as another transaction would see them."""
    return DataKeys(keys.connection, keys.cipher)


def test_what_is_sealed_opens_in_its_place_alone(keys: DataKeys) -> None:
    sealed = keys.seal("report:1", "words", *PLACE)
    assert again(keys).open(sealed, *PLACE) == "words"
    for elsewhere in (
        ("reporters", "row-1", "account"),
        ("reports", "row-2", "account"),
        ("reports", "row-1", "link"),
    ):
        with pytest.raises(Unreadable):
            keys.open(sealed, *elsewhere)


def test_any_altered_or_missing_byte_is_noticed(keys: DataKeys) -> None:
    sealed = keys.seal("report:1", "words", *PLACE)
    keys.seal("report:2", "words", *PLACE)
    for position in range(len(sealed)):
        altered = bytearray(sealed)
        altered[position] ^= 3  # turns report:1 into report:2 as well
        with pytest.raises(Unreadable):
            again(keys).open(bytes(altered), *PLACE)
        if position:
            with pytest.raises(Unreadable):
                again(keys).open(sealed[:position], *PLACE)


def test_what_was_sealed_before_there_were_keys_opens_as_ever(
    keys: DataKeys, cipher: Cipher
) -> None:
    assert keys.open(cipher.seal("older", *PLACE), *PLACE) == "older"


def test_an_empty_value_was_erased_and_reads_as_nothing(keys: DataKeys) -> None:
    assert keys.open(ERASED, *PLACE) == ""


def test_a_destroyed_key_opens_nothing_any_more(keys: DataKeys) -> None:
    sealed = keys.seal("report:1", "words", *PLACE)
    other = keys.seal("report:2", "others", *PLACE)
    keys.destroy(["report:1"])
    with pytest.raises(Unreadable):
        keys.open(sealed, *PLACE)
    assert keys.open(other, *PLACE) == "others"


def test_a_key_is_made_once_whoever_asks(keys: DataKeys) -> None:
    first = keys.seal("case:1", "one", *PLACE)
    other = again(keys)
    other.make("case:1")
    second = other.seal("case:1", "two", *PLACE)
    assert [again(keys).open(sealed, *PLACE) for sealed in (first, second)] == ["one", "two"]


def test_a_key_moved_to_another_name_is_refused(keys: DataKeys) -> None:
    keys.seal("report:1", "words", *PLACE)
    sealed = keys.seal("report:2", "others", *PLACE)
    c = data_keys.c
    stolen = select(c.wrapped).where(c.id == "report:1").scalar_subquery()
    keys.connection.execute(update(data_keys).where(c.id == "report:2").values(wrapped=stolen))
    with pytest.raises(Unreadable):
        again(keys).open(sealed, *PLACE)


def test_a_key_of_another_ring_is_told_from_damage(keys: DataKeys) -> None:
    sealed = keys.seal("report:1", "words", *PLACE)
    other = DataKeys(keys.connection, Cipher.from_key("other", bytes(32)))
    with pytest.raises(NoSuchKey):
        other.open(sealed, *PLACE)


def test_many_keys_are_read_in_few_statements(keys: DataKeys) -> None:
    sealed = [keys.seal(f"report:{n}", str(n), *PLACE) for n in range(20)]
    fresh = again(keys)
    fresh.fetch([*sealed, None, b""])
    keys.connection.execute(text("DELETE FROM data_keys"))
    assert [fresh.open(each, *PLACE) for each in sealed] == [str(n) for n in range(20)]


async def test_reports_reporters_and_cases_have_a_key_each(
    sql_world: World, connection: Connection
) -> None:
    reference = await sql_world.case_reference(await sql_world.submit())
    await sql_world.submit(reporter=a_reporter("person-b", "B"))
    await sql_world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    await sql_world.act(reference, TEAM_MEMBER, Decide(decision=HARD), "cause-2")
    filed = connection.execute(select(reports.c.case_id, reports.c.id)).all()
    names = set(connection.scalars(select(data_keys.c.id)))
    case = filed[0].case_id
    expected = {name(row.id) for row in filed for name in (of_report, of_reporter)}
    assert names == {LOOKING_UP, of_case(case), *expected}
    for column in (reports.c.account, reporters.c.name, case_events.c.reason):
        values = [v for v in connection.scalars(select(column)) if v is not None]
        assert values
        assert all(has_own_key(value) for value in values)


async def test_a_card_with_a_key_taken_away_is_put_off_and_not_shown_without(
    sql_world: World, engine: Engine
) -> None:
    receipt = await sql_world.submit()
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM data_keys WHERE id LIKE 'report:%'"))
    assert await sql_world.stores.outbox.claim(receipt.card_delivery, LEASE) is None
    state = await sql_world.stores.outbox.state(receipt.card_delivery)
    assert state is DeliveryState.BLOCKED


async def test_a_destroyed_key_is_in_neither_file_nor_journal(
    sqlite_url: str, clock: SetClock, cipher: Cipher
) -> None:
    stores = await open_stores(sqlite_url, cipher, clock)
    world = World(stores, clock)
    reference = await world.case_reference(await world.submit())
    await world.close(reference, NO_BREACH)
    file = Path(str(make_url(sqlite_url).database))
    destroyed, kept = _wrapped_keys(sqlite_url)
    assert all(wrapped in _bytes_of(file) for wrapped in (*destroyed, *kept))
    await stores.protection.erase(Subject(person=REPORTER_PERSON), "olwen", try_only=False)
    assert all(wrapped in _bytes_of(file) for wrapped in kept)
    assert not [wrapped for wrapped in destroyed if wrapped in _bytes_of(file)]
    await stores.close()


async def test_a_destroyed_key_leaves_the_tables_of_postgresql(
    postgresql_url: str, postgres_server: PostgresServer, clock: SetClock, cipher: Cipher
) -> None:
    stores = await open_stores(postgresql_url, cipher, clock)
    world = World(stores, clock)
    reference = await world.case_reference(await world.submit())
    await world.close(reference, NO_BREACH)
    destroyed, kept = _wrapped_keys(postgresql_url)
    tables = postgres_server.folder / "base"
    postgres_server.checkpoint()
    before = _bytes_below(tables)
    assert all(wrapped in before for wrapped in (*destroyed, *kept))
    await stores.protection.erase(Subject(person=REPORTER_PERSON), "olwen", try_only=False)
    postgres_server.checkpoint()
    after = _bytes_below(tables)
    assert all(wrapped in after for wrapped in kept)
    assert not [wrapped for wrapped in destroyed if wrapped in after]
    await stores.close()


def _wrapped_keys(url: str) -> tuple[list[bytes], list[bytes]]:
    """Read the keys as they lie there: those of report and reporter, and the others."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(select(data_keys.c.id, data_keys.c.wrapped)).all()
    engine.dispose()
    of_reports = [wrapped for name, wrapped in rows if name.startswith("report")]
    others = [wrapped for name, wrapped in rows if not name.startswith("report")]
    assert (len(of_reports), len(others)) == (2, 2)
    return of_reports, others


def _bytes_of(database: Path) -> bytes:
    parts = [p for p in database.parent.iterdir() if p.name.startswith(database.name)]
    return b"".join(part.read_bytes() for part in parts)


def _bytes_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_every_sealed_column_is_known_to_what_seals_anew(
    sql_world: World, connection: Connection
) -> None:
    picture = NewScreenshot(
        id=UUID(int=7), person=REPORTER_PERSON, kind="image/png", content=b"a picture"
    )
    await sql_world.stores.screenshots.keep(picture)
    await sql_world.submit(screenshots=(picture.id,))
    sealed = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.c
        if isinstance(column.type, LargeBinary) and not column.name.endswith("_hash")
    }
    case = connection.scalars(select(cases.c.id)).one()
    of_cases = {
        (row.table.name, column)
        for row, columns in rows_with_sealed_columns(connection, case)
        for column in columns
    }
    outside = {(column.table.name, column.name) for _, column, _ in OUTSIDE_CASES}
    assert of_cases | outside | {("data_keys", "wrapped")} == sealed
