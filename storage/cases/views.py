"""How kept rows become what the team may see of a case. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storage.cases.checking import missing_steps
from storage.cases.checklists import checklist
from storage.cases.thread import (
    LoggedEvent,
    Thread,
    decision_of,
    last,
    outcome_of,
    owner_of,
    status_of,
    steps_of,
    versions,
    withdrawal,
)
from storage.records import (
    Addition,
    AnswerForTeam,
    CaseEvent,
    CaseForTeam,
    ChecklistStep,
    EventKind,
    QuestionForTeam,
    RelatedCase,
    ReportForTeam,
    UpheldBreach,
)


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report without its reporter; `shared_name` is filled only where the reporter chose so.

    `version` is the number, in the case's thread, of the event that brought this report.
    """

    id: UUID
    reference: str
    version: int
    submitted_at: datetime
    delivered_at: datetime | None
    link: str
    principle: str
    account: str
    seen_when: str
    own_post: bool
    policy_version: str
    shared_name: str = ""
    erased: bool = False
    screenshots: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Beyond:
    """What the team sees of a case that its own thread does not tell."""

    related: tuple[RelatedCase, ...] = ()
    repeats: tuple[UpheldBreach, ...] = ()
    expired: bool = False


def case_for_team(
    reference: str, reports: Sequence[KeptReport], thread: Thread, beyond: Beyond
) -> CaseForTeam:
    """Build the team's view of a case: its reports in the order of their arrival.

    A report that came after the thread was read is left out, so that `version` never promises
    less than is shown.
    """
    by_version = {report.version: report for report in reports}
    known = [by_version[version] for version in versions(thread)]
    owner = owner_of(thread)
    author = last(thread, EventKind.AUTHOR_RECORDED)
    content = last(thread, EventKind.CONTENT)
    return CaseForTeam(
        reference=reference,
        version=len(thread),
        status=status_of(thread),
        opened_at=thread[0].at,
        link=link_of(known),
        reports=tuple(_report(report, n, thread) for n, report in enumerate(known, 1)),
        events=events_for_team(thread),
        owner=owner.name if owner else "",
        owner_since=owner.since if owner else None,
        decision=decision_of(thread),
        checklist=_checklist(thread),
        missing=missing_steps(thread, repeated=bool(beyond.repeats)),
        questions=_questions(thread),
        content=content.details.content if content else None,
        author_recorded=author is not None and author.details.author is not None,
        repeats=beyond.repeats,
        related=beyond.related,
        outcome=outcome_of(thread),
        expired=beyond.expired,
        policy_version=known[0].policy_version,
    )


def link_of(reports: Sequence[KeptReport]) -> str:
    """Return the first link that a report gave."""
    return next((report.link for report in reports if report.link), "")


def events_for_team(thread: Thread) -> tuple[CaseEvent, ...]:
    """Return the whole thread as the team sees it."""
    numbers = _report_numbers(thread)
    return tuple(
        CaseEvent(
            number=number,
            kind=event.kind,
            at=event.at,
            actor_name=event.actor_name,
            report=numbers.get(event.report),
            text=event.details.text,
            to_name=event.details.to_name,
            decision=event.decision,
            step=event.details.step,
            content=event.details.content,
            outcome=outcome_of(thread[:number]) if event.kind is EventKind.CLOSED else None,
            reminder=event.details.reminder,
        )
        for number, event in enumerate(thread, 1)
    )


def _report_numbers(thread: Thread) -> dict[int | None, int]:
    return {version: number for number, version in enumerate(versions(thread), 1)}


def _report(report: KeptReport, number: int, thread: Thread) -> ReportForTeam:
    withdrawn = withdrawal(thread, report.version)
    added = [e for e in thread if e.kind is EventKind.ADDED and e.report == report.version]
    return ReportForTeam(
        number=number,
        at=report.submitted_at,
        principle=report.principle,
        account=report.account,
        seen_when=report.seen_when,
        own_post=report.own_post,
        shared_name=report.shared_name,
        erased=report.erased,
        withdrawn_at=withdrawn.at if withdrawn else None,
        additions=tuple(Addition(at=event.at, text=event.details.text) for event in added),
        screenshots=report.screenshots,
    )


def _checklist(thread: Thread) -> tuple[ChecklistStep, ...]:
    decision = decision_of(thread)
    steps = checklist(decision.kind) if decision else {}
    recorded = steps_of(thread)
    return tuple(
        ChecklistStep(step=step, need=need)
        if step not in recorded
        else ChecklistStep(
            step=step,
            need=need,
            record=recorded[step].details.step,
            recorded_by=recorded[step].actor_name,
            recorded_at=recorded[step].at,
        )
        for step, need in steps.items()
    )


def _questions(thread: Thread) -> tuple[QuestionForTeam, ...]:
    numbers = _report_numbers(thread)
    return tuple(
        _question(event, event.details.question, thread, numbers)
        for event in thread
        if event.kind is EventKind.ASKED and event.details.question is not None
    )


def _question(
    asked: LoggedEvent, question: UUID, thread: Thread, numbers: dict[int | None, int]
) -> QuestionForTeam:
    about = [event for event in thread if event.details.question == question]
    answers = tuple(
        AnswerForTeam(report=numbers[event.report], at=event.at, text=event.details.text)
        for event in about
        if event.kind in {EventKind.ANSWERED, EventKind.DECLINED}
    )
    return QuestionForTeam(
        id=question,
        at=asked.at,
        by=asked.actor_name,
        text=asked.details.text,
        report=numbers.get(asked.report),
        answers=answers,
        unreachable=any(event.kind is EventKind.UNREACHABLE for event in about),
    )
