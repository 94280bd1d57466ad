"""Keeps the screenshots that a reporter sends: fetched, made anew, and sealed, or refused."""

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID, uuid5

from bot.screenshots import Cleaner, Fetcher, ScreenshotRefused, WhyRefused
from dialogs.effects.report_effects import KeepScreenshots, ScreenshotsKept
from dialogs.turn import Context
from storage.errors import StorageError
from storage.ports.reports import Screenshots
from storage.records import NewScreenshot

log = logging.getLogger(__name__)

# The channel sends an activity again that was not answered within fifteen seconds.
SECONDS = 12.0
_NAMES = UUID("8b5f0d0e-6f0e-4b86-9d43-3c1f5a0c3f6e")


@dataclass(frozen=True, slots=True)
class ScreenshotDesk:
    """The service's side of screenshots that are not sent on yet."""

    fetcher: Fetcher
    cleaner: Cleaner
    kept: Screenshots

    async def keep(self, effect: KeepScreenshots, context: Context) -> ScreenshotsKept:
        """Take as many as there is room for. The same activity again keeps nothing twice.

        Raises NotStored where they cannot be kept.
        """
        taken, rest = effect.files[: effect.room], effect.files[effect.room :]
        results = await asyncio.gather(
            *(self._take(n, url, effect.person, context) for n, url in enumerate(taken))
        )
        kept = tuple(result for result in results if isinstance(result, UUID))
        refused = [result for result in results if isinstance(result, WhyRefused)]
        if rest:
            refused.append(WhyRefused.TOO_MANY)
        # No more than numbers: neither who, nor from where, nor what.
        log.info("screenshots.taken", extra={"kept": len(kept), "refused": len(refused)})
        return ScreenshotsKept(kept, tuple(refused), effect.text)

    async def follow(self, before: Collection[UUID], after: Collection[UUID]) -> None:
        """Delete what is no longer waited with (of a report, it stays), and touch what is."""
        gone = set(before) - set(after)
        try:
            if gone:
                await self.kept.forget(gone)
            if after:
                await self.kept.touch(after)
        except StorageError:
            # They are deleted within the hour all the same.
            log.warning("screenshots.not-followed")

    async def _take(
        self, number: int, url: str, person: str, context: Context
    ) -> UUID | WhyRefused:
        try:
            async with asyncio.timeout(SECONDS):
                service_url = str(context.reference.get("serviceUrl") or "")
                picture = await self.cleaner.clean(await self.fetcher.fetch(url, service_url))
        except ScreenshotRefused as refusal:
            return refusal.why
        except TimeoutError:
            return WhyRefused.NOT_FETCHED
        chat = context.reference.get("conversation")
        message = (str(chat), context.activity or str(context.new_id), str(number))
        name = uuid5(_NAMES, "\0".join((person, *message)))
        await self.kept.keep(
            NewScreenshot(id=name, person=person, kind=picture.kind, content=picture.content)
        )
        return name
