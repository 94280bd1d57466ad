"""The engine on procrastinate: a worker for the jobs that stand beside the deliveries.

A job is written in the transaction that makes a delivery due (storage.outbox.jobs), and PostgreSQL
tells every worker at once. Two nets are below it: jobs of workers that died are given back, and a
delivery that is due without a job gets one (its sender died under the lease, or another engine had
readied it).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ProcrastinateException
from procrastinate.utils import utcnow
from psycopg import Error as DatabaseError
from psycopg_pool import PoolTimeout
from sqlalchemy import make_url

from bot.deliveries.delivery import AT_ONCE, Courier
from bot.engines.chores import Chores
from storage.errors import StorageError
from storage.outbox.jobs import QUEUE, TASK, WORKER_LOST_SECONDS

log = logging.getLogger(__name__)

SWEEP_SECONDS = 5.0
SWEEP_MOST = 1000
RESTART_SECONDS = 2.0
POLL_SECONDS = 1.0
HEARTBEAT_SECONDS = 5.0
STOP_SECONDS = 12.0
_LOST = (ProcrastinateException, DatabaseError, PoolTimeout, OSError, StorageError)


@dataclass(slots=True)
class JobEngine:
    """A worker, a sweeper and the chores (bot.engines.port). `url` is SQLAlchemy's."""

    url: str
    courier: Courier
    chores: Chores
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Work until stopped; whatever ends is begun anew."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.chores.run())
            group.create_task(self._again_and_again(self._work, RESTART_SECONDS))
            group.create_task(self._again_and_again(self._sweep, SWEEP_SECONDS))

    async def stop(self) -> None:
        """Begin nothing more."""
        self._stopping.set()
        self.chores.stop()

    async def _again_and_again(self, work: Callable[[], Awaitable[None]], pause: float) -> None:
        while not self._stopping.is_set():
            try:
                await work()
            except _LOST:
                log.warning("delivery.no-jobs", extra={"work": work.__name__.strip("_")})
            except Exception:
                log.exception("delivery.engine-failed", extra={"work": work.__name__.strip("_")})
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)

    async def _work(self) -> None:
        """Do jobs until stopped. Raises what the database does, when it is lost."""
        app = self._app(size=AT_ONCE + 2)
        app.task(name=TASK, queue=QUEUE)(self._deliver)
        async with app.open_async():
            worker = asyncio.create_task(
                app.run_worker_async(
                    queues=[QUEUE],
                    concurrency=2 * AT_ONCE,
                    fetch_job_polling_interval=POLL_SECONDS,
                    update_heartbeat_interval=HEARTBEAT_SECONDS,
                    stalled_worker_timeout=WORKER_LOST_SECONDS,
                    shutdown_graceful_timeout=STOP_SECONDS,
                    install_signal_handlers=False,
                    delete_jobs="always",
                )
            )
            stopped = asyncio.create_task(self._stopping.wait())
            try:
                await asyncio.wait([worker, stopped], return_when=asyncio.FIRST_COMPLETED)
            finally:
                stopped.cancel()
                if self._stopping.is_set():
                    worker.cancel()  # it finishes the jobs that it has
            with suppress(asyncio.CancelledError):
                await worker

    async def _deliver(self, delivery: str) -> None:
        """Do a job. It never fails: what is not delivered has a job of its own by then."""
        await self.courier.attempt(UUID(delivery))

    async def _sweep(self) -> None:
        """Give back the jobs of dead workers, and ready the jobs that are missing."""
        app = self._app(size=1)
        async with app.open_async():
            while not self._stopping.is_set():
                await self._rescue(app)
                found = await self.courier.outbox.sweep(SWEEP_MOST)
                if found:
                    log.info("delivery.swept", extra={"deliveries": found})
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), SWEEP_SECONDS)

    async def _rescue(self, app: App) -> None:
        stalled = await app.job_manager.get_stalled_jobs(
            queue=QUEUE, seconds_since_heartbeat=WORKER_LOST_SECONDS
        )
        for job in stalled:
            # Another replica may have been quicker.
            with suppress(ProcrastinateException):
                await app.job_manager.retry_job(job, retry_at=utcnow())
            log.warning("delivery.job-rescued", extra={"job": job.id})

    def _app(self, size: int) -> App:
        plain = make_url(self.url).set(drivername="postgresql")
        connector = PsycopgConnector(
            conninfo=plain.render_as_string(hide_password=False),
            min_size=1,
            max_size=size,
            timeout=5.0,
            kwargs={"connect_timeout": 5},
        )
        return App(connector=connector)
