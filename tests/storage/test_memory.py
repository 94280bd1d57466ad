"""The stores in memory can be broken down, as a database can, and lose nothing by it."""

from datetime import date
from uuid import UUID

import pytest

from storage.errors import NotStored, StorageError
from storage.memory import MemoryStores
from storage.records import Decide, NewQuestion, ReadFor, Sent, Take, TriageChannel, WhyKept
from tests.contracts.support import HARD, LEASE, TEAM_MEMBER, a_key, a_report, a_reporter

CHANNEL = TriageChannel(team="t", channel="c", tenant="x", service_url="https://smba/")
QUESTION = NewQuestion(id=UUID(int=1), words="may I?", why=WhyKept.UNHELPFUL)


@pytest.fixture
def memory() -> MemoryStores:
    return MemoryStores()


async def test_broken_down_nothing_is_stored(memory: MemoryStores) -> None:
    receipt = await memory.reports.submit(a_report())
    claimed = await memory.outbox.claim(receipt.card_delivery, LEASE)
    assert claimed is not None
    memory.break_down()
    writes = [
        memory.reports.submit(a_report()),
        memory.reports.call_off_notice(receipt.reference),
        memory.casework.act("C", TEAM_MEMBER, Take(), "cause-1"),
        memory.casework.act("C", TEAM_MEMBER, Decide(decision=HARD), "cause-1"),
        memory.conversations.save(a_key(), "{}", 0, "activity-1"),
        memory.outbox.claim(receipt.card_delivery, LEASE),
        memory.outbox.settle(claimed, Sent(activity="card")),
        memory.triage_channels.confirm(CHANNEL, "operator"),
        memory.questions.keep(QUESTION),
        memory.questions.forget(QUESTION.id),
        memory.questions.forget_old(date(2026, 1, 1)),
    ]
    for write in writes:
        with pytest.raises(NotStored):
            await write
    reads = [
        memory.reports.reports_of("person"),
        memory.casework.case("C", TEAM_MEMBER, ReadFor.CASE),
        memory.conversations.load(a_key(), ""),
        memory.outbox.due(1),
        memory.outbox.state(receipt.card_delivery),
        memory.triage_channels.confirmed(),
        memory.questions.all(),
    ]
    for read in reads:
        with pytest.raises(StorageError):
            await read


async def test_mended_it_holds_what_it_held(memory: MemoryStores) -> None:
    await memory.reports.submit(a_report())
    memory.break_down()
    memory.mend()
    assert len(await memory.reports.reports_of(a_reporter().person)) == 1
    assert await memory.triage_channels.confirmed() is None
