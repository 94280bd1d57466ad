"""What a member of Internal Communications may do with a case: one record an action.

Carried out by `Casework.act(reference, actor, action, cause)`; what may follow what, and who may,
is decided in `storage.cases.lifecycle`.
"""

from datetime import date
from enum import StrEnum
from typing import Literal

from storage.records.base import Record


class Actor(Record):
    """A member of Internal Communications who acts on a case.

    `work_email` and `other_emails` are what the roster tells, empty where it tells none: they are
    used only to notice that somebody is the recorded author of the post, and are not kept.
    """

    person: str
    name: str
    work_email: str = ""
    other_emails: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """All addresses that are known of the member."""
        return tuple(each for each in (self.work_email, *self.other_emails) if each)


class DecisionKind(StrEnum):
    """What Internal Communications may decide about a post."""

    HARD = "hard"
    SOFT = "soft"
    NOT_A_BREACH = "not-a-breach"
    NOT_OURS = "not-ours"
    CANNOT_TELL = "cannot-tell"


OTHER_CODE = "other"
"""The closing code of what is not a breach for a reason that the policy does not list."""


class Decision(Record):
    """A decision on a case, with the clause it rests on and the reason in the team's words.

    A breach needs its `principle` (a clause id, or "code" or "something-else"). Not a breach needs
    a `reason` and a `closing_code`: the id of one of the policy's not-a-breach clauses, or "other".
    """

    kind: DecisionKind
    principle: str = ""
    reason: str = ""
    closing_code: str = ""


class StepAnswer(StrEnum):
    """What came of a step: done, or (of one that is for the team to judge) yes or no."""

    DONE = "done"
    YES = "yes"
    NO = "no"


class StepRecord(Record):
    """A step of the policy's checklist, as it is recorded. Never says that discipline happened.

    `step` is the id of the policy's clause (see storage.cases.checklists). For "the line manager
    was told" and for whatever was done: `by` is who did it, `on` the day. `reason` is why (needed
    for a yes or a no), or what was done.
    """

    step: str
    answer: StepAnswer
    by: str = ""
    on: date | None = None
    reason: str = ""


class ContentState(StrEnum):
    """What became of the post itself. The bot removes nothing: the team records it."""

    ASKED = "asked"
    REMOVED = "removed"


class Author(Record):
    """The post's author, recorded by the team: from the directory, or by work e-mail.

    Used only to find repeated soft breaches and conflicts of interest. Kept encrypted; matched by
    keyed hashes of `person` (a directory object id) and `work_email`, of which one is needed.
    """

    person: str = ""
    name: str = ""
    work_email: str = ""


class Take(Record):
    """Make the actor the owner of a case that nobody has. Taking one's own again does nothing."""

    does: Literal["take"] = "take"


class HandOver(Record):
    """Make another (or the actor) the owner of an open case, whoever owns it.

    Any member may, always: were it allowed only where the owner cannot act, it would tell so. A
    member to whom a case is handed may still find that they cannot act on it.
    """

    does: Literal["hand-over"] = "hand-over"
    to: Actor


class StepAside(Record):
    """Let the actor act on this case no more, without a reason; an owner gives it up so."""

    does: Literal["step-aside"] = "step-aside"


class Decide(Record):
    """Record the owner's decision on a case that is taken."""

    does: Literal["decide"] = "decide"
    decision: Decision


class RecordStep(Record):
    """Record, as the owner, a step of the present decision's checklist; the last record counts."""

    does: Literal["step"] = "step"
    record: StepRecord


class Note(Record):
    """Add a note for the team, at any time."""

    does: Literal["note"] = "note"
    text: str


class RecordContent(Record):
    """Record that the content was removed, or that its author was asked to remove it."""

    does: Literal["content"] = "content"
    state: ContentState
    by: str = ""
    on: date | None = None


class Ask(Record):
    """Ask a question of the reporters who have not withdrawn: all, or one by number."""

    does: Literal["ask"] = "ask"
    text: str
    report: int | None = None


class RecordAuthor(Record):
    """Record who wrote the post, instead of who was recorded before; None takes it back."""

    does: Literal["author"] = "author"
    author: Author | None


class Close(Record):
    """Close a case, as its owner: decided, with its checklist recorded, or wholly withdrawn."""

    does: Literal["close"] = "close"


class Reopen(Record):
    """Open a closed case again, or (as its owner) a decided one; the actor is its owner then."""

    does: Literal["reopen"] = "reopen"
    reason: str = ""


CaseAction = (
    Take
    | HandOver
    | StepAside
    | Decide
    | RecordStep
    | Note
    | RecordContent
    | Ask
    | RecordAuthor
    | Close
    | Reopen
)
