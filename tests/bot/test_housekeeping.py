"""What is no longer needed is forgotten while the service runs."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from bot.engines import Chore, Chores
from bot.housekeeping import ACTIVITIES_KEPT, EVERY, STATES_KEPT, Housekeeping, Kept
from storage.errors import UnknownCase
from storage.memory import MemoryStores
from storage.records import ConversationKey, DeliveryState, NewQuestion, NotSent, Sent, WhyKept
from tests.contracts.support import NO_BREACH, SetClock, World, a_report
from tests.waiting import PATIENCE_SECONDS, until

KEY = ConversationKey(tenant="t", channel="msteams", conversation="a:1", person="p")
QUESTION = NewQuestion(id=UUID(int=1), words="may I?", why=WhyKept.UNANSWERED)


class Clock:
    now = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def stores(clock: Clock) -> MemoryStores:
    return MemoryStores(clock)


@pytest.fixture
def housekeeping(stores: MemoryStores, clock: Clock) -> Housekeeping:
    return Housekeeping(stores, clock, Kept(questions=timedelta(days=180)))


async def test_a_state_with_an_unsent_report_is_gone_after_an_hour(
    stores: MemoryStores, clock: Clock, housekeeping: Housekeeping
) -> None:
    await stores.conversations.save(KEY, '{"flow": "an unsent report"}', 0, "activity-1")
    clock.now += STATES_KEPT
    await housekeeping.sweep()
    assert (await stores.conversations.load(KEY, "")).document
    clock.now += timedelta(seconds=1)
    await housekeeping.sweep()
    kept = await stores.conversations.load(KEY, "activity-1")
    assert (kept.document, kept.seen) == ("", True)
    clock.now += ACTIVITIES_KEPT
    await housekeeping.sweep()
    assert not (await stores.conversations.load(KEY, "activity-1")).seen


async def test_a_question_is_kept_for_its_days_and_no_longer(
    stores: MemoryStores, clock: Clock, housekeeping: Housekeeping
) -> None:
    await stores.questions.keep(QUESTION)
    clock.now += timedelta(days=180)
    await housekeeping.sweep()
    assert len(await stores.questions.all()) == 1
    clock.now += timedelta(days=1)
    await housekeeping.sweep()
    assert await stores.questions.all() == []


def chores(stores: MemoryStores, housekeeping: Housekeeping) -> Chores:
    return Chores(stores.rota, [Chore("housekeeping", EVERY, housekeeping.sweep)])


async def test_it_sweeps_at_once_outlives_an_outage_and_stops_when_told(
    stores: MemoryStores,
    clock: Clock,
    housekeeping: Housekeeping,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("bot.engines.chores.LOOK_SECONDS", 0.005)
    await stores.questions.keep(QUESTION)
    clock.now += timedelta(days=200)
    stores.break_down()
    engine = chores(stores, housekeeping)
    work = asyncio.create_task(engine.run())
    await until(lambda: "chore.no-records" in caplog.messages)
    stores.mend()
    await until(lambda: not stores.shelf.questions)
    engine.stop()
    await asyncio.wait_for(work, PATIENCE_SECONDS)


async def test_an_unexpected_error_does_not_end_it(
    stores: MemoryStores,
    housekeeping: Housekeeping,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(stores.questions, "forget_old", broken)
    engine = chores(stores, housekeeping)
    work = asyncio.create_task(engine.run())
    await until(lambda: "chore.failed" in caplog.messages)
    assert not work.done()
    engine.stop()
    await asyncio.wait_for(work, PATIENCE_SECONDS)


async def test_deliveries_that_are_stuck_are_counted_in_the_log(
    stores: MemoryStores, housekeeping: Housekeeping, caplog: pytest.LogCaptureFixture
) -> None:
    receipt = await stores.reports.submit(a_report())
    claimed = await stores.outbox.claim(receipt.card_delivery, timedelta(seconds=30))
    assert claimed is not None
    await housekeeping.sweep()
    assert "delivery.stuck" not in caplog.messages
    await stores.outbox.settle(claimed, NotSent(state=DeliveryState.DEAD, reason="refused-413"))
    await housekeeping.sweep()
    (record,) = [each for each in caplog.records if each.message == "delivery.stuck"]
    assert (vars(record)["blocked"], vars(record)["dead"]) == (0, 1)


async def test_an_untaken_case_is_reminded_of_in_working_time_and_not_for_ever(
    stores: MemoryStores, clock: Clock, housekeeping: Housekeeping
) -> None:
    await stores.reports.submit(a_report())
    counts = []
    for _ in range(14 * 24):  # two weeks, hour by hour
        clock.now += timedelta(hours=1)
        await housekeeping.sweep()
        [case] = await stores.casework.waiting()
        counts.append(case.reminded)
    assert counts[2:4] == [0, 1]  # 13:00 and 14:00 in London: four working hours after 10:00
    assert counts[-1] == housekeeping.reminders.most


async def test_a_closed_case_is_erased_in_its_time_and_then_deleted(
    stores: MemoryStores,
    clock: Clock,
    housekeeping: Housekeeping,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    world = World(stores, SetClock())
    reference = await world.case_reference(await world.submit())
    await world.close(reference, NO_BREACH)
    clock.now += timedelta(days=90)
    await housekeeping.sweep()
    assert (await world.see(reference)).reference == reference
    clock.now += timedelta(minutes=10)
    await housekeeping.sweep()
    assert "housekeeping.retention" in caplog.messages
    with pytest.raises(UnknownCase):
        await world.see(reference)
    for delivery in await stores.outbox.due(10):
        await stores.outbox.settle(await world.claim(delivery), Sent(activity="card-1"))
    await housekeeping.sweep()
    assert not stores.shelf.cases
    assert [entry.action for entry in stores.shelf.audit][-2:] == ["expired", "deleted"]
    clock.now += timedelta(days=731)
    await housekeeping.sweep()
    assert [entry.action for entry in stores.shelf.audit] == ["audit-pruned"]
