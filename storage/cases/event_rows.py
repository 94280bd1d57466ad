"""The threads of cases as rows: sealed on the way in, opened on the way out."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, insert, select

from storage.cases.thread import EventDetails, LoggedEvent
from storage.data_protection.cipher import Cipher
from storage.data_protection.data_keys import DataKeys, in_portions, of_case, of_report
from storage.database.tables import case_events
from storage.records import Decision, DecisionKind, EventKind

SEALED = ("actor_name", "reason", "details")
"""The columns that are sealed."""


@dataclass(frozen=True, slots=True)
class EventRows:
    """The events, within one transaction."""

    connection: Connection
    cipher: Cipher

    def add(self, case: UUID, number: int, event: LoggedEvent, report: UUID | None = None) -> None:
        """Append an event; `number` is its own, counted from one.

        What a reporter says is sealed with the key of their `report`, all else with the case's.
        """
        values: dict[str, Any] = {
            "case_id": case,
            "number": number,
            "kind": event.kind.value,
            "at": event.at,
            "cause": event.cause,
            "report": event.report,
            "owner_hash": event.owner or None,
        }

        def sealed(text: str, column: str) -> bytes:
            return keys.seal(name, text, "case_events", f"{case}:{number}", column)

        name = of_case(case) if report is None else of_report(report)
        keys = DataKeys(self.connection, self.cipher)
        if event.actor:
            values["actor_hash"] = event.actor
            values["actor_name"] = sealed(event.actor_name, "actor_name")
        if event.decision is not None:
            values["decision"] = event.decision.kind.value
            values["principle"] = event.decision.principle
            values["closing_code"] = event.decision.closing_code
            values["reason"] = sealed(event.decision.reason, "reason")
        if event.details != EventDetails():
            details = event.details.model_dump_json(exclude_defaults=True)
            values["details"] = sealed(details, "details")
        self.connection.execute(insert(case_events), values)

    def thread(self, case: UUID) -> Sequence[LoggedEvent]:
        """Return a case's events, in order."""
        return self.threads([case])[case]

    def threads(self, case_ids: Collection[UUID]) -> Mapping[UUID, Sequence[LoggedEvent]]:
        """Return several cases' events, in order."""
        threads: defaultdict[UUID, list[LoggedEvent]] = defaultdict(list)
        keys = DataKeys(self.connection, self.cipher)
        for some in in_portions(case_ids):
            query = (
                select(case_events)
                .where(case_events.c.case_id.in_(some))
                .order_by(case_events.c.case_id, case_events.c.number)
            )
            rows = self.connection.execute(query).mappings().all()
            keys.fetch(row[column] for row in rows for column in SEALED)
            for row in rows:
                threads[row["case_id"]].append(_event(row, keys))
        return threads


def _event(row: RowMapping, keys: DataKeys) -> LoggedEvent:
    place = f"{row['case_id']}:{row['number']}"

    def opened(column: str) -> str:
        sealed = row[column]
        return keys.open(sealed, "case_events", place, column) if sealed else ""

    decision = row["decision"] and Decision(
        kind=DecisionKind(row["decision"]),
        principle=row["principle"],
        reason=opened("reason"),
        closing_code=row["closing_code"] or "",
    )
    details = opened("details")
    return LoggedEvent(
        kind=EventKind(row["kind"]),
        at=row["at"],
        cause=row["cause"],
        actor=row["actor_hash"] or b"",
        actor_name=opened("actor_name"),
        decision=decision,
        report=row["report"],
        owner=row["owner_hash"] or b"",
        details=EventDetails.model_validate_json(details) if details else EventDetails(),
    )
