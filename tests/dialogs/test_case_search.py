"""Cases are found by reference, link, principle, state and dates, never by words in reports."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.effects.case_effects import ExportCases, FindCases
from dialogs.payloads.case_payloads import FindCasesBy
from dialogs.text.typed_dates import read_day
from dialogs.triage.search import OPEN, read_search
from storage.records import CaseQuery, CaseStatus, PostAddress
from tests.dialogs.cases import REFERENCE
from tests.dialogs.chat import MORNING, Chat

LINK = "https://www.yammer.com/ons.gov.uk/#/Threads/show?threadId=2468"
FIRST = datetime(2026, 5, 31, 23, tzinfo=UTC)  # London's midnight
QUERIES = {
    REFERENCE: CaseQuery(reference=REFERENCE),
    "case c 7k3m9qxt": CaseQuery(reference=REFERENCE),
    "hacked": CaseQuery(principle="hard-breach.hacked"),
    "hard-breach.hacked closed": CaseQuery(
        principle="hard-breach.hacked", statuses=frozenset({CaseStatus.CLOSED})
    ),
    "open cases": CaseQuery(statuses=OPEN),
    "new and taken": CaseQuery(statuses=frozenset({CaseStatus.NEW, CaseStatus.TAKEN})),
    LINK: CaseQuery(post=PostAddress(network="ons.gov.uk", thread="2468")),
    "since 1 June": CaseQuery(opened_from=FIRST),
    "from 2026-06-01 until 2 June 2026": CaseQuery(
        opened_from=FIRST, opened_before=datetime(2026, 6, 2, 23, tzinfo=UTC)
    ),
    "on 1/6/2026": CaseQuery(opened_from=FIRST, opened_before=datetime(2026, 6, 1, 23, tzinfo=UTC)),
    "since 1 March": CaseQuery(opened_from=datetime(2026, 3, 1, tzinfo=UTC)),
    "": CaseQuery(),
}


@pytest.mark.parametrize("words", QUERIES)
def test_what_is_looked_for_is_read(words: str) -> None:
    query = read_search(FindCasesBy(do="find-cases", words=words), MORNING)
    assert isinstance(query, CaseQuery), query
    expected = QUERIES[words]
    assert query.model_copy(update={"post": None}) == expected.model_copy(update={"post": None})
    assert (query.post and query.post.thread) == (expected.post and expected.post.thread)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("payroll", "“payroll”"),
        ("before 1 June", "“before”"),
        ("https://x.com/a/status/1", "no Yammer post"),
        ("since 31 February 2026", "I did not understand"),
    ],
)
def test_what_cannot_be_looked_for_is_said(words: str, says: str) -> None:
    said = read_search(FindCasesBy(do="find-cases", words=words), MORNING)
    assert isinstance(said, str)
    assert says in said


def test_the_form_finds_and_exports_by_the_same_fields(desk: Chat) -> None:
    filled = {"principle": "code", "status": "closed", "opened_from": "2026-06-01"}
    found = desk.say("find").press("Find", **filled).effect
    exported = desk.say("find").press("Export as CSV", **filled).effect
    assert isinstance(found, FindCases)
    assert isinstance(exported, ExportCases)
    expected = CaseQuery(
        principle="code", statuses=frozenset({CaseStatus.CLOSED}), opened_from=FIRST
    )
    assert found.query == exported.query == expected
    desk.say("find").press("Find", opened_to="yesteryear").expect("I did not understand")


def test_a_typed_search_is_the_same_as_a_filled_form(desk: Chat) -> None:
    typed = desk.say("find code closed since 1 June").effect
    assert isinstance(typed, FindCases)
    assert typed.query == CaseQuery(
        principle="code", statuses=frozenset({CaseStatus.CLOSED}), opened_from=FIRST
    )
    exported = desk.say("export closed").effect
    assert isinstance(exported, ExportCases)


TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        ("Yesterday", date(2026, 5, 31)),
        ("2026-02-28", date(2026, 2, 28)),
        ("3/4/2026", date(2026, 4, 3)),
        ("3/4/26", date(2026, 4, 3)),
        ("1st May", date(2026, 5, 1)),
        ("2 June", date(2025, 6, 2)),
        ("29 February", None),
        ("29 February 2024", date(2024, 2, 29)),
        ("31 sept 2026", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_days_are_read_as_the_british_write_them(text: str, day: date | None) -> None:
    assert read_day(text, TODAY) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_however_it_is_written(day: date) -> None:
    for text in (day.isoformat(), f"{day.day} {day:%B} {day.year}", f"{day:%d/%m/%Y}"):
        assert read_day(text, TODAY) == day


@given(st.text(max_size=60))
def test_no_text_breaks_a_search(text: str) -> None:
    assert read_search(FindCasesBy(do="find-cases", words=text), MORNING) is not None
