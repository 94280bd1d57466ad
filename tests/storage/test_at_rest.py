"""Database, journal and logs hold no word of what was reported, by whom, or decided why."""

import logging
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import create_engine, make_url, select, text, update

from storage.data_protection.cipher import Cipher
from storage.database.sql import open_stores
from storage.database.tables import metadata, reporters, reports
from storage.errors import Unreadable
from storage.migrations import migrate
from storage.outbox.deliveries import BLOCKED_FOR
from storage.records import (
    AddInformation,
    AnswerQuestion,
    Ask,
    Author,
    Close,
    Decide,
    DeliveryKind,
    DeliveryState,
    NewQuestion,
    Note,
    Receipt,
    RecordAuthor,
    RecordStep,
    Reopen,
    Take,
    TriageChannel,
    WhyKept,
)
from tests.contracts.support import (
    CANARIES,
    COLLEAGUE,
    HARD,
    LEASE,
    REPORTER_PERSON,
    TEAM_MEMBER,
    SetClock,
    World,
    a_key,
    a_record,
    a_reporter,
)
from tests.postgres import PostgresServer

DRAFTED = "canary-of-an-unsent-report"
ASKED = "canary-of-a-question"
WRITTEN = {
    what: f"canary-of-{what}"
    for what in ("note", "question", "answer", "addition", "step", "reopening")
}
AUTHOR = Author(person="author-canary", name="Aled Canary-Author", work_email="a@canary.example")
SECRETS = [
    *WRITTEN.values(),
    *(AUTHOR.person, AUTHOR.name, AUTHOR.work_email, COLLEAGUE.name, COLLEAGUE.person),
    *CANARIES.values(),
    *(DRAFTED, ASKED, TEAM_MEMBER.name, TEAM_MEMBER.person, HARD.reason),
]


async def everything_happens(world: World, reference: str) -> None:
    """Have the team and the reporter do with a case whatever they may."""
    [own] = await world.stores.reports.reports_of(REPORTER_PERSON)
    await world.act(reference, TEAM_MEMBER, Take())
    await world.act(reference, TEAM_MEMBER, Note(text=WRITTEN["note"]))
    await world.act(reference, TEAM_MEMBER, RecordAuthor(author=AUTHOR))
    asked = await world.act(reference, TEAM_MEMBER, Ask(text=WRITTEN["question"]))
    answer = AnswerQuestion(question=asked.questions[0].id, text=WRITTEN["answer"])
    await world.tell(own.reference, answer)
    await world.tell(own.reference, AddInformation(text=WRITTEN["addition"]))
    await world.act(reference, TEAM_MEMBER, Decide(decision=HARD))
    for step in asked.checklist or (await world.see(reference)).checklist:
        told = a_record(step).model_copy(update={"reason": WRITTEN["step"]})
        await world.act(reference, TEAM_MEMBER, RecordStep(record=told))
    await world.act(reference, TEAM_MEMBER, Close())
    await world.act(reference, COLLEAGUE, Reopen(reason=WRITTEN["reopening"]))
    assert await world.stores.casework.reveal_author(reference, TEAM_MEMBER) == AUTHOR
    assert await world.due_notices(DeliveryKind.NOTICE_OUTCOME)


async def fill(world: World) -> str:
    """Have everything happen once, and return the case's reference."""
    await world.stores.conversations.save(a_key(), f'{{"link": "{DRAFTED}"}}', 0, "activity-1")
    reference = await world.case_reference(await world.submit(share_name=True))
    await everything_happens(world, reference)
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


async def test_no_file_of_the_postgresql_server_holds_a_word_of_it(
    own_server: Any, clock: SetClock, cipher: Cipher
) -> None:
    server = PostgresServer(own_server.get_uri(), own_server.pgdata)
    await migrate(server.url)
    stores = await open_stores(server.url, cipher, clock)
    await fill(World(stores, clock))
    await stores.close()
    server.checkpoint()
    found = dict.fromkeys(SECRETS, 0) | {"hard.hacked": 0}
    for path in server.folder.rglob("*"):  # tables, write-ahead log and server log
        if path.is_file() and not path.is_symlink():
            kept = path.read_bytes()
            for word in found:
                found[word] += word.encode() in kept
    assert found.pop("hard.hacked")  # what need not be hidden is found, so the search works
    assert [word for word, times in found.items() if times] == []


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
    await is_put_off(sql_world, receipt)


async def test_a_column_copied_over_another_is_refused(sql_world: World, sql_url: str) -> None:
    receipt = await sql_world.submit()
    engine = create_engine(sql_url)
    with engine.begin() as connection:
        connection.execute(update(reports).values(seen_when=reports.c.account))
    engine.dispose()
    await is_put_off(sql_world, receipt)


async def test_what_cannot_be_read_does_not_stand_in_the_way_of_others(
    sql_world: World, sql_url: str
) -> None:
    broken = [await sql_world.submit(post=None) for _ in range(3)]
    engine = create_engine(sql_url)
    with engine.begin() as connection:
        connection.execute(update(reports).values(seen_when=reports.c.account))
    engine.dispose()
    sound = await sql_world.submit(post=None)
    for delivery in await sql_world.stores.outbox.due(10):
        await sql_world.stores.outbox.claim(delivery, LEASE)
    assert list(await sql_world.stores.outbox.due(10)) == []
    assert await sql_world.stores.outbox.state(sound.card_delivery) is DeliveryState.SENDING
    sql_world.clock.now += BLOCKED_FOR
    due = set(await sql_world.stores.outbox.due(10))
    assert {receipt.card_delivery for receipt in broken} <= due


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


@pytest.mark.parametrize(
    "other", [Cipher.from_key("other", bytes(32)), Cipher.from_key("test", bytes([1] * 32))]
)
async def test_with_another_key_the_service_does_not_start(
    sql_world: World, sql_url: str, clock: SetClock, other: Cipher
) -> None:
    await sql_world.submit()
    with pytest.raises(Unreadable):
        await open_stores(sql_url, other, clock)


async def is_put_off(world: World, receipt: Receipt) -> None:
    """See that a delivery that cannot be read is blocked, and sent to nobody."""
    assert await world.stores.outbox.claim(receipt.card_delivery, LEASE) is None
    assert await world.stores.outbox.state(receipt.card_delivery) is DeliveryState.BLOCKED
