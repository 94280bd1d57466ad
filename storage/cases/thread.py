"""A case's append-only thread, and what is derived from it: status, owner, decision, outcome.

Pure. A person is known here only by a pseudonym, a report by its version: the number, counted from
one, of the event that brought it. `storage.cases.lifecycle` and `storage.reports.reporting` say
what may follow.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from storage.records import (
    Audience,
    Author,
    CaseStatus,
    ContentRecord,
    Decision,
    DecisionKind,
    EventKind,
    Record,
    ReminderKind,
    ReportOutcome,
    StepRecord,
)

Pseudonym = bytes


class EventDetails(Record):
    """What an event says besides its kind; kept sealed as one JSON document."""

    text: str = ""
    to_name: str = ""
    question: UUID | None = None
    step: StepRecord | None = None
    content: ContentRecord | None = None
    author: Author | None = None
    reminder: ReminderKind | None = None


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """One entry of a case's thread as it is kept.

    `cause` names what brought it (a submission, an activity): one cause, one entry. `actor` is a
    member of the team, empty for reporters and the bot. `owner` is who owns the case from here on,
    where the event says so. `report` is the version of the one report concerned, None for none or
    all of them.
    """

    kind: EventKind
    at: datetime
    cause: str
    actor: Pseudonym = b""
    actor_name: str = ""
    decision: Decision | None = None
    report: int | None = None
    owner: Pseudonym = b""
    details: EventDetails = field(default_factory=EventDetails)


Thread = Sequence[LoggedEvent]


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns a case, and since when."""

    who: Pseudonym
    name: str
    since: datetime


AUDIENCE = {
    EventKind.REPORTED: Audience.TEAM,
    EventKind.ADDED: Audience.TEAM,
    EventKind.WITHDRAWN: Audience.TEAM,
    EventKind.ANSWERED: Audience.TEAM,
    EventKind.DECLINED: Audience.TEAM,
    EventKind.NAME_SHARED: Audience.TEAM,
    EventKind.UNREACHABLE: Audience.TEAM,
    EventKind.REMINDED: Audience.TEAM,
    EventKind.TAKEN: Audience.REPORTER,
    EventKind.HANDED_OVER: Audience.REPORTER,
    EventKind.DECIDED: Audience.REPORTER,
    EventKind.ASKED: Audience.REPORTER,
    EventKind.CLOSED: Audience.REPORTER,
    EventKind.REOPENED: Audience.REPORTER,
    EventKind.STEPPED_ASIDE: Audience.NOBODY,
    EventKind.STEP_RECORDED: Audience.NOBODY,
    EventKind.NOTED: Audience.NOBODY,
    EventKind.CONTENT: Audience.NOBODY,
    EventKind.AUTHOR_RECORDED: Audience.NOBODY,
}
"""Who hears of an event besides the card (storage.records.Audience)."""

BY_REPORTER = frozenset(
    {
        EventKind.ADDED,
        EventKind.WITHDRAWN,
        EventKind.ANSWERED,
        EventKind.DECLINED,
        EventKind.NAME_SHARED,
    }
)
"""What a reporter does after their report; what they say so is theirs, and not the team's."""

_OUTCOMES = {
    DecisionKind.HARD: ReportOutcome.ACTED,
    DecisionKind.SOFT: ReportOutcome.ACTED,
    DecisionKind.NOT_A_BREACH: ReportOutcome.NOT_A_BREACH,
    DecisionKind.NOT_OURS: ReportOutcome.PASSED_ON,
    DecisionKind.CANNOT_TELL: ReportOutcome.CANNOT_TELL,
}


def happened(thread: Thread, cause: str) -> bool:
    """Tell whether this cause has already had its event."""
    return any(event.cause == cause for event in thread)


def last(thread: Thread, *kinds: EventKind) -> LoggedEvent | None:
    """Return the last event of these kinds, None where there is none."""
    return next((event for event in reversed(thread) if event.kind in kinds), None)


def since_last(thread: Thread, *kinds: EventKind) -> Thread:
    """Return the events after the last of these kinds; all where there is none."""
    for number in range(len(thread), 0, -1):
        if thread[number - 1].kind in kinds:
            return thread[number:]
    return thread


def is_closed(thread: Thread) -> bool:
    """Tell whether a case (or what happened since some event) ends closed."""
    turn = last(thread, EventKind.CLOSED, EventKind.REOPENED)
    return turn is not None and turn.kind is EventKind.CLOSED


def decided_event(thread: Thread) -> LoggedEvent | None:
    """Return the decision that stands; None before one, and after a case was reopened."""
    return last(since_last(thread, EventKind.REOPENED), EventKind.DECIDED)


def decision_of(thread: Thread) -> Decision | None:
    """Return the decision that stands, None where there is none."""
    event = decided_event(thread)
    return event.decision if event else None


def owner_of(thread: Thread) -> Owner | None:
    """Return the present owner, None where nobody has the case."""
    for event in reversed(thread):
        match event.kind:
            case EventKind.TAKEN | EventKind.REOPENED:
                return Owner(event.owner, event.actor_name, event.at)
            case EventKind.HANDED_OVER:
                return Owner(event.owner, event.details.to_name, event.at)
            case EventKind.STEPPED_ASIDE if _gave_up(thread, event):
                return None
    return None


def status_of(thread: Thread) -> CaseStatus:
    """Derive where a case stands."""
    if is_closed(thread):
        return CaseStatus.CLOSED
    if decided_event(thread) is not None:
        return CaseStatus.DECIDED
    return CaseStatus.NEW if owner_of(thread) is None else CaseStatus.TAKEN


def outcome_of(thread: Thread) -> ReportOutcome | None:
    """Return what came of a closed case, None for an open one."""
    if not is_closed(thread):
        return None
    decision = decision_of(thread)
    return outcome_by(decision.kind if decision else None)


def outcome_by(decision: DecisionKind | None) -> ReportOutcome:
    """Return what came of a case that was closed with this decision, or without any."""
    return _OUTCOMES[decision] if decision else ReportOutcome.WITHDRAWN


def steps_of(thread: Thread) -> dict[str, LoggedEvent]:
    """Return the last record of each step since the decision that stands."""
    if decided_event(thread) is None:
        return {}
    since = since_last(thread, EventKind.DECIDED)
    return {event.details.step.step: event for event in since if event.details.step is not None}


def versions(thread: Thread) -> list[int]:
    """Return the versions of all reports, in the order of their arrival."""
    return [n for n, event in enumerate(thread, 1) if event.kind is EventKind.REPORTED]


def version_of(thread: Thread, number: int) -> int | None:
    """Return the version of a case's n-th report, None where there is none."""
    every = versions(thread)
    return every[number - 1] if 0 < number <= len(every) else None


def withdrawal(thread: Thread, version: int) -> LoggedEvent | None:
    """Return the event by which a report was withdrawn, None where it was not."""
    mine = [event for event in thread if event.report == version]
    return last(mine, EventKind.WITHDRAWN)


def standing(thread: Thread) -> list[int]:
    """Return the versions of the reports that were not withdrawn."""
    return [version for version in versions(thread) if withdrawal(thread, version) is None]


def _gave_up(thread: Thread, aside: LoggedEvent) -> bool:
    """Tell whether whoever stepped aside then owned the case."""
    before = owner_of(thread[: thread.index(aside)])
    return before is not None and before.who == aside.actor
