"""Which event each action of the team becomes. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storage.cases.thread import EventDetails, LoggedEvent, Pseudonym, Thread, version_of
from storage.records import (
    Ask,
    CaseAction,
    Close,
    ContentRecord,
    Decide,
    EventKind,
    HandOver,
    Note,
    RecordAuthor,
    RecordContent,
    RecordStep,
    Reopen,
    StepAside,
    Take,
)

_KINDS: Mapping[type[CaseAction], EventKind] = {
    Take: EventKind.TAKEN,
    HandOver: EventKind.HANDED_OVER,
    StepAside: EventKind.STEPPED_ASIDE,
    Decide: EventKind.DECIDED,
    RecordStep: EventKind.STEP_RECORDED,
    Note: EventKind.NOTED,
    RecordContent: EventKind.CONTENT,
    Ask: EventKind.ASKED,
    RecordAuthor: EventKind.AUTHOR_RECORDED,
    Close: EventKind.CLOSED,
    Reopen: EventKind.REOPENED,
}


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, when, and because of what.

    `known_as` are all pseudonyms of the actor (by directory id, by e-mail). `new_id` names a
    question; `pseudonym` gives that of a person to whom a case is handed.
    """

    who: Pseudonym
    known_as: frozenset[Pseudonym]
    name: str
    at: datetime
    cause: str
    new_id: Callable[[], UUID]
    pseudonym: Callable[[str], Pseudonym]


def event_of(thread: Thread, action: CaseAction, acting: Acting) -> LoggedEvent:
    """Return the event that an allowed action adds."""
    return LoggedEvent(
        kind=_KINDS[type(action)],
        at=acting.at,
        cause=acting.cause,
        actor=acting.who,
        actor_name=acting.name,
        decision=action.decision if isinstance(action, Decide) else None,
        report=_asked(thread, action),
        owner=_new_owner(action, acting),
        details=_details(action, acting),
    )


def _asked(thread: Thread, action: CaseAction) -> int | None:
    if isinstance(action, Ask) and action.report is not None:
        return version_of(thread, action.report)
    return None


def _new_owner(action: CaseAction, acting: Acting) -> Pseudonym:
    if isinstance(action, HandOver):
        return acting.pseudonym(action.to.person)
    return acting.who if isinstance(action, Take | Reopen) else b""


def _details(action: CaseAction, acting: Acting) -> EventDetails:
    details = EventDetails()
    match action:
        case HandOver(to=to):
            details = EventDetails(to_name=to.name)
        case RecordStep(record=record):
            details = EventDetails(step=record)
        case RecordContent(state=state, by=by, on=on):
            content = ContentRecord(state=state, at=acting.at, by=by or acting.name, on=on)
            details = EventDetails(content=content)
        case Ask(text=text):
            details = EventDetails(text=text, question=acting.new_id())
        case RecordAuthor(author=author):
            details = EventDetails(author=author)
        case Note(text=text) | Reopen(reason=text):
            details = EventDetails(text=text)
    return details
