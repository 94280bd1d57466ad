"""Scheduled work: each chore once in its time, whichever replica comes to it first.

The rota in the database tells who does it. A chore whose doer dies, or that fails, is done again
within `LEASE`, by whoever is there: chores must be harmless to repeat.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from storage.errors import StorageError
from storage.ports.outbox import Rota

log = logging.getLogger(__name__)

LOOK_SECONDS = 15.0
LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Chore:
    """A piece of work, and how often it is done. Its name is its place on the rota."""

    name: str
    every: timedelta
    do: Callable[[], Awaitable[None]]


@dataclass(slots=True)
class Chores:
    """Does what is due on the rota, while the service runs."""

    rota: Rota
    chores: Sequence[Chore] = ()
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Look for due chores until stopped; one that fails does not keep the others waiting."""
        while not self._stopping.is_set():
            for chore in self.chores:
                await self._turn_to(chore)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), LOOK_SECONDS)

    def stop(self) -> None:
        """Begin no other chore."""
        self._stopping.set()

    async def _turn_to(self, chore: Chore) -> None:
        try:
            if self._stopping.is_set() or not await self.rota.begin(chore.name, LEASE):
                return
            await chore.do()
            await self.rota.end(chore.name, chore.every)
        except StorageError:
            log.warning("chore.no-records", extra={"chore": chore.name})
        except Exception:
            log.exception("chore.failed", extra={"chore": chore.name})
        else:
            log.info("chore.done", extra={"chore": chore.name})
