"""Screenshots in memory."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from storage.database.times import in_utc
from storage.errors import TooManyScreenshots
from storage.memory.shelf import ReportRow, ScreenshotRow, Shelf
from storage.records import MOST_SCREENSHOTS, NewScreenshot


class MemoryScreenshots:
    """Screenshots of forms that are not sent yet (storage.ports)."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def keep(self, screenshot: NewScreenshot) -> None:
        """Keep a screenshot; the same id again changes nothing."""
        shelf = self._shelf.writing()
        shelf.screenshots.setdefault(screenshot.id, ScreenshotRow(screenshot, shelf.now()))

    async def touch(self, ids: Collection[UUID]) -> None:
        """Note that the form of these is still open."""
        shelf = self._shelf.writing()
        for row in shelf.screenshots.values():
            if row.kept.id in ids:
                row.touched_at = shelf.now()

    async def forget(self, ids: Collection[UUID]) -> None:
        """Delete those of these that belong to no report."""
        self._keep_only(lambda row: row.kept.id not in ids)

    async def forget_old(self, before: datetime) -> None:
        """Delete those of forms untouched since before this time."""
        oldest = in_utc(before)
        self._keep_only(lambda row: row.touched_at >= oldest)

    def _keep_only(self, wanted: Callable[[ScreenshotRow], bool]) -> None:
        shelf = self._shelf.writing()
        rows = shelf.screenshots.items()
        shelf.screenshots = {i: row for i, row in rows if row.report is not None or wanted(row)}


def attach(shelf: Shelf, report: ReportRow, ids: Collection[UUID]) -> int:
    """Give a person's own screenshots to their report; return how many it has then.

    Raises TooManyScreenshots.
    """
    before = len(of_report(shelf, report.id))
    if ids and before + len(ids) > MOST_SCREENSHOTS:
        raise TooManyScreenshots
    for row in shelf.screenshots.values():
        own = row.kept.person == report.sent.reporter.person
        if row.kept.id in ids and own and row.report is None:
            row.report = report.id
    return len(of_report(shelf, report.id))


def of_report(shelf: Shelf, report: UUID) -> tuple[UUID, ...]:
    """Return the ids of a report's screenshots, in the order in which they came."""
    return tuple(i for i, row in shelf.screenshots.items() if row.report == report)
