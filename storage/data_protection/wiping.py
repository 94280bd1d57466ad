"""Erasing parts of a case: its keys destroyed, its sealed values and hashes emptied.

A value whose key is gone could not be read anyway; it is emptied so that its absence means erasure,
and a missing key means damage.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import delete, update

from storage.cases.case_file import CaseFile
from storage.cases.thread import BY_REPORTER, EventDetails
from storage.data_protection.data_keys import ERASED, DataKeys, of_case, of_report, of_reporter
from storage.data_protection.protecting import names_as_author, without_words
from storage.data_protection.sealed_rows import report_ids
from storage.database.tables import case_events, cases, reporters, reports
from storage.database.tables import screenshots as shown
from storage.outbox.deliveries import called_off, shown_anew
from storage.outbox.delivery_rows import card_of, keep, unsent_in
from storage.records import Subject
from storage.reports import screenshots


@dataclass(frozen=True, slots=True)
class Wiper:
    """Erases within one case, which is locked."""

    file: CaseFile
    _keys: DataKeys = field(init=False)

    def __post_init__(self) -> None:
        keys = DataKeys(self.file.connection, self.file.kit.cipher)
        object.__setattr__(self, "_keys", keys)

    def reporter(self, report: UUID) -> None:
        """Erase who sent a report; nobody can be told of it any more."""
        connection = self.file.connection
        connection.execute(delete(reporters).where(reporters.c.report_id == report))
        connection.execute(update(reports).where(reports.c.id == report).values(share_name=False))
        self._keys.destroy([of_reporter(report)])
        self._call_off({report})

    def words(self, report: UUID) -> None:
        """Erase what a report said, and what its reporter added and answered."""
        connection, case = self.file.connection, self.file.case.id
        emptied = {"link": ERASED, "account": ERASED, "seen_when": ERASED}
        connection.execute(update(reports).where(reports.c.id == report).values(emptied))
        versions = {known: version for version, known in report_ids(connection, case).items()}
        for number, event in enumerate(self.file.thread, 1):
            if event.kind in BY_REPORTER and event.report == versions[report]:
                self._write(number, without_words(event.details))
        self._keys.destroy([of_report(report)])
        screenshots.erase(connection, self.file.kit, shown.c.report_id == report)

    def author(self, subject: Subject) -> None:
        """Erase that this person wrote the post, wherever the thread recorded it."""
        for number, event in enumerate(self.file.thread, 1):
            if names_as_author(event, subject):
                self._write(number, EventDetails())
        cipher, c = self.file.kit.cipher, cases.c
        known = {
            c.author_hash: cipher.person(subject.person),
            c.author_email_hash: cipher.email(subject.work_email),
        }
        for column, value in known.items():
            mine = update(cases).where(c.id == self.file.case.id, column == value)
            self.file.connection.execute(mine.values({column.name: None}))

    def everything(self) -> None:
        """Erase all that the case holds; it is not found any more."""
        connection, case = self.file.connection, self.file.case.id
        filed = set(report_ids(connection, case).values())
        for report in filed:
            self.reporter(report)
        emptied = {"link": ERASED, "account": ERASED, "seen_when": ERASED}
        connection.execute(update(reports).where(reports.c.case_id == case).values(emptied))
        said = ("actor_hash", "actor_name", "reason", "details", "owner_hash")
        connection.execute(
            update(case_events).where(case_events.c.case_id == case).values(dict.fromkeys(said))
        )
        found_by = ("post", "post_hash", "thread_hash", "owner_hash")
        authored = ("author_hash", "author_email_hash")
        gone = dict.fromkeys((*found_by, *authored)) | {"expired_at": self.file.kit.now()}
        connection.execute(update(cases).where(cases.c.id == case).values(gone))
        self._keys.destroy([of_case(case), *(of_report(report) for report in filed)])
        screenshots.erase(connection, self.file.kit, shown.c.report_id.in_(filed))
        self._call_off({*filed, None})

    def show(self) -> None:
        """Have the card in Teams show the case as it is now."""
        connection = self.file.connection
        card = card_of(connection, self.file.case.id)
        keep(connection, shown_anew(card, self.file.kit.now()))

    def _write(self, number: int, details: EventDetails) -> None:
        """Write what is left of an event, sealed with the case's key."""
        case = self.file.case.id
        place = ("case_events", f"{case}:{number}", "details")
        left = details.model_dump_json(exclude_defaults=True)
        sealed = None if details == EventDetails() else self._keys.seal(of_case(case), left, *place)
        here = (case_events.c.case_id == case, case_events.c.number == number)
        self.file.connection.execute(update(case_events).where(*here).values(details=sealed))

    def _call_off(self, about: Collection[UUID | None]) -> None:
        """Call off what waits to be sent about some reports; None stands for lines and the like."""
        for row in unsent_in(self.file.connection, self.file.case.id):
            if row.report in about:
                keep(self.file.connection, called_off(row, self.file.kit.now()))
