"""Cases as rows: found, locked, and kept in step with their threads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, insert, select, update
from sqlalchemy import case as sql_case

from storage.cases.event_rows import EventRows
from storage.cases.summaries import QUEUE, standing_of
from storage.cases.thread import LoggedEvent, Thread
from storage.data_protection.audit import note
from storage.data_protection.data_keys import DataKeys, of_case
from storage.database.kit import Kit
from storage.database.tables import cases
from storage.errors import UnknownCase, Unreadable
from storage.outbox.deliveries import Delivery, raised
from storage.outbox.delivery_rows import add_deliveries, card_of, keep
from storage.records import Author, CaseStatus, DeliveryKind, EventKind, PostAddress
from storage.references import tidy_reference

_COLUMNS = (
    cases.c.id,
    cases.c.reference,
    cases.c.opened_at,
    cases.c.post_hash,
    cases.c.thread_hash,
    cases.c.author_hash,
    cases.c.author_email_hash,
    cases.c.on_hold,
    cases.c.expired_at,
)

LIVING = cases.c.expired_at.is_(None)
"""Holds for cases whose time is not over: nobody finds the others."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """Which case it is, and by what others are found beside it."""

    id: UUID
    reference: str
    opened_at: datetime
    post_hash: bytes | None = None
    thread_hash: bytes | None = None
    author_hash: bytes | None = None
    author_email_hash: bytes | None = None
    on_hold: bool = False
    expired_at: datetime | None = None

    @property
    def author(self) -> frozenset[bytes]:
        """The pseudonyms of the post's recorded author."""
        return frozenset(known for known in (self.author_hash, self.author_email_hash) if known)


