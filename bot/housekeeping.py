"""Forgets what is no longer needed, and reminds of what waits, while the service runs.

See docs/decisions/0009 and 0015.
"""

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from storage.errors import StorageError
from storage.ports import Clock, Stores
from storage.reminders import ReminderRules, due_reminders, is_working_time

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=10)
# An unsent report lives in a state, with its screenshots beside it, and is promised to be gone
# after an hour.
STATES_KEPT = timedelta(hours=1)
# The channel repeats an activity within minutes.
ACTIVITIES_KEPT = timedelta(days=7)


@dataclass(slots=True)
class Housekeeping:
    """Deletes old states, marks and questions, at the start and then every ten minutes.

    Reminds the team of cases that wait too long as well. Several replicas may do so at once:
    deleting what is gone already harms nobody, and a reminder has a cause of its own.
    """

    stores: Stores
    clock: Clock
    questions_kept: timedelta
    reminders: ReminderRules = field(default_factory=ReminderRules)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Sweep until stopped; a sweep that fails is tried again at its next time."""
        while not self._stopping.is_set():
            try:
                await self.sweep()
            except StorageError:
                log.warning("housekeeping.no-records")
            except Exception:
                log.exception("housekeeping.failed")
            try:
                await asyncio.wait_for(self._stopping.wait(), EVERY.total_seconds())
            except TimeoutError:
                continue

    async def sweep(self) -> None:
        """Delete what is too old now, and remind of what is late. Raises StorageError."""
        now = self.clock()
        await self.stores.conversations.forget_old(now - STATES_KEPT, now - ACTIVITIES_KEPT)
        await self.stores.screenshots.forget_old(now - STATES_KEPT)
        await self.stores.questions.forget_old((now - self.questions_kept).date())
        await self._remind(now)

    async def _remind(self, now: datetime) -> None:
        if not is_working_time(now):
            return
        casework = self.stores.casework
        for due in due_reminders(await casework.waiting(), now, self.reminders):
            await casework.remind(due.reference, due.kind, due.cause)
            log.info("reminder.readied", extra={"kind": due.kind.value})

    async def stop(self, work: asyncio.Task[None]) -> None:
        """Finish the sweep under way, and begin no other."""
        self._stopping.set()
        await work
