"""Both delivery engines, on every database that they serve, held to one suite (bot/engines)."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from bot.engines import Chore
from dialogs.wording.cases import MAY_REPEAT
from storage.database.sql import open_stores
from storage.records import DeliveryState, NotSent, Receipt
from tests.contracts.support import CANARIES
from tests.replicas import CIPHER, TRIAGE, Replica, a_report_to, running_replica
from tests.stub_connector import Answers, StubConnector, running_stub_connector
from tests.waiting import PATIENCE_SECONDS, until

ENGINES = [
    ("embedded", "sqlite"),
    ("embedded", "postgresql"),
    ("procrastinate", "postgresql"),
]


@dataclass
class Service:
    """One database with any number of replicas on it, and what they send to."""

    url: str
    engine: str
    stub: StubConnector
    running: AsyncExitStack
    replicas: list[Replica] = field(default_factory=list)

    async def start(self, *chores: Chore) -> Replica:
        """Start one replica more."""
        opened = running_replica(self.url, self.engine, self.stub.service_url, chores)
        replica = await self.running.enter_async_context(opened)
        self.replicas.append(replica)
        return replica

    async def submit(self, number: int = 0) -> Receipt:
        """Have a report taken in by the first replica, without hurrying its card."""
        report = a_report_to(self.stub.service_url, number)
        return await self.replicas[0].stores.reports.submit(report)

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        await until(holds)

    async def until_it_is(self, receipt: Receipt, state: DeliveryState) -> None:
        """Wait until a report's card stands so."""
        outbox = self.replicas[0].stores.outbox

        async def is_so() -> bool:
            return await outbox.state(receipt.card_delivery) is state

        await until(is_so)

    def cards(self) -> list[dict[str, Any]]:
        """Return what was posted to the team."""
        return self.stub.posted(TRIAGE)


