"""One case within one transaction: read, appended to with all that follows, and shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection, or_

from storage.cases.case_rows import CaseRow, CaseRows
from storage.cases.consequences import is_overtaken, overtakes, readied
from storage.cases.event_rows import EventRows
from storage.cases.summaries import earlier, upheld
from storage.cases.thread import LoggedEvent, Pseudonym, Thread, status_of
from storage.cases.views import Beyond, case_for_team
from storage.database.kit import Kit
from storage.database.tables import cases
from storage.outbox.deliveries import called_off
from storage.outbox.delivery_rows import add_deliveries, keep, notices_in
from storage.records import (
    CaseForTeam,
    CaseStatus,
    DecisionKind,
    RelatedCase,
    UpheldBreach,
)
from storage.reports.report_rows import ReportRows

FindCase = Callable[[CaseRows], CaseRow]


@dataclass(slots=True)
class CaseFile:
    """A case, its thread, and the rows around it."""

    connection: Connection
    kit: Kit
    case: CaseRow
    thread: Thread
    reports: ReportRows = field(init=False)

    def __post_init__(self) -> None:
        self.reports = ReportRows(self.connection, self.kit.cipher)

    def append(self, event: LoggedEvent, report: UUID | None = None) -> None:
        """Append an event with what it readies and calls off; `report` is the one it concerns."""
        rows = CaseRows(self.connection, self.kit)
        self.thread = rows.append(self.case, self.thread, event, report)
        filed = self.reports.filed_in(self.case.id)
        due = readied(self.case.id, self.thread, filed, self.kit.new_id)
        add_deliveries(self.connection, due)
        if overtakes(event):
            for row in notices_in(self.connection, self.case.id):
                if is_overtaken(row, event, report):
                    keep(self.connection, called_off(row, event.at))

    def reporters(self) -> frozenset[Pseudonym]:
        """Return the pseudonyms of all who reported the case."""
        return frozenset(self.reports.people(self.case.id))

    def repeats(self) -> tuple[UpheldBreach, ...]:
        """Return the earlier upheld soft breaches of the same recorded author."""
        known = self.case.author
        if not known:
            return ()
        found = CaseRows(self.connection, self.kit).matching(
            or_(cases.c.author_hash.in_(known), cases.c.author_email_hash.in_(known)),
            cases.c.decision == DecisionKind.SOFT.value,
            cases.c.id != self.case.id,
        )
        breaches = [upheld(case.reference, thread) for case, thread in self._with_threads(found)]
        return earlier([one for one in breaches if one is not None], self.thread)

    def related(self) -> tuple[RelatedCase, ...]:
        """Return the other cases of the same thread, the oldest first."""
        if self.case.thread_hash is None:
            return ()
        found = CaseRows(self.connection, self.kit).matching(
            cases.c.thread_hash == self.case.thread_hash, cases.c.id != self.case.id
        )
        return tuple(
            RelatedCase(
                reference=case.reference,
                status=CaseStatus(status_of(thread)),
                opened_at=case.opened_at,
                same_post=case.post_hash == self.case.post_hash,
            )
            for case, thread in self._with_threads(found)
        )

    def for_team(self) -> CaseForTeam:
        """Return the case as the team may see it."""
        reports = self.reports.of_case(self.case.id)
        beyond = Beyond(self.related(), self.repeats(), expired=self.case.expired_at is not None)
        return case_for_team(self.case.reference, reports, self.thread, beyond)

    def _with_threads(self, found: Sequence[CaseRow]) -> Sequence[tuple[CaseRow, Thread]]:
        threads = EventRows(self.connection, self.kit.cipher).threads({case.id for case in found})
        return [(case, threads[case.id]) for case in found]


def open_file(connection: Connection, kit: Kit, find: FindCase) -> CaseFile:
    """Find a case (locked, where it is to be written to) and read its thread."""
    case = find(CaseRows(connection, kit))
    return CaseFile(connection, kit, case, EventRows(connection, kit.cipher).thread(case.id))
