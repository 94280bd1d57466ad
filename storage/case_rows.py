"""Cases and their threads as rows: sealed on the way in, opened on the way out."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select, update

from storage.cipher import Cipher
from storage.deliveries import Delivery, raised
from storage.delivery_rows import add_deliveries, card_of, keep
from storage.errors import UnknownCase
from storage.lifecycle import LoggedEvent
from storage.records import Decision, DecisionKind, DeliveryKind, EventKind, PostAddress
from storage.references import tidy_reference
from storage.tables import case_events, cases


@dataclass(frozen=True, slots=True)
class CaseRow:
    """Which case it is."""

    id: UUID
    reference: str


@dataclass(frozen=True, slots=True)
class CaseRows:
    """The cases, within one transaction."""

    connection: Connection
    cipher: Cipher

    def add(self, case: CaseRow, card: UUID, post: PostAddress | None, at: datetime) -> None:
        """Open a case and its card's delivery; only one with a post can be joined by others."""
        values = {"id": case.id, "reference": case.reference, "is_open": True, "opened_at": at}
        if post is not None:
            values["post_hash"] = self._post_hash(post)
            values["post"] = self.cipher.seal(post.model_dump_json(), "cases", str(case.id), "post")
        self.connection.execute(insert(cases), values)
        delivery = Delivery(card, DeliveryKind.CASE_CARD, case.id, None, event=0, due_at=at)
        add_deliveries(self.connection, [delivery])

    def close(self, case: CaseRow) -> None:
        """Let no further report join: the case is decided."""
        self.connection.execute(update(cases).where(cases.c.id == case.id).values(is_open=False))

    def open_about(self, post: PostAddress) -> CaseRow | None:
        """Find, locked, the open case about a post."""
        return self._locked(cases.c.post_hash == self._post_hash(post), cases.c.is_open)

    def locked(self, reference: str) -> CaseRow:
        """Find a case and keep other writers from it. Raises UnknownCase."""
        case = self._locked(cases.c.reference == tidy_reference(reference))
        if case is None:
            raise UnknownCase
        return case

    def called(self, reference: str) -> CaseRow:
        """Find a case. Raises UnknownCase."""
        kept = tidy_reference(reference)
        query = select(cases.c.id, cases.c.reference).where(cases.c.reference == kept)
        found = self.connection.execute(query).first()
        if found is None:
            raise UnknownCase
        return CaseRow(*found)

    def append(self, case: CaseRow, number: int, event: LoggedEvent) -> Delivery:
        """Append to a case's thread, and have its card show so; return the card's delivery.

        `number` is the event's, counted from one.
        """
        values = {
            "case_id": case.id,
            "number": number,
            "kind": event.kind.value,
            "at": event.at,
            "cause": event.cause,
        }
        place = f"{case.id}:{number}"
        if event.actor:
            values["actor_hash"] = event.actor
            values["actor_name"] = self.cipher.seal(
                event.actor_name, "case_events", place, "actor_name"
            )
        if event.decision is not None:
            values["decision"] = event.decision.kind.value
            values["principle"] = event.decision.principle
            values["reason"] = self.cipher.seal(
                event.decision.reason, "case_events", place, "reason"
            )
        self.connection.execute(insert(case_events), values)
        card = raised(card_of(self.connection, case.id), number, event.at)
        keep(self.connection, card)
        return card

    def thread(self, case: UUID) -> Sequence[LoggedEvent]:
        """Return a case's events, in order."""
        return self.threads([case])[case]

    def threads(self, case_ids: Collection[UUID]) -> Mapping[UUID, Sequence[LoggedEvent]]:
        """Return several cases' events, in order."""
        query = (
            select(case_events)
            .where(case_events.c.case_id.in_(case_ids))
            .order_by(case_events.c.case_id, case_events.c.number)
        )
        threads: defaultdict[UUID, list[LoggedEvent]] = defaultdict(list)
        for row in self.connection.execute(query).mappings():
            threads[row["case_id"]].append(self._event(row))
        return threads

    def _post_hash(self, post: PostAddress) -> bytes:
        return self.cipher.hash_of("post", post.network, post.thread, post.message)

    def _locked(self, *where: ColumnElement[bool]) -> CaseRow | None:
        query = select(cases.c.id, cases.c.reference).where(*where).with_for_update()
        found = self.connection.execute(query).first()
        return CaseRow(*found) if found else None

    def _event(self, row: RowMapping) -> LoggedEvent:
        place = f"{row['case_id']}:{row['number']}"

        def opened(column: str) -> str:
            sealed = row[column]
            return self.cipher.open(sealed, "case_events", place, column) if sealed else ""

        decision = row["decision"] and Decision(
            kind=DecisionKind(row["decision"]), principle=row["principle"], reason=opened("reason")
        )
        return LoggedEvent(
            kind=EventKind(row["kind"]),
            at=row["at"],
            cause=row["cause"],
            actor=row["actor_hash"] or b"",
            actor_name=opened("actor_name"),
            decision=decision,
        )
