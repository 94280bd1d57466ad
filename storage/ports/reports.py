"""The reporter's side: reports, and the screenshots of forms that are not sent yet."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from storage.records import (
    NewReport,
    NewScreenshot,
    PostAddress,
    Receipt,
    ReporterAction,
    ReportStatus,
)


class Reports(Protocol):
    """The reporter's side.

    Every look-up is by the person, so that nobody reads another's report: a foreign reference and
    an unknown one both raise UnknownReport.
    """

    async def submit(self, report: NewReport, *, most_an_hour: int = 0) -> Receipt:
        """Store report, case event and deliveries together, or nothing.

        A report about a post with an open case joins that case; without a post, or after the case
        was closed, it opens a case of its own. The same `submission` again returns the first
        receipt. Raises AlreadyReported (with the earlier reference) where the same person has a
        report of the same post in an open case that they have not withdrawn, and TooManyReports
        (with the time from which it may be sent) where they have sent `most_an_hour` within the
        last hour, withdrawn ones too; nothing is kept then. 0 takes any number.
        Also readies the reporter's notice of delivery, due a little later than the card, so that a
        receipt that already says "delivered" can call it off; and, where the report joins a case, a
        line in the card's thread.
        """

    async def call_off_notice(self, reference: str) -> None:
        """Call off a report's notice of delivery, because its receipt said so already."""

    async def reports_of(self, person: str) -> Sequence[ReportStatus]:
        """All reports of one person, newest first."""

    async def report(self, person: str, reference: str) -> ReportStatus:
        """Return a person's report; its reference may be typed carelessly. Raises UnknownReport."""

    async def reported_before(self, person: str, post: PostAddress) -> ReportStatus | None:
        """Return this person's report of a post in an open case, if there is one not withdrawn."""

    async def act(
        self, person: str, reference: str, action: ReporterAction, cause: str
    ) -> ReportStatus:
        """Carry out what a reporter does with their report.

        The card gets an update, and its thread a line. Doing again what is done (withdrawing,
        sharing the name) does nothing.
        Raises UnknownReport, ReportWithdrawn; ReportClosed (except for ShareName) while the case is
        closed; UnknownQuestion or AlreadyAnswered; TooManyScreenshots.
        """


class Screenshots(Protocol):
    """Screenshots of forms that are not sent yet; sent, they belong to their report for good."""

    async def keep(self, screenshot: NewScreenshot) -> None:
        """Keep a screenshot; the same id again changes nothing."""

    async def touch(self, ids: Collection[UUID]) -> None:
        """Note that the form of these is still open."""

    async def forget(self, ids: Collection[UUID]) -> None:
        """Delete those of these that belong to no report."""

    async def forget_old(self, before: datetime) -> None:
        """Delete those of forms untouched since before this time."""
