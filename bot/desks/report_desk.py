"""Carries out what a reporter's dialogs ask for."""

import asyncio
import hashlib
import logging
from dataclasses import dataclass
from uuid import UUID

from bot.deliveries.delivery import Courier
from bot.desks.screenshot_desk import ScreenshotDesk
from dialogs.effects.report_effects import (
    ActOnReport,
    FindReported,
    KeepScreenshots,
    ListReports,
    ReportedBefore,
    ReportEffect,
    ReportKept,
    ReportNotKept,
    ReportOutcome,
    ReportRefused,
    ReportShown,
    ReportsListed,
    ReportTooSoon,
    ReportUnchanged,
    ScreenshotsKept,
    ShowReport,
    SubmitReport,
)
from dialogs.languages import gettext
from dialogs.own.own_words import waits_for_answer
from dialogs.turn import Context
from storage.errors import (
    AlreadyReported,
    NotStored,
    Refusal,
    StorageError,
    TooManyReports,
    UnknownReport,
)
from storage.ports.reports import Reports
from storage.records import ReportStatus

log = logging.getLogger(__name__)

# A receipt says "delivered" if the channel takes the card within this time, else "saved".
RECEIPT_WAITS_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class ReportDesk:
    """The reporter's side of an effect."""

    reports: Reports
    courier: Courier
    screenshots: ScreenshotDesk
    most_an_hour: int = 0

    async def carry_out(
        self, effect: ReportEffect, context: Context
    ) -> ReportOutcome | ScreenshotsKept:
        """Carry out one effect. Raises StorageError where the records cannot be read."""
        match effect:
            case SubmitReport():
                return await self._submit(effect)
            case FindReported(person, post):
                return ReportedBefore(await self.reports.reported_before(person, post))
            case ListReports(person):
                return ReportsListed(await self.reports.reports_of(person))
            case ShowReport(person, reference):
                return await self._show(person, reference)
            case ActOnReport():
                return await self._act(effect, context)
            case KeepScreenshots():
                return await self.screenshots.keep(effect, context)

    async def asked_about(self, person: str) -> ReportStatus | None:
        """Return the person's report about which the team has asked last, and waits, if any."""
        asked = filter(waits_for_answer, await self.reports.reports_of(person))
        return max(asked, key=lambda one: one.questions[-1].at, default=None)

    async def told_of_delivery(self, reference: str) -> None:
        """Call off a notice of delivery, since the receipt said so and was sent."""
        try:
            await self.reports.call_off_notice(reference)
        except StorageError:
            # The reporter hears the same again, which is better than not at all.
            log.warning("notice.not-called-off")

    async def _submit(self, effect: SubmitReport) -> ReportOutcome:
        person = effect.report.reporter.person
        try:
            receipt = await self.reports.submit(effect.report, most_an_hour=self.most_an_hour)
        except AlreadyReported as before:
            earlier = await self.reports.report(person, before.reference)
            return ReportedBefore(earlier, unsent=effect.report)
        except TooManyReports as refusal:
            return ReportTooSoon(effect.report, self.most_an_hour, refusal.again_at)
        except NotStored:
            return ReportNotKept(effect.report)
        await self._hurry(receipt.card_delivery)
        return ReportKept(receipt, await self._delivered(person, receipt.reference))

    async def _hurry(self, delivery: UUID) -> None:
        """Send the card now, and wait for that a little; it goes on whoever stops waiting."""
        attempt = self.courier.hurry(delivery)
        await asyncio.wait([attempt], timeout=RECEIPT_WAITS_SECONDS)

    async def _delivered(self, person: str, reference: str) -> bool:
        """Tell whether a card has shown this report: another's may want to be shown still."""
        try:
            return (await self.reports.report(person, reference)).delivered_at is not None
        except StorageError:
            return False

    async def _show(self, person: str, reference: str) -> ReportOutcome:
        try:
            return ReportShown(await self.reports.report(person, reference))
        except UnknownReport as refusal:
            return ReportRefused(gettext(str(refusal)), refusal)

    async def _act(self, effect: ActOnReport, context: Context) -> ReportOutcome:
        cause = _cause(effect, context)
        try:
            report = await self.reports.act(effect.person, effect.reference, effect.action, cause)
        except Refusal as refusal:
            return ReportRefused(gettext(str(refusal)), refusal, effect.action)
        except NotStored:
            return ReportUnchanged(effect.reference, effect.action)
        self.courier.nudge()
        return ReportShown(report, effect.action)


def _cause(effect: ActOnReport, context: Context) -> str:
    """Return what makes this action this one: the same card or message never does it twice."""
    message = effect.tap or context.activity or str(context.new_id)
    parts = (context.person, message, effect.action.does)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
