"""Forgets what is no longer needed, while the service runs (docs/decisions/0009)."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from storage.ports import Clock, Stores
from storage.records import DeliveryState

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=10)
# An unsent report lives in a state alone, and is promised to be gone after an hour.
STATES_KEPT = timedelta(hours=1)
# The channel repeats an activity within minutes.
ACTIVITIES_KEPT = timedelta(days=7)


@dataclass(slots=True)
class Housekeeping:
    """Deletes old states, marks and questions: a chore of every ten minutes (bot.engines)."""

    stores: Stores
    clock: Clock
    questions_kept: timedelta

    async def sweep(self) -> None:
        """Delete what is too old now; tell of deliveries that are stuck. Raises StorageError."""
        now = self.clock()
        await self.stores.conversations.forget_old(now - STATES_KEPT, now - ACTIVITIES_KEPT)
        await self.stores.questions.forget_old((now - self.questions_kept).date())
        await self._tell_of_stuck()

    async def _tell_of_stuck(self) -> None:
        counts = await self.stores.outbox.counts()
        blocked, dead = counts[DeliveryState.BLOCKED], counts[DeliveryState.DEAD]
        if blocked or dead:
            log.warning("delivery.stuck", extra={"blocked": blocked, "dead": dead})
