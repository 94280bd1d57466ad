"""Replicas of what delivers: the real stores, courier and engine, in this process or in others.

As a program it is one replica, which works until it is killed:
`python -m tests.replicas URL ENGINE SERVICE_URL`
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import aiohttp

from bot.connector import Connector, NoBearer
from bot.deliveries import settlement
from bot.deliveries.delivery import Courier
from bot.deliveries.parcels import Packer
from bot.desks.triage_channel import TriageDesk
from bot.engines import Chore, Chores, EmbeddedEngine, Engine
from bot.engines.jobs import JobEngine
from bot.graph import ChannelMessages
from policy_content.loader import load_policy
from policy_content.model import Policy
from storage.data_protection.cipher import Cipher
from storage.database.sql import SqlStores, open_stores
from storage.records import NewReport, TriageChannel
from tests.contracts.support import a_report, a_reporter
from tests.stub_graph import GROUP
from tests.waiting import PATIENCE_SECONDS

ROOT = Path(__file__).parents[1]
TRIAGE = "19:yammer-reports@thread.tacv2"
APP = "the-bot"
CIPHER = Cipher.from_key("test", bytes(32))
REQUEST_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Replica:
    """One of perhaps several, with the parts that tests reach into."""

    stores: SqlStores
    courier: Courier
    engine: Engine
    work: asyncio.Task[None]


@asynccontextmanager
async def running_replica(
    url: str, engine: str, service_url: str, chores: Sequence[Chore] = ()
) -> AsyncIterator[Replica]:
    """Run a replica in this process; `engine` is "embedded" or "procrastinate"."""
    async with open_quick_session() as session:
        stores = await open_stores(url, CIPHER, jobs=engine == "procrastinate")
        courier = a_courier(stores, session, service_url)
        work = engine_of(engine, url, courier, Chores(stores.rota, chores))
        task = asyncio.create_task(work.run())
        try:
            yield Replica(stores, courier, work, task)
        finally:
            await work.stop()
            await courier.finish()
            await asyncio.wait_for(task, PATIENCE_SECONDS)
            await stores.close()


def engine_of(name: str, url: str, courier: Courier, chores: Chores) -> Engine:
    """Make an engine by its name in the settings."""
    if name == "procrastinate":
        return JobEngine(url, courier, chores)
    return EmbeddedEngine(courier, chores)


def a_report_to(service_url: str, number: int = 0) -> NewReport:
    """Make a report without a post, whose reporter is reached through this service."""
    reporter = a_reporter(person=f"person-{number}", chat=f"a:chat-{number}")
    reference = reporter.conversation | {"serviceUrl": service_url, "bot": {"id": "28:bot"}}
    reporter = reporter.model_copy(update={"conversation": reference})
    return a_report(post=None, reporter=reporter)


@contextmanager
def replica_process(url: str, engine: str, service_url: str) -> Iterator[subprocess.Popen[str]]:
    """Start a replica in a process of its own; it is killed at the end, if not before."""
    command = [sys.executable, "-m", "tests.replicas", url, engine, service_url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@cache
def _policy() -> Policy:
    return load_policy()


def open_quick_session() -> aiohttp.ClientSession:
    """Open a session in which a request that hangs is given up soon."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=REQUEST_SECONDS))


def a_courier(stores: SqlStores, session: aiohttp.ClientSession, service_url: str) -> Courier:
    """Make the courier of a replica; the team's channel is behind this service URL."""
    connector = Connector(session, NoBearer())
    channel = TriageChannel(
        team="19:team@thread.tacv2", channel=TRIAGE, tenant="tenant", service_url=service_url
    )
    desk = TriageDesk(stores.triage_channels, "tenant", channel)
    packer = Packer(connector, desk, _policy())
    return Courier(stores.outbox, connector, packer, look_up=_look_up(session))


def _look_up(session: aiohttp.ClientSession) -> ChannelMessages | None:
    """Look uncertain cards up where a test has a stand-in for Microsoft Graph."""
    url = os.environ.get("TEST_GRAPH_URL")
    return ChannelMessages(session, NoBearer(), url, GROUP, APP) if url else None


def _hasten() -> None:
    """Shorten what a test would have to wait for: how long it is uncertain."""
    if "TEST_UNCERTAIN_SECONDS" in os.environ:
        settlement.UNCERTAIN_WAIT_SECONDS = float(os.environ["TEST_UNCERTAIN_SECONDS"])


async def _work(url: str, engine: str, service_url: str) -> None:
    async with running_replica(url, engine, service_url) as replica:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await replica.work


if __name__ == "__main__":
    _hasten()
    asyncio.run(_work(*sys.argv[1:]))
