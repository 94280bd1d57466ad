"""The team's channel is gone for a day: everything waits, nothing dies, all follows in order."""

from datetime import timedelta
from itertools import pairwise

import pytest

from bot.deliveries.delivery import Courier
from storage.database.sql import open_stores
from tests.contracts.support import SetClock
from tests.faults.ledger import ledger, states, undone
from tests.replicas import CIPHER, a_courier, a_report_to, open_quick_session
from tests.stub_connector import Answers, StubConnector

A_DAY = timedelta(days=1)
STEP = timedelta(minutes=5)
OUTAGES = [Answers(503), Answers(403)]


@pytest.mark.parametrize("outage", OUTAGES, ids=lambda outage: str(outage.status))
async def test_after_a_day_without_the_channel_all_reports_arrive_in_order(
    sqlite_url: str, connector: StubConnector, clock: SetClock, outage: Answers
) -> None:
    await a_day_without(sqlite_url, connector, clock, outage, reports=4)


async def a_day_without(
    url: str, stub: StubConnector, clock: SetClock, outage: Answers, reports: int
) -> None:
    """Simulate the day, hour by hour, then mend the channel and deliver what is due."""
    stores = await open_stores(url, CIPHER, clock)
    async with open_quick_session() as session:
        courier = a_courier(stores, session, stub.service_url)
        stub.chance = lambda: outage
        for number in range(reports):
            await stores.reports.submit(a_report_to(stub.service_url, number))
            await pass_time(courier, clock, A_DAY // reports)
        assert "dead" not in states(url)
        stub.chance = None
        # Those whose turn it is next get through first; from then on all others follow.
        while not stub.taken:
            await pass_time(courier, clock, STEP)
        # The cards in one step, and in the next the notices that waited for them.
        await pass_time(courier, clock, 2 * STEP)
    await stores.close()
    found = ledger(stub, url)
    assert (found.lost, found.unmarked, found.repeats) == (0, 0, 0), found
    # Those whose turn it was when the channel was mended come before the older ones, in order.
    assert sum(later < earlier for earlier, later in pairwise(found.order)) <= 1
    assert undone(url) == 0


async def pass_time(courier: Courier, clock: SetClock, time: timedelta) -> None:
    """Let time go by in steps, and deliver at each what is due."""
    end = clock.now + time
    while clock.now < end:
        clock.now += STEP
        for delivery in await courier.outbox.due(1000):
            await courier.deliver(delivery)
