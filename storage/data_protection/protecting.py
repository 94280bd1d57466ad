"""Data protection's rules and views, for every store. Pure.

Retention: what a closed case holds is erased once it has been closed for so long, and its rows go
when its card in Teams has shown so. A legal hold stops both, and every erasure.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from storage.cases.thread import EventDetails, LoggedEvent, Thread, is_closed, last, status_of
from storage.cases.views import KeptReport
from storage.data_protection.cipher import tidy_address
from storage.records import (
    Addition,
    Author,
    AuthorshipHeld,
    DeliveryState,
    Erasure,
    EventKind,
    Exchange,
    ReportHeld,
    ReportStatus,
    Subject,
)
from storage.reports.reporting import is_asked

GONE_AFTER = timedelta(days=7)
"""How long the rows of an erased case wait for its card to show so, at most."""


SHOWN = frozenset({DeliveryState.DONE, DeliveryState.DEAD, DeliveryState.CALLED_OFF})
"""States of a card that needs no more sending."""


class Reach(StrEnum):
    """How far an erasure goes in a case.

    HELD: nothing, because of a legal hold. IDENTITY: only who reported, since the case is open and
    its handling a public task. ALL: that, the reporter's words, and who wrote the post.
    """

    HELD = "held"
    IDENTITY = "identity"
    ALL = "all"


def reach(thread: Thread, *, on_hold: bool) -> Reach:
    """Tell how far an erasure may go."""
    if on_hold:
        return Reach.HELD
    return Reach.ALL if is_closed(thread) else Reach.IDENTITY


def is_over(thread: Thread, closed_before: datetime) -> bool:
    """Tell whether a case was closed so long ago that its time is over."""
    closed = last(thread, EventKind.CLOSED)
    return is_closed(thread) and closed is not None and closed.at < closed_before


def is_about(author: Author | None, subject: Subject) -> bool:
    """Tell whether a recorded author is this person."""
    if author is None:
        return False
    address = tidy_address(subject.work_email)
    by_email = bool(address) and tidy_address(author.work_email) == address
    return by_email or (bool(subject.person) and author.person == subject.person)


def names_as_author(event: LoggedEvent, subject: Subject) -> bool:
    """Tell whether an event recorded this person as the author."""
    return event.kind is EventKind.AUTHOR_RECORDED and is_about(event.details.author, subject)


def without_words(details: EventDetails) -> EventDetails:
    """Return what a reporter did, without what they said."""
    return details.model_copy(update={"text": ""})


def report_held(
    kept: KeptReport, status: ReportStatus, thread: Thread, name: str, subject: Subject
) -> ReportHeld:
    """Return a report as its reporter may have it."""
    added = [e for e in thread if e.kind is EventKind.ADDED and e.report == kept.version]
    return ReportHeld(
        status=status,
        name=name,
        link=kept.link,
        account=kept.account,
        seen_when=kept.seen_when,
        policy_version=kept.policy_version,
        screenshots=len(kept.screenshots),
        additions=tuple(Addition(at=e.at, text=e.details.text) for e in added),
        exchanges=tuple(_exchanges(thread, kept.version)),
        others=_others(thread, subject),
    )


def authorship_held(
    reference: str, thread: Thread, reporters: frozenset[str], subject: Subject
) -> AuthorshipHeld | None:
    """Return what a case holds about its author; None where it never named this person."""
    recorded = [e.details.author for e in thread if names_as_author(e, subject)]
    if not recorded:
        return None
    closed = last(thread, EventKind.CLOSED) if is_closed(thread) else None
    return AuthorshipHeld(
        reference=reference,
        status=status_of(thread),
        opened_at=thread[0].at,
        closed_at=closed.at if closed else None,
        recorded=tuple(author for author in recorded if author is not None),
        decisions=tuple(e.decision for e in thread if e.decision is not None),
        steps=tuple(e.details.step for e in thread if e.details.step is not None),
        notes=tuple(e.details.text for e in thread if e.kind is EventKind.NOTED),
        others=tuple(sorted({*_others(thread, subject), *reporters} - {""})),
    )


def added_up(*parts: Erasure) -> Erasure:
    """Join what was erased in several cases."""

    def every(field: str) -> tuple[str, ...]:
        return tuple(one for part in parts for one in getattr(part, field))

    fields = ("identities", "words", "authorships", "on_hold", "still_open")
    conversations = sum(part.conversations for part in parts)
    return Erasure(conversations=conversations, **{field: every(field) for field in fields})


def of_a_report(reference: str, how_far: Reach) -> Erasure:
    """Tell what an erasure does to a report."""
    if how_far is Reach.HELD:
        return Erasure(on_hold=(reference,))
    if how_far is Reach.IDENTITY:
        return Erasure(identities=(reference,), still_open=(reference,))
    return Erasure(identities=(reference,), words=(reference,))


def of_an_authorship(reference: str, how_far: Reach) -> Erasure:
    """Tell what an erasure does to the record of who wrote a case's post."""
    if how_far is Reach.HELD:
        return Erasure(on_hold=(reference,))
    if how_far is Reach.IDENTITY:
        return Erasure(still_open=(reference,))
    return Erasure(authorships=(reference,))


def _exchanges(thread: Thread, version: int) -> Iterator[Exchange]:
    for number, event in enumerate(thread, 1):
        if is_asked(event, number, version):
            said = [
                e
                for e in thread
                if e.kind is EventKind.ANSWERED
                and e.report == version
                and e.details.question == event.details.question
            ]
            answer = said[-1].details.text if said else ""
            yield Exchange(at=event.at, question=event.details.text, answer=answer)


def _others(thread: Thread, subject: Subject) -> tuple[str, ...]:
    """Return the names that a thread knows, but that of the person who asks."""
    names: set[str] = set()
    for event in thread:
        details = event.details
        names |= {event.actor_name, details.to_name}
        names |= {details.step.by} if details.step else set()
        names |= {details.content.by} if details.content else set()
        if details.author and not is_about(details.author, subject):
            names |= {details.author.name, details.author.work_email}
    return tuple(sorted(name for name in names if name.strip()))
