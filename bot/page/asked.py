"""What a request asks of the page: which cases, which part of them, which weeks.

An address is input from outside: what is not understood gets a sentence, what is too long is cut.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, time, timedelta
from typing import Self
from urllib.parse import urlencode

from dialogs.payloads.case_payloads import FindCasesBy
from dialogs.triage.search import read_search
from dialogs.wording import team_page
from dialogs.wording.dates import LONDON
from storage.records import CaseQuery

ON_A_PAGE = 25
OPEN = "open"
LAST_PAGE = 100_000
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class CasesAsked:
    """The form above the list, as it was filled in; the names are those of its fields."""

    words: str = ""
    status: str = OPEN
    principle: str = ""
    age: str = ""
    opened_from: str = ""
    opened_to: str = ""
    mine: str = ""
    unowned: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Read it from an address; what is not in it stays as it is at first."""
        names = (field.name for field in fields(cls))
        return cls(**{name: query[name][:_LONGEST] for name in names if name in query})

    def sought(self, reader: str, now: datetime) -> CaseQuery | str:
        """Return the query, or the sentence that says what was not understood."""
        asked = FindCasesBy(
            do="find-cases",
            words=re.sub(r"^\s*find\s", "", self.words, flags=re.IGNORECASE),
            status=self.status.split(" ")[0][:40],
            principle=self.principle[:80],
            opened_from=self.opened_from[:20],
            opened_to=self.opened_to[:20],
        )
        query = read_search(asked, now)
        if isinstance(query, str):
            return query
        changes: dict[str, object] = {"unowned": bool(self.unowned)}
        if self.mine:
            changes["owner"] = reader
        oldest = self._opened_before(now)
        if oldest is not None:
            changes["opened_before"] = min(oldest, query.opened_before or oldest)
        return query.model_copy(update=changes)

    def address(self, path: str, **more: object) -> str:
        """Return the address of a page that asks for the same cases."""
        given = {name: value for name, value in asdict(self).items() if value or name == "status"}
        return f"{path}?{urlencode(given | more)}"

    def _opened_before(self, now: datetime) -> datetime | None:
        """Return by when a case was opened that is old enough, by London's days."""
        if self.age not in {days for days, _ in team_page.AGES if days}:
            return None
        day = now.astimezone(LONDON).date() - timedelta(days=int(self.age) - 1)
        return datetime.combine(day, time(), LONDON)


def page_number(query: Mapping[str, str]) -> int:
    """Return which part of the list is asked for, counted from 1."""
    number = query.get("page", "1")
    plain = number.isascii() and number.isdigit() and len(number) <= 6
    return min(max(int(number), 1), LAST_PAGE) if plain else 1


def weeks_asked(query: Mapping[str, str]) -> int:
    """Return how many weeks the figures are to cover."""
    offered = {str(weeks): weeks for weeks, _ in team_page.PERIODS}
    return offered.get(query.get("weeks", ""), 12)


def week_bounds(weeks: int, now: datetime) -> tuple[datetime, ...]:
    """Return the Mondays, at midnight in London, that bound so many weeks; the present one last."""
    today = now.astimezone(LONDON).date()
    monday = today - timedelta(days=today.weekday())
    days = (monday + timedelta(weeks=number - weeks + 1) for number in range(weeks + 1))
    return tuple(datetime.combine(day, time(), LONDON) for day in days)
