"""What a reporter may do with their report, and what they may know of it. Pure.

A reporter sees only what happened since their own report and what concerns it: the status of a
second report never tells that there was a first. "Taken" shows only where the team was seen to be
on the case since the report came.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from storage.cases.thread import (
    EventDetails,
    LoggedEvent,
    Thread,
    is_closed,
    last,
    outcome_of,
    withdrawal,
)
from storage.errors import (
    AlreadyAnswered,
    ReportClosed,
    ReportWithdrawn,
    TooManyReports,
    UnknownQuestion,
)
from storage.records import (
    AddInformation,
    AnswerQuestion,
    DeclineQuestion,
    EventKind,
    QuestionForReporter,
    ReporterAction,
    ReportOutcome,
    ReportStage,
    ReportStatus,
    ShareName,
    Withdraw,
)

COUNTED = timedelta(hours=1)
"""Over what time a person's reports are counted."""

_ON_IT = {EventKind.TAKEN, EventKind.HANDED_OVER, EventKind.DECIDED, EventKind.REOPENED}


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report as its own reporter may see it."""

    reference: str
    version: int
    submitted_at: datetime
    delivered_at: datetime | None
    principle: str
    own_post: bool
    shares_name: bool


def check_rate(sent_at: Sequence[datetime], most: int) -> None:
    """Raise TooManyReports where `most` reports were sent within COUNTED; 0 allows any number.

    `sent_at` are the times of a person's reports of that time, newest first.
    """
    if most and len(sent_at) >= most:
        raise TooManyReports(sent_at[most - 1] + COUNTED)


def follow_reporter(
    thread: Thread, report: OwnReport, action: ReporterAction, at: datetime, cause: str
) -> LoggedEvent | None:
    """Return the event that a reporter's action adds; None where it changes nothing.

    Raises ReportWithdrawn, ReportClosed, UnknownQuestion or AlreadyAnswered.
    """
    if withdrawal(thread, report.version) is not None:
        if isinstance(action, Withdraw):
            return None
        raise ReportWithdrawn
    if isinstance(action, ShareName):
        if report.shares_name:
            return None
    elif is_closed(thread):
        raise ReportClosed
    if isinstance(action, AnswerQuestion | DeclineQuestion):
        _check_question(thread, report.version, action.question)
    kind, details = _said(action)
    return LoggedEvent(kind, at, cause, report=report.version, details=details)


def report_status(report: OwnReport, thread: Thread) -> ReportStatus:
    """Build the reporter's view of their own report: nothing of other reports or of the team."""
    since = thread[report.version :]
    stage = stage_of(thread, report)
    on_it = [event.at for event in since if event.kind in _ON_IT]
    closed = last(since, EventKind.CLOSED) if stage is ReportStage.CLOSED else None
    ended = stage in {ReportStage.CLOSED, ReportStage.WITHDRAWN}
    return ReportStatus(
        reference=report.reference,
        submitted_at=report.submitted_at,
        delivered_at=report.delivered_at,
        stage=stage,
        taken_at=on_it[0] if on_it else None,
        closed_at=closed.at if closed else None,
        outcome=_outcome(thread, stage),
        principle=report.principle,
        own_post=report.own_post,
        shares_name=report.shares_name,
        questions=() if ended else tuple(open_questions(thread, report.version)),
    )


def stage_of(thread: Thread, report: OwnReport) -> ReportStage:
    """Derive where a report stands, for its reporter."""
    since = thread[report.version :]
    if withdrawal(thread, report.version) is not None:
        return ReportStage.WITHDRAWN
    if is_closed(since):
        return ReportStage.CLOSED
    if any(event.kind in _ON_IT for event in since):
        return ReportStage.TAKEN
    return ReportStage.SAVED if report.delivered_at is None else ReportStage.DELIVERED


def is_asked(event: LoggedEvent, number: int, version: int) -> bool:
    """Tell whether an event, of this number, is a question to the report of this version."""
    asked = event.kind is EventKind.ASKED and number > version
    return asked and event.report in {None, version}


def question_of(event: LoggedEvent) -> QuestionForReporter:
    """Return a question as a reporter may see it. Raises ValueError for another event."""
    if event.details.question is None:
        raise ValueError("an event that asks nothing")
    return QuestionForReporter(id=event.details.question, at=event.at, text=event.details.text)


def open_questions(thread: Thread, version: int) -> Iterator[QuestionForReporter]:
    """Return the questions to one report that were neither answered nor declined."""
    done = _answered(thread, version)
    for number, event in enumerate(thread, 1):
        if is_asked(event, number, version) and event.details.question not in done:
            yield question_of(event)


def _outcome(thread: Thread, stage: ReportStage) -> ReportOutcome | None:
    if stage is ReportStage.WITHDRAWN:
        return ReportOutcome.WITHDRAWN
    return outcome_of(thread) if stage is ReportStage.CLOSED else None


def _check_question(thread: Thread, version: int, question: UUID) -> None:
    asked = {
        event.details.question
        for number, event in enumerate(thread, 1)
        if is_asked(event, number, version)
    }
    if question not in asked:
        raise UnknownQuestion
    if question in _answered(thread, version):
        raise AlreadyAnswered


def _answered(thread: Thread, version: int) -> set[UUID | None]:
    kinds = {EventKind.ANSWERED, EventKind.DECLINED}
    return {e.details.question for e in thread if e.kind in kinds and e.report == version}


def _said(action: ReporterAction) -> tuple[EventKind, EventDetails]:
    match action:
        case AddInformation(text=text):
            return EventKind.ADDED, EventDetails(text=text)
        case AnswerQuestion(question=question, text=text):
            return EventKind.ANSWERED, EventDetails(question=question, text=text)
        case DeclineQuestion(question=question):
            return EventKind.DECLINED, EventDetails(question=question)
        case Withdraw():
            return EventKind.WITHDRAWN, EventDetails()
        case ShareName():
            return EventKind.NAME_SHARED, EventDetails()
