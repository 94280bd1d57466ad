"""The text of what reporters are told about reports that they sent: status, list, outcome."""

from collections.abc import Sequence
from datetime import datetime

from dialogs.wording import london_time, own_reports
from storage.records import ReportStage, ReportStatus

MOST_LISTED = 10


def status_words(report: ReportStatus) -> str:
    """Return where a report stands, in plain words; never what happened to the colleague."""
    stage = own_reports.STAGES[report.stage]
    since = _since(report)
    stands = own_reports.SINCE.format(status=stage, time=london_time(since)) if since else stage
    return f"{stands}: {outcome_words(report)}" if report.outcome is not None else stands


def outcome_words(report: ReportStatus) -> str:
    """Return what came of a report that is closed; empty where that is not known."""
    return "" if report.outcome is None else own_reports.OUTCOMES[report.outcome]


def status_lines(report: ReportStatus) -> tuple[str, ...]:
    """Return all that is told of one report, its headline first."""
    stands = status_words(report)
    name = own_reports.NAME_SHOWN if report.shares_name else own_reports.NAME_HIDDEN
    asks = own_reports.ASKS_YOU.format(ref=report.reference)
    return (
        own_reports.YOUR_REPORT.format(ref=report.reference),
        own_reports.SENT.format(time=london_time(report.submitted_at)),
        f"{stands[:1].upper()}{stands[1:]}.",
        *((asks,) if waits_for_answer(report) else ()),
        name,
        own_reports.NOT_WHAT_HAPPENED if report.outcome else own_reports.NO_LIMIT,
    )


def list_lines(reports: Sequence[ReportStatus]) -> tuple[str, ...]:
    """Return a line for each of the newest reports, under a headline."""
    newest = reports[:MOST_LISTED]
    lines = [
        own_reports.SENT_AT.format(
            ref=one.reference, time=london_time(one.submitted_at), status=status_words(one)
        )
        + (f" {own_reports.ASKED}" if waits_for_answer(one) else "")
        for one in newest
    ]
    if len(reports) > len(newest):
        lines.append(own_reports.SHOWING_NEWEST.format(shown=len(newest), all=len(reports)))
    return own_reports.YOUR_REPORTS, *lines, own_reports.NO_LIMIT


def waits_for_answer(report: ReportStatus) -> bool:
    """Tell whether the team has asked about a report and may still be answered."""
    over = report.stage in {ReportStage.CLOSED, ReportStage.WITHDRAWN}
    return bool(report.questions) and not over


def _since(report: ReportStatus) -> datetime | None:
    times = {
        ReportStage.DELIVERED: report.delivered_at,
        ReportStage.TAKEN: report.taken_at,
        ReportStage.CLOSED: report.closed_at,
    }
    return times.get(report.stage)
