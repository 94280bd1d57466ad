"""The embedded engine: looks at the outbox every second, at once when nudged.

It needs nothing but the table of deliveries. Several may share one database: a delivery is sent by
whoever gets its lease. One of them alone sends quickest, since each looks for itself.
"""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from bot.deliveries.delivery import Courier
from bot.engines.chores import Chores
from storage.errors import StorageError
from storage.records import DeliveryState

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
BATCH = 50


@dataclass(slots=True)
class EmbeddedEngine:
    """A loop over what is due (bot.engines.port)."""

    courier: Courier
    chores: Chores
    _under_way: dict[UUID, asyncio.Task[DeliveryState | None]] = field(default_factory=dict)
    _more_waits: bool = False
    _stopping: bool = False

    async def run(self) -> None:
        """Deliver what is due, and do the chores, until stopped; finish what is under way."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.chores.run())
            group.create_task(self._look_again_and_again())
        if self._under_way:
            await asyncio.wait(self._under_way.values())

    async def stop(self) -> None:
        """Begin nothing more."""
        self._stopping = True
        self.chores.stop()
        self.courier.nudge()

    async def _look_again_and_again(self) -> None:
        while not self._stopping:
            self.courier.nudged.clear()
            try:
                self._begin(await self.courier.outbox.due(BATCH))
            except StorageError:
                log.warning("delivery.no-outbox")
            except Exception:
                log.exception("delivery.engine-failed")
            with suppress(TimeoutError):
                await asyncio.wait_for(self.courier.nudged.wait(), POLL_SECONDS)

    def _begin(self, due: Sequence[UUID]) -> None:
        """Begin each in its turn; one that hangs keeps nobody from looking for others."""
        self._more_waits = len(due) == BATCH
        for delivery in due:
            if delivery not in self._under_way:
                task = asyncio.create_task(self.courier.attempt(delivery))
                self._under_way[delivery] = task
                task.add_done_callback(partial(self._ended, delivery))

    def _ended(self, delivery: UUID, _task: asyncio.Task[DeliveryState | None]) -> None:
        del self._under_way[delivery]
        if self._more_waits and len(self._under_way) <= BATCH // 2:
            self.courier.nudge()
