"""Every sealed value of a case, with the name of the key that it should have.

For what goes through all of them: sealing anew (storage.data_protection.rewrapping) and deleting.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, select, update

from storage.cases import event_rows
from storage.cases.thread import BY_REPORTER
from storage.data_protection.data_keys import of_case, of_report, of_reporter, of_screenshot
from storage.database.tables import case_events, cases, reporters, reports, screenshots
from storage.reports import report_rows


@dataclass(frozen=True, slots=True)
class SealedRow:
    """The sealed values of one row by their columns; `row` names it in their places."""

    table: Table
    where: tuple[ColumnElement[bool], ...]
    row: str
    key: str
    values: Mapping[str, bytes] = field(default_factory=dict)

    def place(self, column: str) -> tuple[str, str, str]:
        """Return where the value of a column stands."""
        return self.table.name, self.row, column

    def write(self, connection: Connection, values: Mapping[str, bytes]) -> None:
        """Write other values into the row."""
        connection.execute(update(self.table).where(*self.where).values(values))


def report_ids(connection: Connection, case: UUID) -> Mapping[int, UUID]:
    """Return a case's reports by their versions."""
    query = select(reports.c.version, reports.c.id).where(reports.c.case_id == case)
    return {row.version: row.id for row in connection.execute(query)}


def sealed_rows(connection: Connection, case: UUID) -> Iterator[SealedRow]:
    """Yield the rows of a case that hold sealed values."""
    for row, columns in rows_with_sealed_columns(connection, case):
        query = select(*(row.table.c[column] for column in columns)).where(*row.where)
        for found in connection.execute(query).mappings():
            values = {column: found[column] for column in columns if found[column] is not None}
            yield replace(row, values=values)


def rows_with_sealed_columns(
    connection: Connection, case: UUID
) -> Iterator[tuple[SealedRow, Sequence[str]]]:
    """Yield the rows without their values, and which columns these are in."""
    known = report_ids(connection, case)
    yield SealedRow(cases, (cases.c.id == case,), str(case), of_case(case)), ["post"]
    for report in known.values():
        mine, theirs = (reports.c.id == report,), (reporters.c.report_id == report,)
        yield SealedRow(reports, mine, str(report), of_report(report)), report_rows.SEALED
        row = SealedRow(reporters, theirs, str(report), of_reporter(report))
        yield row, report_rows.SEALED_OF_REPORTER
    shown = select(screenshots.c.id).where(screenshots.c.report_id.in_(known.values()))
    for picture in connection.scalars(shown).all():
        mine = (screenshots.c.id == picture,)
        yield SealedRow(screenshots, mine, str(picture), of_screenshot(picture)), ["content"]
    c = case_events.c
    query = select(c.number, c.kind, c.report).where(c.case_id == case).order_by(c.number)
    for number, kind, version in connection.execute(query).all():
        said = kind in BY_REPORTER and version in known
        key = of_report(known[version]) if said else of_case(case)
        where = (c.case_id == case, c.number == number)
        yield SealedRow(case_events, where, f"{case}:{number}", key), event_rows.SEALED