@dataclass(frozen=True, slots=True)
class CaseRows:
    """The cases, within one transaction."""

    connection: Connection
    kit: Kit

    def add(self, case: CaseRow, card: UUID, post: PostAddress | None) -> None:
        """Open a case and its card's delivery; only one with a post can be joined by others."""
        values = {
            "id": case.id,
            "reference": case.reference,
            "is_open": True,
            "opened_at": case.opened_at,
            "status": CaseStatus.NEW.value,
        }
        if post is not None:
            values["post_hash"] = self.kit.post_hash(post)
            values["thread_hash"] = self.kit.thread_hash(post)
            keys = DataKeys(self.connection, self.kit.cipher)
            keys.make(of_case(case.id))
            values["post"] = keys.seal(
                of_case(case.id), post.model_dump_json(), "cases", str(case.id), "post"
            )
        self.connection.execute(insert(cases), values)
        delivery = Delivery(
            card, DeliveryKind.CASE_CARD, case.id, None, event=0, due_at=case.opened_at
        )
        add_deliveries(self.connection, [delivery])

    def open_about(self, post: PostAddress) -> CaseRow | None:
        """Find, locked, the case that further reports of a post join."""
        return self._locked(cases.c.post_hash == self.kit.post_hash(post), cases.c.is_open)

    def locked(self, reference: str) -> CaseRow:
        """Find a case and keep other writers from it. Raises UnknownCase."""
        case = self._locked(cases.c.reference == tidy_reference(reference), LIVING)
        if case is None:
            raise UnknownCase
        return case

    def locked_by_id(self, case: UUID) -> CaseRow:
        """Find a case by its key and keep other writers from it. Raises UnknownCase."""
        found = self._locked(cases.c.id == case)
        if found is None:
            raise UnknownCase
        return found

    def by_id(self, case: UUID) -> CaseRow:
        """Find a case by its key. Raises UnknownCase."""
        for found in self.matching(cases.c.id == case):
            return found
        raise UnknownCase

    def called(self, reference: str) -> CaseRow:
        """Find a case. Raises UnknownCase."""
        for found in self.matching(cases.c.reference == tidy_reference(reference), LIVING):
            return found
        raise UnknownCase

    def matching(self, *where: ColumnElement[bool]) -> Sequence[CaseRow]:
        """Find cases, the oldest first."""
        query = select(*_COLUMNS).where(*where).order_by(cases.c.opened_at, cases.c.id)
        return [CaseRow(*row) for row in self.connection.execute(query)]

    def newest(self, most: int, *where: ColumnElement[bool]) -> Sequence[CaseRow]:
        """Find cases, the newest first, so many at most."""
        order = (cases.c.opened_at.desc(), cases.c.id.desc())
        query = select(*_COLUMNS).where(*where).order_by(*order).limit(most)
        return [CaseRow(*row) for row in self.connection.execute(query)]

    def queued(self, skip: int, most: int, *where: ColumnElement[bool]) -> Sequence[CaseRow]:
        """Find cases in the order of the queue, and closed ones after them, the newest first."""
        status, opened_at = cases.c.status, cases.c.opened_at
        rank = sql_case(
            *((status == one.value, n) for n, one in enumerate(QUEUE)), else_=len(QUEUE)
        )
        of_closed = sql_case((status == CaseStatus.CLOSED.value, opened_at))
        order = (rank, of_closed.desc(), opened_at, cases.c.id)
        query = select(*_COLUMNS).where(*where).order_by(*order).offset(skip).limit(most)
        return [CaseRow(*row) for row in self.connection.execute(query)]

    def append(
        self, case: CaseRow, thread: Thread, event: LoggedEvent, report: UUID | None = None
    ) -> Thread:
        """Append to a case's thread and the audit, and have its card show so.

        `report` is the one whose reporter brought the event, with words of theirs.
        Returns the thread as it is now.
        """
        number, longer = len(thread) + 1, [*thread, event]
        EventRows(self.connection, self.kit.cipher).add(case.id, number, event, report)
        self._keep_in_step(case, longer)
        note(self.connection, self.kit, event.kind.value, case.reference, event.actor)
        card = card_of(self.connection, case.id)
        newer = raised(card, number, event.at)
        keep(self.connection, newer, readied=newer.state is not card.state)
        return longer

    def fill_thread_hashes(self) -> None:
        """Fill in what a migration could not, since it holds no key: which thread a post is of."""
        query = select(cases.c.id, cases.c.post).where(
            cases.c.post.is_not(None), cases.c.thread_hash.is_(None)
        )
        keys = DataKeys(self.connection, self.kit.cipher)
        for case, sealed in self.connection.execute(query).all():
            try:
                opened = keys.open(sealed, "cases", str(case), "post")
            except Unreadable:
                continue  # one damaged row must not keep the service from starting
            known = self.kit.thread_hash(PostAddress.model_validate_json(opened))
            self.connection.execute(
                update(cases).where(cases.c.id == case).values(thread_hash=known)
            )

    def _keep_in_step(self, case: CaseRow, thread: Thread) -> None:
        """Write by what a case is found, where its last event may have changed that."""
        stand, event = standing_of(thread), thread[-1]
        values: dict[str, Any] = {
            "status": stand.status.value,
            "owner_hash": stand.owner or None,
            "decision": stand.decision or None,
            "principle": stand.principle or None,
            "first_action_at": stand.first_action_at,
            "closed_at": stand.closed_at,
        }
        if event.kind is EventKind.AUTHOR_RECORDED:
            values |= self._author_hashes(event.details.author)
        if event.kind is EventKind.CLOSED:
            values["is_open"] = False
        if event.kind is EventKind.REOPENED:
            values["is_open"] = self._may_be_joined(case)
        self.connection.execute(update(cases).where(cases.c.id == case.id).values(values))

    def _author_hashes(self, author: Author | None) -> dict[str, bytes | None]:
        known = author or Author()
        return {
            "author_hash": self.kit.cipher.person(known.person) if known.person else None,
            "author_email_hash": (
                self.kit.cipher.email(known.work_email) if known.work_email else None
            ),
        }

    def _may_be_joined(self, case: CaseRow) -> bool:
        """Tell whether no other case takes further reports of the post."""
        if case.post_hash is None:
            return True
        others = self.matching(
            cases.c.post_hash == case.post_hash, cases.c.is_open, cases.c.id != case.id
        )
        return not others

    def _locked(self, *where: ColumnElement[bool]) -> CaseRow | None:
        query = select(*_COLUMNS).where(*where).with_for_update()
        found = self.connection.execute(query).first()
        return CaseRow(*found) if found else None
