"""The courier goes on, whatever goes wrong (bot/deliveries/delivery.py)."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.deliveries.delivery import Courier
from bot.engines import Chores, EmbeddedEngine
from storage.errors import StorageError
from storage.memory import MemoryStores
from storage.records import (
    Backlog,
    ClaimedDelivery,
    DeliveryState,
    SecondChannel,
    Settlement,
    StuckDelivery,
)
from tests.waiting import PATIENCE_SECONDS, until


class BrokenOutbox:
    """An outbox whose deliveries fail, each in its own way, but for the last."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = {uuid4(): error for error in errors}
        self.good = uuid4()
        self.asked: list[UUID] = []
        self.looked = 0

    async def due(self, _limit: int) -> Sequence[UUID]:
        self.looked += 1
        if self.looked == 1:
            raise StorageError
        return [*self.errors, self.good]

    async def claim(self, delivery: UUID, _lease: timedelta) -> ClaimedDelivery | None:
        self.asked.append(delivery)
        if delivery in self.errors:
            raise self.errors[delivery]
        return None

    async def settle(
        self,
        _claimed: ClaimedDelivery,
        _settlement: Settlement,
        _second: SecondChannel | None = None,
    ) -> DeliveryState:
        raise AssertionError("nothing was claimed")

    async def unblock(self) -> None:
        return

    async def stuck(self, _limit: int) -> Sequence[StuckDelivery]:
        return ()

    async def counts(self) -> Mapping[DeliveryState, int]:
        return {}

    async def backlog(self) -> Backlog:
        raise StorageError

    async def requeue(self, _delivery: UUID, _operator: str) -> None:
        return

    async def sweep(self, _limit: int) -> int:
        return 0

    async def state(self, _delivery: UUID) -> DeliveryState:
        return DeliveryState.DONE


def courier(outbox: BrokenOutbox) -> Courier:
    nothing: Any = None
    return Courier(outbox, nothing, nothing)


async def test_neither_a_broken_delivery_nor_a_broken_database_ends_the_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.engines.embedded.POLL_SECONDS", 0.01)
    outbox = BrokenOutbox(StorageError(), RuntimeError("words of a report"))
    one = EmbeddedEngine(courier(outbox), Chores(MemoryStores().rota))
    work = asyncio.create_task(one.run())
    await until(lambda: outbox.asked.count(outbox.good) >= 2)
    assert not work.done()
    await one.stop()
    await asyncio.wait_for(work, PATIENCE_SECONDS)


async def test_a_hurried_delivery_that_fails_is_told_as_unknown_and_logged_without_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    outbox = BrokenOutbox(RuntimeError("words of a report"), StorageError())
    one = courier(outbox)
    assert [await one.hurry(delivery) for delivery in outbox.errors] == [None, None]
    assert [record.message for record in caplog.records] == [
        "delivery.failed",
        "delivery.no-outbox",
    ]
    assert await one.hurry(outbox.good) is DeliveryState.DONE
