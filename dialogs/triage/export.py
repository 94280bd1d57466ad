"""An export of cases as CSV, for a spreadsheet: nothing of reporters, and nothing that acts.

A cell that begins with a sign that a spreadsheet would take for a formula gets an apostrophe
before it. The rows come without any reporter: the type has no place for one.
"""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from dialogs.cards.case_lists import export_card
from dialogs.effects.case_effects import CasesExported
from dialogs.text.inert import clean, inert
from dialogs.turn import Reply
from dialogs.wording import case_lists
from dialogs.wording.dates import LONDON
from storage.records import ExportRow

COLUMNS = (
    "reference",
    "status",
    "opened",
    "link",
    "reports",
    "withdrawn",
    "principles",
    "owner",
    "taken",
    "decision",
    "decision principle",
    "closing code",
    "reason",
    "decided",
    "outcome",
    "closed",
    "related cases",
    "policy version",
)
SMALL_BYTES = 6_000
"""What an export may weigh to be shown on a card, where no link to a file can be made."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


def exported(came: CasesExported) -> Reply:
    """Return the card with an export: a link to its file, or its lines where it is small."""
    title = case_lists.EXPORT.format(count=len(came.rows))
    if not came.rows:
        return Reply(case_lists.NONE_FOUND)
    lines: list[str] = []
    if not came.link:
        text = csv_of(came.rows)
        if len(text.encode()) > SMALL_BYTES:
            return Reply(case_lists.EXPORT_TOO_LONG)
        lines = [inert(line) for line in text.splitlines()]
    card = export_card(title, came.link, lines)
    whole = "\n".join((title, case_lists.EXPORT_AUDITED, *lines))
    return Reply(whole, card, in_place=True, private=True, own=True)


def csv_of(rows: Sequence[ExportRow]) -> str:
    """Return the rows as CSV, the names of the columns first. Times are London's."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in _values(row)] for row in rows)
    return text.getvalue()


def _values(row: ExportRow) -> tuple[str, ...]:
    decision = row.decision
    return (
        row.reference,
        row.status.value,
        _time(row.opened_at),
        row.link,
        str(row.reports),
        str(row.withdrawn),
        "; ".join(row.principles),
        row.owner,
        _time(row.taken_at),
        decision.kind.value if decision else "",
        decision.principle if decision else "",
        decision.closing_code if decision else "",
        decision.reason if decision else "",
        _time(row.decided_at),
        row.outcome.value if row.outcome else "",
        _time(row.closed_at),
        "; ".join(row.related),
        row.policy_version,
    )


def _cell(value: str) -> str:
    """Make a cell inert: on one line, and never a formula."""
    shown = " ".join(clean(value).split())
    return f"'{shown}" if shown.startswith(_STARTS_A_FORMULA) else shown


def _time(at: datetime | None) -> str:
    return at.astimezone(LONDON).strftime("%Y-%m-%d %H:%M") if at else ""
