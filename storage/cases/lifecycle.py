"""The life of a case: which action of the team may follow what, by whom, and as which event.

Pure; the one place that decides it, for every store. Refusals that anybody would meet come before
NeedsSecondHandler, so that this is met as rarely as can be. New ≠ owned: whoever is handed a case
may still be refused, since refusing to hand it over would tell the giver why.
"""

from dataclasses import dataclass

from storage.cases.action_events import Acting, event_of
from storage.cases.checking import check_author, check_decision, check_step, missing_steps
from storage.cases.thread import (
    LoggedEvent,
    Owner,
    Pseudonym,
    Thread,
    decision_of,
    owner_of,
    standing,
    status_of,
    version_of,
)
from storage.errors import (
    AlreadyClosed,
    AlreadyDecided,
    AlreadyTaken,
    NeedsSecondHandler,
    NobodyToAsk,
    NotClosed,
    NotDecided,
    NotTaken,
    StepsMissing,
)
from storage.records import (
    Ask,
    CaseAction,
    CaseStatus,
    Close,
    Decide,
    EventKind,
    HandOver,
    RecordAuthor,
    RecordStep,
    ReminderKind,
    Reopen,
    StepAside,
    Take,
)

REMINDED_WHILE = {
    ReminderKind.UNTAKEN: CaseStatus.NEW,
    ReminderKind.UNDECIDED: CaseStatus.TAKEN,
}
"""Of what the team is reminded, while a case stands so."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the rules go by.

    `reporters` and `author` are pseudonyms: of all who reported the case, and of its recorded
    author. `repeated` tells that earlier upheld soft breaches of that author are known.
    """

    thread: Thread
    reporters: frozenset[Pseudonym] = frozenset()
    author: frozenset[Pseudonym] = frozenset()
    repeated: bool = False


def follow(facts: CaseFacts, action: CaseAction, acting: Acting) -> LoggedEvent | None:
    """Return the event that an action adds; None where it changes nothing. Raises a Refusal."""
    changes = _allow(facts, action, acting)
    if not isinstance(action, StepAside):
        check_hands(facts, acting)
    return event_of(facts.thread, action, acting) if changes else None


def check_hands(facts: CaseFacts, acting: Acting) -> None:
    """Raise NeedsSecondHandler where the actor reported the post, wrote it, or stepped aside."""
    aside = _stepped_aside(facts.thread, acting.who)
    if aside or acting.known_as & (facts.reporters | facts.author):
        raise NeedsSecondHandler


def waits_since(thread: Thread) -> int:
    """Return the number of the last event that gave the case to somebody, or took it from one.

    A deputy hears of a case once for each such number.
    """
    moves = {EventKind.TAKEN, EventKind.HANDED_OVER, EventKind.STEPPED_ASIDE, EventKind.REOPENED}
    return max((n for n, event in enumerate(thread, 1) if event.kind in moves), default=0)


def _allow(facts: CaseFacts, action: CaseAction, acting: Acting) -> bool:
    """Raise what stands against the action, whoever the actor; tell whether it changes a thing."""
    thread = facts.thread
    match action:
        case Take():
            return _allow_take(thread, acting)
        case HandOver(to=to):
            _check_open(thread)
            owner = owner_of(thread)
            return owner is None or owner.who != acting.pseudonym(to.person)
        case StepAside():
            _check_open(thread)
            return not _stepped_aside(thread, acting.who)
        case _:
            _check(facts, action, acting)
            return True


def _check(facts: CaseFacts, action: CaseAction, acting: Acting) -> None:
    thread = facts.thread
    match action:
        case Decide(decision=decision):
            _check_undecided(thread)
            _check_owner(thread, acting)
            check_decision(decision)
        case RecordStep(record=record):
            _check_open(thread)
            check_step(decision_of(thread), record)
            _check_owner(thread, acting)
        case Ask(report=number):
            _check_open(thread)
            _check_somebody_hears(thread, number)
        case RecordAuthor(author=author):
            check_author(author)
        case Close():
            _check_may_close(facts, acting)
        case Reopen():
            _check_may_reopen(thread, acting)
        case _:
            pass  # a note, or what became of the content: at any time


def _allow_take(thread: Thread, acting: Acting) -> bool:
    owner = owner_of(thread)
    _check_open(thread)
    if owner is None:
        return True
    _check_undecided(thread)
    _check_owner(thread, acting)
    return False


def _check_open(thread: Thread) -> None:
    if status_of(thread) is CaseStatus.CLOSED:
        raise AlreadyClosed


def _check_undecided(thread: Thread) -> None:
    _check_open(thread)
    if status_of(thread) is CaseStatus.DECIDED:
        raise AlreadyDecided


def _check_owner(thread: Thread, acting: Acting) -> Owner:
    owner = owner_of(thread)
    if owner is None:
        raise NotTaken
    if owner.who != acting.who:
        raise AlreadyTaken(owner.name, owner.since)
    return owner


def _check_somebody_hears(thread: Thread, number: int | None) -> None:
    heard = standing(thread)
    if not heard or (number is not None and version_of(thread, number) not in heard):
        raise NobodyToAsk


def _check_may_close(facts: CaseFacts, acting: Acting) -> None:
    thread = facts.thread
    _check_open(thread)
    _check_owner(thread, acting)
    decision = decision_of(thread)
    if decision is None and standing(thread):
        raise NotDecided
    missing = missing_steps(thread, repeated=facts.repeated)
    if missing:
        raise StepsMissing(missing)


def _check_may_reopen(thread: Thread, acting: Acting) -> None:
    match status_of(thread):
        case CaseStatus.NEW | CaseStatus.TAKEN:
            raise NotClosed
        case CaseStatus.DECIDED:
            _check_owner(thread, acting)
        case CaseStatus.CLOSED:
            pass  # by anybody: its owner may be on leave


def _stepped_aside(thread: Thread, who: Pseudonym) -> bool:
    """Tell whether somebody stepped aside, and no colleague has handed them the case since."""
    aside = False
    for event in thread:
        if event.kind is EventKind.STEPPED_ASIDE and event.actor == who:
            aside = True
        elif event.kind is EventKind.HANDED_OVER and event.owner == who != event.actor:
            aside = False
    return aside
