"""Reads what cases are looked for by: a reference, a link, a principle, a state, days.

Never anything inside a report: its words are encrypted, and are not searched.
"""

import re
from datetime import date, datetime, time, timedelta

from dialogs.commands import plain
from dialogs.payloads.case_payloads import FindCasesBy
from dialogs.reports.principles import CODE, LISTED, NOT_SURE, SOMETHING_ELSE
from dialogs.text.inert import clean, dead
from dialogs.text.typed_dates import DAY, read_day
from dialogs.triage.references import REFERENCE, tidy
from dialogs.wording import case_lists
from dialogs.wording.dates import LONDON
from dialogs.yammer.yammer_links import PostLink, looks_like_link, read_link
from storage.records import CaseQuery, CaseStatus

OPEN = frozenset({CaseStatus.NEW, CaseStatus.TAKEN, CaseStatus.DECIDED})
_STATUSES = {status.value: frozenset({status}) for status in CaseStatus} | {
    "open": OPEN,
    "untaken": frozenset({CaseStatus.NEW}),
    "undecided": frozenset({CaseStatus.NEW, CaseStatus.TAKEN}),
}
_PRINCIPLES = {name: one for one in LISTED for name in (one, one.rsplit(".", 1)[-1])} | {
    one: one for one in (CODE, SOMETHING_ELSE, NOT_SURE)
}
_NOT_NEEDED = {"cases", "case", "all", "the", "and", "with", "that", "are", "about", "by", "status"}
_SINCE = re.compile(rf"\b(?:since|from)\s+({DAY})\b", re.IGNORECASE)
_UNTIL = re.compile(rf"\b(?:until|till|up to|to)\s+({DAY})\b", re.IGNORECASE)
_ON = re.compile(rf"\b(?:on\s+)?({DAY})\b", re.IGNORECASE)


def read_search(search: FindCasesBy, now: datetime) -> CaseQuery | str:
    """Return the query of a form or a typed search, or the sentence that says what is wrong."""
    today = now.astimezone(LONDON).date()
    words = clean(search.words, 2_000)
    fields: dict[str, object] = {}
    words = _take_day(words, _SINCE, fields, "opened_from", today)
    words = _take_day(words, _UNTIL, fields, "opened_before", today)
    words = _take_day(words, _ON, fields, "", today)
    for text, field in ((search.opened_from, "opened_from"), (search.opened_to, "opened_before")):
        if text.strip():
            day = read_day(text, today)
            if day is None:
                return case_lists.NOT_A_SEARCH.format(words=dead(text, 60))
            fields |= _bounds(day, field)
    chosen = " ".join(part for part in (words, search.status, search.principle) if part)
    return _read_words(chosen, fields)


def _take_day(
    words: str,
    pattern: re.Pattern[str],
    fields: dict[str, object],
    field: str,
    today: date,
) -> str:
    """Take a day out of the words; without a field of its own it means the whole day."""
    found = pattern.search(words)
    day = read_day(found[1], today) if found else None
    if found is None or day is None:
        return words
    fields |= _bounds(day, field)
    return f"{words[: found.start()]} {words[found.end() :]}"


def _read_words(words: str, fields: dict[str, object]) -> CaseQuery | str:
    reference = re.search(REFERENCE, words, re.IGNORECASE)
    if reference is not None:
        fields["reference"] = tidy(reference[0])
        words = f"{words[: reference.start()]} {words[reference.end() :]}"
    statuses: frozenset[CaseStatus] = frozenset()
    for word in words.split():
        link = read_link(word) if looks_like_link(word) else None
        bare = word.lower().strip(",.;")
        if isinstance(link, PostLink):
            fields["post"] = link.post
        elif link is not None and bare not in _PRINCIPLES:
            return case_lists.NOT_A_POST
        elif bare in _STATUSES:
            statuses |= _STATUSES[bare]
        elif bare in _PRINCIPLES:
            fields["principle"] = _PRINCIPLES[bare]
        elif plain(word) and plain(word) not in _NOT_NEEDED:
            return case_lists.NOT_A_SEARCH.format(words=dead(word, 60))
    return CaseQuery.model_validate({**fields, "statuses": statuses})


def _bounds(day: date, field: str) -> dict[str, object]:
    """Return a bound of the days that count, which both count in; both bounds for no field."""
    bounds = {
        "opened_from": _midnight(day),
        "opened_before": _midnight(day + timedelta(days=1)),
    }
    return {name: at for name, at in bounds.items() if field in {"", name}}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)
