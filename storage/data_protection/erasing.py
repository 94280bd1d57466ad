"""The erasure of what is held about one person, in SQL, within one transaction."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, delete, func, select

from storage.cases.case_file import open_file
from storage.data_protection import audit
from storage.data_protection.protecting import Reach, added_up, of_a_report, of_an_authorship, reach
from storage.data_protection.subjects import cases_by_author
from storage.data_protection.wiping import Wiper
from storage.database.kit import Kit
from storage.database.tables import conversation_states, processed_activities
from storage.records import Erasure, Subject
from storage.reports.report_rows import ReportRows
from storage.reports.screenshots import erase_unsent


@dataclass(frozen=True, slots=True)
class Eraser:
    """Erases what is held about a person; with `try_only` only tells what it would erase."""

    connection: Connection
    kit: Kit
    subject: Subject
    operator: str
    try_only: bool

    def erase(self) -> Erasure:
        """Go through the person's reports, the cases that name them as author, and their chats."""
        reports: defaultdict[UUID, dict[UUID, str]] = defaultdict(dict)
        person = self.kit.cipher.person(self.subject.person)
        for case, filed in ReportRows(self.connection, self.kit.cipher).owned_by(person):
            reports[case][filed.id] = filed.own.reference
        authored = set(cases_by_author(self.connection, self.kit, self.subject))
        parts = [
            part
            for case in sorted({*reports, *authored})
            for part in self._in_case(case, reports[case], author=case in authored)
        ]
        return added_up(*parts, Erasure(conversations=self._chats(person)))

    def _in_case(self, case: UUID, mine: dict[UUID, str], *, author: bool) -> Iterator[Erasure]:
        file = open_file(self.connection, self.kit, lambda rows: rows.locked_by_id(case))
        how_far, wiper = reach(file.thread, on_hold=file.case.on_hold), Wiper(file)
        for reference in mine.values():
            yield of_a_report(reference, how_far)
        if author:
            yield of_an_authorship(file.case.reference, how_far)
        if self.try_only or how_far is Reach.HELD:
            return
        for report in mine:
            wiper.reporter(report)
            if how_far is Reach.ALL:
                wiper.words(report)
        if author and how_far is Reach.ALL:
            wiper.author(self.subject)
        if mine or how_far is Reach.ALL:
            wiper.show()
            who = audit.operator(self.kit, self.operator)
            audit.note(self.connection, self.kit, audit.DATA_ERASED, file.case.reference, who)

    def _chats(self, person: bytes) -> int:
        state = conversation_states.c
        keys = select(state.key_hash).where(state.person_hash == person)
        count = self.connection.scalar(select(func.count()).select_from(keys.subquery())) or 0
        if not self.try_only:
            marks = delete(processed_activities).where(processed_activities.c.key_hash.in_(keys))
            self.connection.execute(marks)
            self.connection.execute(delete(conversation_states).where(state.person_hash == person))
            erase_unsent(self.connection, self.kit, self.subject.person)
        return count
