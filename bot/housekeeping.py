"""Forgets what is no longer needed, and reminds of what waits, while the service runs.

See docs/decisions/0009, 0015 and 0021.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from storage.cases.reminders import ReminderRules, due_reminders, is_working_time
from storage.ports.clock import Clock
from storage.ports.stores import Stores
from storage.records import DeliveryState

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=10)
# An unsent report lives in a state, with its screenshots beside it, and is promised to be gone
# after an hour.
STATES_KEPT = timedelta(hours=1)
# The channel repeats an activity within minutes.
ACTIVITIES_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Kept:
    """How long things are kept: cases after they were closed, audit entries after their case."""

    questions: timedelta
    cases: timedelta = timedelta(days=90)
    audit: timedelta = timedelta(days=730)


@dataclass(slots=True)
class Housekeeping:
    """Deletes what is too old: a chore of every ten minutes (bot.engines).

    Reminds the team of cases that wait too long as well; a reminder has a cause of its own, so
    that it comes once even where a chore is repeated.
    """

    stores: Stores
    clock: Clock
    kept: Kept
    reminders: ReminderRules = field(default_factory=ReminderRules)

    async def sweep(self) -> None:
        """Delete what is too old now, and tell of what is late or stuck. Raises StorageError."""
        now = self.clock()
        await self.stores.conversations.forget_old(now - STATES_KEPT, now - ACTIVITIES_KEPT)
        await self.stores.screenshots.forget_old(now - STATES_KEPT)
        await self.stores.questions.forget_old((now - self.kept.questions).date())
        await self._remind(now)
        await self._retain(now)
        await self._tell_of_stuck()

    async def _retain(self, now: datetime) -> None:
        protection = self.stores.protection
        done = {
            "expired": await protection.expire(now - self.kept.cases),
            "deleted": await protection.delete_expired(),
            "audit_pruned": await protection.prune_audit(now - self.kept.audit),
        }
        if any(done.values()):
            log.info("housekeeping.retention", extra=done)

    async def _remind(self, now: datetime) -> None:
        if not is_working_time(now):
            return
        casework = self.stores.casework
        for due in due_reminders(await casework.waiting(), now, self.reminders):
            await casework.remind(due.reference, due.kind, due.cause)
            log.info("reminder.readied", extra={"kind": due.kind.value})

    async def _tell_of_stuck(self) -> None:
        counts = await self.stores.outbox.counts()
        blocked, dead = counts[DeliveryState.BLOCKED], counts[DeliveryState.DEAD]
        if blocked or dead:
            log.warning("delivery.stuck", extra={"blocked": blocked, "dead": dead})
