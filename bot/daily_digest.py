"""The daily digest: a chore that writes it once its time has come (docs/decisions/0024)."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta

from storage.cases.reminders import LONDON, is_working_day
from storage.ports.casework import Casework
from storage.ports.clock import Clock

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)


@dataclass(slots=True)
class DailyDigest:
    """Writes the digest on working days, from `at` on by London's clock; None writes none.

    `email_domain` is set where it is to be e-mailed as well. `nudge` has it delivered at once.
    """

    casework: Casework
    clock: Clock
    at: time | None
    email_domain: str | None
    nudge: Callable[[], None]
    _begun: bool = False

    async def write(self) -> None:
        """Write today's, if it is due and was not written. Raises StorageError.

        The first ever only counts the cases: what came before it is nobody's news.
        """
        if self.at is None:
            return
        here = self.clock().astimezone(LONDON)
        if not self._begun:
            await self.casework.begin_digests(here.date())
            self._begun = True
        if not is_working_day(here) or here.time() < self.at:
            return
        if await self.casework.write_digest(here.date(), email_domain=self.email_domain):
            log.info("digest.readied")
            self.nudge()
