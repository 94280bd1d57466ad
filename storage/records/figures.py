"""Counts over many cases, for the team's page: nothing in them tells of one case or one person."""

from collections.abc import Mapping

from pydantic import AwareDatetime, PositiveInt

from storage.records.base import Record
from storage.records.conversations import WhyKept
from storage.records.queue import CaseSummary
from storage.records.reports import ReportOutcome


class CasePage(Record):
    """One screenful of a longer list, and how many there are in all."""

    cases: tuple[CaseSummary, ...]
    total: int


class FiguresWanted(Record):
    """What is to be counted: cases opened from the first of these times and before the last.

    `weeks` are the bounds of periods that follow one another, at least two. `hours` are bounds too,
    growing: how long something took is counted by the first of them that is longer.
    """

    weeks: tuple[AwareDatetime, ...]
    hours: tuple[PositiveInt, ...]


class CaseFigures(Record):
    """What was counted, of cases that are kept.

    `opened` has a count for each period. `named` counts the cases in which a report names a
    principle; a case may count for several. `outcomes` counts closed cases, `still_open` the
    others. `first_action` counts the cases with which a member of the team did something, by how
    long that took, and `closing` the closed ones; both have one count for each bound and one more,
    for what took longer.
    """

    opened: tuple[int, ...]
    named: Mapping[str, int]
    outcomes: Mapping[ReportOutcome, int]
    still_open: int
    first_action: tuple[int, ...]
    closing: tuple[int, ...]


class QuestionCount(Record):
    """How many questions are kept for the policy owner, for one reason and one nearest clause."""

    why: WhyKept
    closest: str
    count: int
