"""The figures page: what was counted, in rows with a share for each, ready to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.page.drawing import bar, columns
from bot.page.rendering import principle_label
from dialogs.reports.principles import CHOICES
from dialogs.wording import london_day, london_month, short_day, team_page
from policy_content.model import Policy
from storage.records import CaseFigures, QuestionCount, ReportOutcome

HOURS = tuple(hours for hours, _ in team_page.HOURS)
QUESTIONS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what, how many, and how that looks beside the others."""

    label: str
    count: int
    bar: Markup


@dataclass(frozen=True, slots=True)
class Chart:
    """A table with bars in it: its heading, what its first column holds, and its rows."""

    id: str
    heading: str
    column: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the page shows of them."""

    total: int
    since: str
    weeks: Chart
    weeks_drawn: Markup
    charts: tuple[Chart, ...]
    questions: tuple[QuestionCount, ...]


def figures_shown(
    policy: Policy,
    counted: CaseFigures,
    weeks: Sequence[datetime],
    questions: Sequence[QuestionCount],
) -> Figures:
    """Make what the page shows."""
    total = sum(counted.opened)
    by_week = [
        (short_day(london_day(week)), count)
        for week, count in zip(weeks, counted.opened, strict=False)
    ]
    named = [(principle_label(policy, one), counted.named.get(one, 0)) for one in CHOICES]
    outcomes = [(team_page.OUTCOMES[one], counted.outcomes.get(one, 0)) for one in ReportOutcome]
    charts = (
        _chart("principles", team_page.BY_PRINCIPLE, team_page.NAMED, named),
        _chart(
            "outcomes",
            team_page.BY_OUTCOME,
            team_page.OUTCOME,
            [*outcomes, (team_page.STILL_OPEN, counted.still_open)],
        ),
        _took("first-action", team_page.FIRST_ACTION, counted.first_action, total),
        _took("closing", team_page.CLOSING, counted.closing, total),
    )
    return Figures(
        total=total,
        since=short_day(london_day(weeks[0])),
        weeks=_chart("weeks", team_page.BY_WEEK, team_page.WEEK, by_week),
        weeks_drawn=columns(counted.opened),
        charts=charts,
        questions=tuple(questions[:QUESTIONS_SHOWN]),
    )


def review_line(policy: Policy, now: datetime) -> str:
    """Say when the policy's own review is due, or was."""
    version = policy.version
    overdue = version.overdue(london_day(now))
    said = team_page.REVIEW_OVERDUE if overdue else team_page.REVIEW_DUE
    return said.format(month=london_month(version.next_review))


def _took(id_: str, heading: str, counts: Sequence[int], total: int) -> Chart:
    labels = [label for _, label in team_page.HOURS]
    rows = [*zip((*labels, team_page.LONGER), counts, strict=True)]
    return _chart(id_, heading, team_page.TOOK, [*rows, (team_page.NOT_YET, total - sum(counts))])


def _chart(id_: str, heading: str, column: str, rows: Sequence[tuple[str, int]]) -> Chart:
    most = max((count for _, count in rows), default=0)
    return Chart(
        id_, heading, column, tuple(Row(label, count, bar(count, most)) for label, count in rows)
    )
