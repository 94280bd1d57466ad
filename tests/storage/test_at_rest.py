"""Database, journal and logs hold no word of what was reported, by whom, or decided why."""

import logging
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import create_engine, make_url, select, text, update

from storage.cipher import Cipher
from storage.errors import Unreadable
from storage.records import Decide, DeliveryKind, NewQuestion, Take, TriageChannel, WhyKept
from storage.sql import open_stores
from storage.tables import metadata, reporters, reports
from tests.contracts.support import (
    CANARIES,
    HARD,
    TEAM_MEMBER,
    SetClock,
    World,
    a_key,
    a_reporter,
)

DRAFTED = "canary-of-an-unsent-report"
ASKED = "canary-of-a-question"
SECRETS = [
    *CANARIES.values(),
    *(DRAFTED, ASKED, TEAM_MEMBER.name, TEAM_MEMBER.person, HARD.reason),
]


async def fill(world: World) -> str:
    """Have everything happen once, and return the case's reference."""
    await world.stores.conversations.save(a_key(), f'{{"link": "{DRAFTED}"}}', 0, "activity-1")
    reference = await world.case_reference(await world.submit(share_name=True))
    await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    await world.act(reference, TEAM_MEMBER, Decide(decision=HARD), "cause-2")
    assert await world.due_notices(DeliveryKind.NOTICE_OUTCOME)
    channel = TriageChannel(team="t", channel="c", tenant="x", service_url="https://smba/")
    await world.stores.triage_channels.confirm(channel, TEAM_MEMBER.person)
    question = NewQuestion(id=UUID(int=1), words=ASKED, why=WhyKept.UNANSWERED)
    await world.stores.questions.keep(question)
    assert await world.stores.questions.all()
    return reference


async def test_neither_file_nor_journal_holds_a_word_of_it(
    sqlite_url: str, clock: SetClock, cipher: Cipher
) -> None:
    stores = await open_stores(sqlite_url, cipher, clock)
    await fill(World(stores, clock))
    file = Path(str(make_url(sqlite_url).database))
    files = [path for path in file.parent.iterdir() if path.name.startswith(file.name)]
    assert f"{file.name}-wal" in {path.name for path in files}
    kept = b"".join(path.read_bytes() for path in files)
    await stores.close()
    assert b"hard.hacked" in kept  # what need not be hidden is found, so the search works
    for secret in SECRETS:
        assert secret.encode() not in kept


async def test_no_column_holds_a_word_of_it(sql_world: World, sql_url: str) -> None:
    await fill(sql_world)
    engine = create_engine(sql_url)
    with engine.connect() as connection:
        rows = [
            bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
            for table in metadata.sorted_tables
            for row in connection.execute(text(f"SELECT * FROM {table.name}"))  # noqa: S608 - our own names
            for value in row
        ]
    engine.dispose()
    kept = b"\n".join(rows)
    assert b"hard.hacked" in kept
    for secret in SECRETS:
        assert secret.encode() not in kept


async def test_no_log_says_a_word_of_it(sql_world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await fill(sql_world)
    for secret in SECRETS:
        assert secret not in caplog.text


async def test_a_reporter_swapped_for_another_is_refused(sql_world: World, sql_url: str) -> None:
    await sql_world.submit(share_name=True)
    receipt = await sql_world.submit(reporter=a_reporter("person-b", "B"), share_name=True)
    engine = create_engine(sql_url)
    with engine.begin() as connection:
        first, second = connection.execute(select(reporters)).all()
        for here, there in ((first, second), (second, first)):
            connection.execute(
                update(reporters)
                .where(reporters.c.report_id == here.report_id)
                .values(name=there.name)
            )
    engine.dispose()
    with pytest.raises(Unreadable):
        await sql_world.claim(receipt.card_delivery)


async def test_a_column_copied_over_another_is_refused(sql_world: World, sql_url: str) -> None:
    receipt = await sql_world.submit()
    engine = create_engine(sql_url)
    with engine.begin() as connection:
        connection.execute(update(reports).values(seen_when=reports.c.account))
    engine.dispose()
    with pytest.raises(Unreadable):
        await sql_world.claim(receipt.card_delivery)


async def test_a_state_moved_to_another_conversation_is_refused(
    sql_world: World, sql_url: str
) -> None:
    await sql_world.stores.conversations.save(a_key("person-a"), "a's", 0, "")
    await sql_world.stores.conversations.save(a_key("person-b"), "b's", 0, "")
    engine = create_engine(sql_url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE conversation_states SET document = (SELECT max(document) FROM "
                "conversation_states)"
            )
        )
    engine.dispose()
    opened, refused = 0, 0
    for person in ("person-a", "person-b"):
        try:
            await sql_world.stores.conversations.load(a_key(person), "")
            opened += 1
        except Unreadable:
            refused += 1
    assert (opened, refused) == (1, 1)


async def test_another_key_opens_nothing(sql_world: World, sql_url: str, clock: SetClock) -> None:
    await sql_world.stores.conversations.save(a_key(), "{}", 0, "activity-1")
    receipt = await sql_world.submit()
    stores = await open_stores(sql_url, Cipher.from_key("other", bytes(32)), clock)
    other = World(stores, clock)
    with pytest.raises(Unreadable):
        await other.stores.conversations.load(a_key(), "activity-1")
    with pytest.raises(Unreadable):
        await other.claim(receipt.card_delivery)
    await stores.close()
