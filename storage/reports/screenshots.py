"""Screenshots in SQL: sealed, owned by a person's unsent form, then by the report that was sent."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from storage.data_protection.data_keys import ERASED, DataKeys, in_portions, of_screenshot
from storage.database.engine import Database
from storage.database.inserting import insert_or_skip
from storage.database.kit import Kit
from storage.database.tables import reports, screenshots
from storage.database.times import in_utc
from storage.errors import TooManyScreenshots, UnknownScreenshot
from storage.records import MOST_SCREENSHOTS, KeptScreenshot, NewScreenshot

_row = screenshots.c


class SqlScreenshots:
    """Screenshots of forms that are not sent yet (storage.ports)."""

    def __init__(self, database: Database, kit: Kit) -> None:
        self._database = database
        self._kit = kit

    async def keep(self, screenshot: NewScreenshot) -> None:
        """Keep a screenshot; the same id again changes nothing."""
        now = self._kit.now()
        values = {
            "id": screenshot.id,
            "person_hash": self._kit.cipher.person(screenshot.person),
            "kind": screenshot.kind,
            "kept_at": now,
            "touched_at": now,
        }

        def keep(connection: Connection) -> None:
            keys = DataKeys(connection, self._kit.cipher)
            name, place = of_screenshot(screenshot.id), _place(screenshot.id)
            sealed = values | {"content": keys.seal_bytes(name, screenshot.content, *place)}
            connection.execute(insert_or_skip(connection.dialect, screenshots).values(sealed))

        await self._database.write(keep)

    async def touch(self, ids: Collection[UUID]) -> None:
        """Note that the form of these is still open."""
        touch = update(screenshots).where(_row.id.in_(ids), _row.report_id.is_(None))
        now = self._kit.now()

        def note(connection: Connection) -> None:
            connection.execute(touch.values(touched_at=now))

        await self._database.write(note)

    async def forget(self, ids: Collection[UUID]) -> None:
        """Delete those of these that belong to no report."""
        unsent = (_row.id.in_(ids), _row.report_id.is_(None))
        await self._database.write(lambda c: erase(c, self._kit, *unsent))

    async def forget_old(self, before: datetime) -> None:
        """Delete those of forms untouched since before this time."""
        old = (_row.report_id.is_(None), _row.touched_at < in_utc(before))
        await self._database.write(lambda c: erase(c, self._kit, *old))


def erase(connection: Connection, kit: Kit, *where: ColumnElement[bool]) -> None:
    """Delete screenshots, and destroy their keys, wherever a copy of them may lie."""
    gone = connection.scalars(select(_row.id).where(*where).with_for_update()).all()
    DataKeys(connection, kit.cipher).destroy([of_screenshot(each) for each in gone])
    for some in in_portions(gone):
        connection.execute(delete(screenshots).where(_row.id.in_(some)))


def erase_unsent(connection: Connection, kit: Kit, person: str) -> None:
    """Erase what somebody has not sent yet."""
    mine = _row.person_hash == kit.cipher.person(person)
    erase(connection, kit, mine, _row.report_id.is_(None))


def attach(
    connection: Connection, kit: Kit, report: UUID, person: str, ids: Collection[UUID]
) -> int:
    """Give a person's own screenshots to their report; return how many it has then.

    Raises TooManyScreenshots.
    """
    has = select(func.count()).select_from(screenshots).where(_row.report_id == report)
    before = connection.scalar(has) or 0
    if not ids:
        return before
    if before + len(ids) > MOST_SCREENSHOTS:
        raise TooManyScreenshots
    mine = update(screenshots).where(
        _row.id.in_(ids), _row.person_hash == kit.cipher.person(person), _row.report_id.is_(None)
    )
    # Whose it was is known by the report from now on, and erased with it.
    connection.execute(mine.values(report_id=report, person_hash=ERASED))
    return connection.scalar(has) or 0


def of_reports(connection: Connection, ids: Collection[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Return the ids of the screenshots of several reports, in the order in which they came."""
    query = (
        select(_row.report_id, _row.id)
        .where(_row.report_id.in_(ids))
        .order_by(_row.kept_at, _row.id)
    )
    found: defaultdict[UUID, tuple[UUID, ...]] = defaultdict(tuple)
    for report, screenshot in connection.execute(query):
        found[report] = (*found[report], screenshot)
    return found


def of_case(connection: Connection, kit: Kit, case: UUID, screenshot: UUID) -> KeptScreenshot:
    """Return a screenshot of a case. Raises UnknownScreenshot for one of another case too."""
    query = (
        select(_row.kind, _row.content)
        .join(reports, reports.c.id == _row.report_id)
        .where(_row.id == screenshot, reports.c.case_id == case)
    )
    row = connection.execute(query).first()
    if row is None:
        raise UnknownScreenshot
    content = DataKeys(connection, kit.cipher).open_bytes(row.content, *_place(screenshot))
    return KeptScreenshot(kind=row.kind, content=content)


def _place(screenshot: UUID) -> tuple[str, str, str]:
    return "screenshots", str(screenshot), "content"
