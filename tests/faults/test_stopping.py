"""A replica that is told to stop finishes what it is sending, and gives back what has to wait."""

import asyncio
from typing import Any

import pytest
from aiohttp import web

from bot.deliveries.delivery import LEASE
from storage.records import DeliveryState
from tests.replicas import TRIAGE, a_report_to, running_replica
from tests.stub_connector import running_stub_connector
from tests.waiting import until

SENDING, DONE = DeliveryState.SENDING, DeliveryState.DONE


async def test_a_delivery_that_waits_for_its_channel_is_given_back_when_the_replica_stops(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    being_sent, go_on = asyncio.Event(), asyncio.Event()
    async with running_stub_connector() as stub:
        behave: Any = stub._behave

        async def slowly(request: web.Request, taken: Any, answer: Any) -> web.StreamResponse:
            being_sent.set()
            await go_on.wait()
            response: web.StreamResponse = await behave(request, taken, answer)
            return response

        monkeypatch.setattr(stub, "_behave", slowly)
        async with running_replica(sqlite_url, "embedded", stub.service_url) as replica:
            await replica.engine.stop()
            outbox, reports = replica.stores.outbox, replica.stores.reports
            receipts = [await reports.submit(a_report_to(stub.service_url, n)) for n in (1, 2)]
            hurried = [replica.courier.hurry(receipt.card_delivery) for receipt in receipts]
            await being_sent.wait()

            async def both_are_held() -> bool:
                return (await outbox.counts())[SENDING] == 2

            await until(both_are_held)
            stopping = asyncio.create_task(replica.courier.finish())
            await asyncio.sleep(0)
            go_on.set()
            await asyncio.wait_for(stopping, LEASE.total_seconds() / 4)
            states = [await task for task in hurried]
            counts = await outbox.counts()
            due = await outbox.due(10)
    assert sorted(str(state) for state in states) == ["done", "ready"]
    assert counts[SENDING] == 0
    assert len(stub.posted(TRIAGE)) == 1
    waiting = receipts[states.index(DeliveryState.READY)].card_delivery
    assert waiting in due
