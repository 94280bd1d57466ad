"""The team's side: a case as Internal Communications see it. No place for a reporter's identity.

Only `ReportForTeam.shared_name` may hold a reporter's name, where they chose to share it. The
author of a post is shown by `Casework.reveal_author` alone, which is audited.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from storage.records.actions import ContentState, Decision, StepRecord
from storage.records.base import Record
from storage.records.reports import ReportOutcome


class CaseStatus(StrEnum):
    """Where a case stands, derived from its events. All but CLOSED are open."""

    NEW = "new"
    TAKEN = "taken"
    DECIDED = "decided"
    CLOSED = "closed"


class EventKind(StrEnum):
    """What can happen to a case."""

    REPORTED = "reported"
    ADDED = "added"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"
    DECLINED = "declined"
    NAME_SHARED = "name-shared"
    UNREACHABLE = "unreachable"
    TAKEN = "taken"
    HANDED_OVER = "handed-over"
    STEPPED_ASIDE = "stepped-aside"
    DECIDED = "decided"
    STEP_RECORDED = "step-recorded"
    NOTED = "noted"
    CONTENT = "content"
    ASKED = "asked"
    AUTHOR_RECORDED = "author-recorded"
    CLOSED = "closed"
    REOPENED = "reopened"
    REMINDED = "reminded"


class Audience(StrEnum):
    """Who hears of an event, besides the team's own card.

    TEAM: a line in the case's thread as well, since an updated card notifies nobody. REPORTER: the
    reporters whom it concerns. NOBODY: it is on the card and in the record.
    """

    TEAM = "team"
    REPORTER = "reporter"
    NOBODY = "nobody"


class ReminderKind(StrEnum):
    """What the team is reminded of: a case nobody has taken, or one nobody has decided."""

    UNTAKEN = "untaken"
    UNDECIDED = "undecided"


class Need(StrEnum):
    """How far a step of the checklist is needed before a case may be closed.

    MANDATORY: it must be recorded as done. IF_APPROPRIATE: yes or no, with a reason. IF_REPEATED:
    yes or no, with a reason, where earlier upheld soft breaches of the same author are known.
    """

    MANDATORY = "mandatory"
    IF_APPROPRIATE = "if-appropriate"
    IF_REPEATED = "if-repeated"


class ChecklistStep(Record):
    """A step of the policy's checklist: its clause, how far it is needed, and its last record."""

    step: str
    need: Need
    record: StepRecord | None = None
    recorded_by: str = ""
    recorded_at: datetime | None = None


class ContentRecord(Record):
    """What was recorded of the post's content: at what time, who did it, and on which day."""

    state: ContentState
    at: datetime
    by: str
    on: date | None = None


class CaseEvent(Record):
    """One entry of a case's append-only thread, as the team sees it.

    `actor_name` is a member's name, empty for what a reporter or the bot did. `report` is the
    number of the report concerned (1 is the first), None for none. `text` is what was noted, asked,
    answered, added, or given as the reason to reopen. `to_name` is who was handed the case.
    """

    number: int
    kind: EventKind
    at: datetime
    actor_name: str = ""
    report: int | None = None
    text: str = ""
    to_name: str = ""
    decision: Decision | None = None
    step: StepRecord | None = None
    content: ContentRecord | None = None
    outcome: ReportOutcome | None = None
    reminder: ReminderKind | None = None


class Addition(Record):
    """What a reporter added to their report."""

    at: datetime
    text: str


class ReportForTeam(Record):
    """A report as Internal Communications see it; `number` counts the case's reports from 1.

    `erased` tells that its words were erased, as its reporter may ask for once a case is closed.
    `screenshots` are the ids of its screenshots, in the order in which they came.
    """

    number: int
    at: datetime
    principle: str
    account: str
    seen_when: str
    own_post: bool
    shared_name: str = ""
    erased: bool = False
    withdrawn_at: datetime | None = None
    additions: tuple[Addition, ...] = ()
    screenshots: tuple[UUID, ...] = ()


class AnswerForTeam(Record):
    """A reporter's answer to a question; an empty text means that they would rather not say."""

    report: int
    at: datetime
    text: str = ""


class QuestionForTeam(Record):
    """A question that the team asked; `report` is None where all reporters were asked.

    `unreachable` tells that somebody who was asked could not be reached, never who.
    """

    id: UUID
    at: datetime
    by: str
    text: str
    report: int | None
    answers: tuple[AnswerForTeam, ...] = ()
    unreachable: bool = False


class RelatedCase(Record):
    """Another case of the same thread; `same_post` where it is about the same message."""

    reference: str
    status: CaseStatus
    opened_at: datetime
    same_post: bool


class UpheldBreach(Record):
    """An upheld soft breach of the same recorded author: "repeated" is not defined by the policy.

    Pending, changed and reopened decisions do not count, nor do other kinds of decision.
    """

    reference: str
    principle: str
    decided_at: datetime


class CaseForTeam(Record):
    """A case as Internal Communications see it; `version` counts its events.

    `checklist` is the policy's, in its order, for the present decision; `missing` holds the steps
    without which it cannot be closed yet. `repeats` are earlier upheld soft breaches of the same
    recorded author. `outcome` is set while it is closed. `events` hold every decision there was.
    `expired` tells that its time is over and its content erased: nothing else is to be shown of it.
    """

    reference: str
    version: int
    status: CaseStatus
    opened_at: datetime
    link: str
    reports: tuple[ReportForTeam, ...]
    events: tuple[CaseEvent, ...]
    owner: str = ""
    owner_since: datetime | None = None
    decision: Decision | None = None
    checklist: tuple[ChecklistStep, ...] = ()
    missing: tuple[str, ...] = ()
    questions: tuple[QuestionForTeam, ...] = ()
    content: ContentRecord | None = None
    author_recorded: bool = False
    repeats: tuple[UpheldBreach, ...] = ()
    related: tuple[RelatedCase, ...] = ()
    outcome: ReportOutcome | None = None
    expired: bool = False
    policy_version: str
