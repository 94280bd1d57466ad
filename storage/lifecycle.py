"""The life of a case: status and owner derived from its thread, and what may follow what.

Pure. Every store keeps the thread append-only and asks here; nothing else decides a status.
A person is known here only by a pseudonym.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.errors import AlreadyDecided, AlreadyTaken, NeedsSecondHandler, NotTaken
from storage.records import Audience, CaseEvent, CaseStatus, Decision, DeliveryKind, EventKind

Pseudonym = bytes


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """One entry of a case's thread as it is kept.

    `cause` names what brought it (a submission, an activity): one cause, one entry.
    """

    kind: EventKind
    at: datetime
    cause: str
    actor: Pseudonym = b""
    actor_name: str = ""
    decision: Decision | None = None

    def for_team(self) -> CaseEvent:
        """Return the entry as Internal Communications see it."""
        return CaseEvent(
            kind=self.kind, at=self.at, actor_name=self.actor_name, decision=self.decision
        )


Thread = Sequence[LoggedEvent]

_STATUS = {
    EventKind.REPORTED: CaseStatus.NEW,
    EventKind.TAKEN: CaseStatus.TAKEN,
    EventKind.DECIDED: CaseStatus.DECIDED,
}
_ORDER = (EventKind.REPORTED, EventKind.TAKEN, EventKind.DECIDED)

_AUDIENCE = {
    EventKind.REPORTED: Audience.TEAM,
    EventKind.TAKEN: Audience.REPORTER,
    EventKind.DECIDED: Audience.REPORTER,
}
_NOTICE = {
    EventKind.TAKEN: DeliveryKind.NOTICE_TAKEN,
    EventKind.DECIDED: DeliveryKind.NOTICE_DECIDED,
}


def status_of(thread: Thread) -> CaseStatus:
    """Derive where a case stands: as far as it ever came (a late report does not reopen it)."""
    reached = max((_ORDER.index(event.kind) for event in thread), default=0)
    return _STATUS[_ORDER[reached]]


def owner_of(thread: Thread) -> LoggedEvent | None:
    """Return the event by which the present owner took the case, None where nobody has."""
    taken = [event for event in thread if event.kind is EventKind.TAKEN]
    return taken[-1] if taken else None


def decision_of(thread: Thread) -> Decision | None:
    """Return the last decision, None where there is none."""
    decided = [event for event in thread if event.kind is EventKind.DECIDED]
    return decided[-1].decision if decided else None


def happened(thread: Thread, cause: str) -> bool:
    """Tell whether this cause has already had its event."""
    return any(event.cause == cause for event in thread)


def may_take(thread: Thread, actor: Pseudonym, reporters: Collection[Pseudonym]) -> bool:
    """Tell whether a take adds an event: False where the actor owns the case already.

    Raises AlreadyDecided, AlreadyTaken or NeedsSecondHandler. The answers that anybody would get
    come first, so that a reporter's refusal is met as rarely as can be.
    """
    owner = _check_hands(thread, actor, reporters)
    return owner is None


def check_decide(thread: Thread, actor: Pseudonym, reporters: Collection[Pseudonym]) -> None:
    """Raise what forbids this actor to decide; NotTaken where nobody has taken the case."""
    if status_of(thread) is not CaseStatus.DECIDED and owner_of(thread) is None:
        raise NotTaken
    _check_hands(thread, actor, reporters)


def notice_kind(kind: EventKind) -> DeliveryKind | None:
    """Return the notice that each reporter gets of such an event, None where it is the team's."""
    return _NOTICE[kind] if _AUDIENCE[kind] is Audience.REPORTER else None


def _check_hands(
    thread: Thread, actor: Pseudonym, reporters: Collection[Pseudonym]
) -> LoggedEvent | None:
    if status_of(thread) is CaseStatus.DECIDED:
        raise AlreadyDecided
    owner = owner_of(thread)
    if owner is not None and owner.actor != actor:
        raise AlreadyTaken(owner.actor_name, owner.at)
    if actor in reporters:
        raise NeedsSecondHandler
    return owner