@pytest.fixture(params=ENGINES, ids="-on-".join)
def engine_and_url(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Give each engine with an empty database that it serves."""
    engine, database = request.param
    return engine, request.getfixturevalue(f"{database}_url")


@pytest.fixture
async def service(
    engine_and_url: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Service]:
    engine, url = engine_and_url
    monkeypatch.setattr("bot.engines.jobs.SWEEP_SECONDS", 0.2)
    monkeypatch.setattr("bot.engines.jobs.RESTART_SECONDS", 0.2)
    monkeypatch.setattr("bot.engines.embedded.POLL_SECONDS", 0.2)
    monkeypatch.setattr("bot.engines.chores.LOOK_SECONDS", 0.1)
    async with running_stub_connector() as stub, AsyncExitStack() as running:
        yield Service(url, engine, stub, running)


async def test_what_was_stored_is_sent_without_being_asked_for(service: Service) -> None:
    await service.start()
    await service.submit()
    await service.until(service.cards)


async def test_what_waited_for_the_start_is_sent(service: Service) -> None:
    stores = await open_stores(service.url, CIPHER, jobs=service.engine == "procrastinate")
    await stores.reports.submit(a_report_to(service.stub.service_url))
    await stores.close()
    await service.start()
    await service.until(service.cards)


async def test_what_another_engine_had_readied_is_sent(service: Service) -> None:
    stores = await open_stores(service.url, CIPHER, jobs=False)
    await stores.reports.submit(a_report_to(service.stub.service_url))
    await stores.close()
    await service.start()
    await service.until(service.cards)


async def test_a_wait_that_was_asked_for_is_kept_and_then_it_is_sent(service: Service) -> None:
    service.stub.next.append(Answers(429, retry_after="1"))
    await service.start()
    await service.submit()
    await service.until(service.cards)
    asked, kept = service.stub.moments[:2]
    assert kept - asked >= 1


async def test_what_a_dead_replica_held_is_sent_once_its_lease_ran_out(service: Service) -> None:
    stores = await open_stores(service.url, CIPHER, jobs=False)
    receipt = await stores.reports.submit(a_report_to(service.stub.service_url))
    held = time.monotonic()
    assert await stores.outbox.claim(receipt.card_delivery, timedelta(seconds=1))
    await stores.close()
    await service.start()
    await service.until(service.cards)
    assert service.stub.moments[0] - held >= 1
    assert MAY_REPEAT in str(service.cards()[0])


async def test_many_deliveries_on_two_replicas_are_sent_once_each(service: Service) -> None:
    await service.start()
    await service.start()
    for number in range(8):
        await service.submit(number)
    await service.until(lambda: len(service.cards()) >= 8)
    await asyncio.sleep(0.3)
    assert len(service.cards()) == 8
    assert all(reply.method == "POST" for reply in service.stub.taken)


async def test_scheduled_work_is_done_once_across_replicas(service: Service) -> None:
    done: list[int] = []

    async def work() -> None:
        done.append(1)

    for _ in range(2):
        await service.start(Chore("reminders", timedelta(hours=1), work))
    await service.until(lambda: done)
    await asyncio.sleep(0.5)
    assert done == [1]


async def test_scheduled_work_comes_again_in_its_time(service: Service) -> None:
    done: list[int] = []

    async def work() -> None:
        done.append(1)

    await service.start(Chore("reminders", timedelta(milliseconds=10), work))
    await service.until(lambda: len(done) >= 3)


async def test_a_stopped_replica_finishes_what_it_began_and_begins_nothing(
    service: Service,
) -> None:
    replica = await service.start()
    await service.submit()
    await service.until(service.cards)
    await replica.engine.stop()
    await replica.courier.finish()
    await asyncio.wait_for(asyncio.shield(replica.work), PATIENCE_SECONDS)
    await service.submit()
    await asyncio.sleep(0.5)
    assert len(service.cards()) == 1
    held = await replica.stores.outbox.counts()
    assert held[DeliveryState.SENDING] == 0


async def test_a_requeued_delivery_is_sent(service: Service) -> None:
    service.stub.next.append(Answers(413))
    replica = await service.start()
    receipt = await service.submit()
    await service.until_it_is(receipt, DeliveryState.DEAD)
    await replica.stores.outbox.requeue(receipt.card_delivery, "op")
    await service.until(service.cards)


async def test_when_something_gets_through_what_was_blocked_follows_at_once(
    service: Service,
) -> None:
    service.stub.next.append(Answers(403))
    await service.start()
    receipt = await service.submit()
    await service.until_it_is(receipt, DeliveryState.BLOCKED)
    await service.submit()
    await service.until(lambda: len(service.cards()) == 2)


@pytest.mark.parametrize("engine_and_url", ENGINES[1:], indirect=True, ids="-on-".join)
async def test_after_the_database_dropped_its_connections_sending_goes_on(
    service: Service,
) -> None:
    await service.start()
    await service.submit()
    await service.until(service.cards)
    engine = create_engine(service.url)
    with engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    engine.dispose()
    await service.submit()
    await service.until(lambda: len(service.cards()) == 2)


only_jobs = pytest.mark.parametrize("engine_and_url", ENGINES[2:], indirect=True, ids="-on-".join)


@only_jobs
async def test_a_job_of_a_worker_that_died_is_given_back(service: Service) -> None:
    stores = await open_stores(service.url, CIPHER, jobs=True)
    await stores.reports.submit(a_report_to(service.stub.service_url))
    await stores.close()
    change(
        service,
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute')",
        "UPDATE procrastinate_jobs SET status = 'doing', "
        "worker_id = (SELECT max(id) FROM procrastinate_workers)",
    )
    await service.start()
    await service.until(service.cards)
    await service.until(lambda: rows(service, "SELECT id FROM procrastinate_jobs") == [])


@only_jobs
async def test_a_job_is_kept_with_the_report_or_not_at_all_and_holds_nothing_of_it(
    service: Service,
) -> None:
    stores = await open_stores(service.url, CIPHER, jobs=True)
    receipt = await stores.reports.submit(a_report_to(service.stub.service_url))
    jobs = rows(service, "SELECT * FROM procrastinate_jobs")
    assert str(receipt.card_delivery) in str(jobs)
    assert len(jobs) == 1  # the notice of delivery waits for the card
    for canary in CANARIES.values():
        assert canary not in str(jobs)
    change(service, "ALTER TABLE deliveries RENAME TO elsewhere")
    with pytest.raises(Exception, match="could not save"):
        await stores.reports.submit(a_report_to(service.stub.service_url))
    change(service, "ALTER TABLE elsewhere RENAME TO deliveries")
    change(service, "ALTER TABLE procrastinate_jobs RENAME TO elsewhere")
    with pytest.raises(Exception, match="could not save"):
        await stores.reports.submit(a_report_to(service.stub.service_url))
    change(service, "ALTER TABLE elsewhere RENAME TO procrastinate_jobs")
    assert len(rows(service, "SELECT id FROM procrastinate_jobs")) == 1
    assert len(rows(service, "SELECT id FROM reports")) == 1
    await stores.close()


@only_jobs
async def test_a_failed_delivery_has_a_job_for_when_it_is_due(service: Service) -> None:
    stores = await open_stores(service.url, CIPHER, jobs=True)
    receipt = await stores.reports.submit(a_report_to(service.stub.service_url))
    claimed = await stores.outbox.claim(receipt.card_delivery, timedelta(seconds=30))
    assert claimed is not None
    change(service, "DELETE FROM procrastinate_jobs")
    later = NotSent(state=DeliveryState.READY, reason="refused-429", wait_seconds=300)
    await stores.outbox.settle(claimed, later)
    query = "SELECT scheduled_at - now() FROM procrastinate_jobs"
    ((wait,),) = rows(service, query)
    assert timedelta(seconds=290) < wait <= timedelta(seconds=300)
    await stores.close()


def change(service: Service, *statements: str) -> None:
    engine = create_engine(service.url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def rows(service: Service, query: str) -> list[Any]:
    engine = create_engine(service.url)
    with engine.connect() as connection:
        found = list(connection.execute(text(query)))
    engine.dispose()
    return found
