"""What the team does with a case: the rules asked, the event and what follows, in one transaction.

A refusal is returned and not raised, since raising would undo the transaction and with it the
notice to the deputy, who hears of a case that nobody present may handle.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from storage.cases.action_events import Acting
from storage.cases.case_file import CaseFile, open_file
from storage.cases.consequences import deputy_notice
from storage.cases.lifecycle import (
    REMINDED_WHILE,
    CaseFacts,
    check_hands,
    follow,
    waits_since,
)
from storage.cases.thread import EventDetails, LoggedEvent, happened, last, status_of
from storage.data_protection import audit
from storage.database.kit import Kit
from storage.database.tables import deliveries
from storage.errors import NeedsSecondHandler, Refusal
from storage.outbox.delivery_rows import add_deliveries, locked
from storage.records import (
    Actor,
    Author,
    CaseAction,
    CaseForTeam,
    DeliveryKind,
    EventKind,
    KeptScreenshot,
    ReadFor,
    ReminderKind,
)
from storage.reports.screenshots import of_case


@dataclass(frozen=True, slots=True)
class Desk:
    """What is done at the team's desk, within one transaction."""

    connection: Connection
    kit: Kit

    def read(self, reference: str, reader: Actor, what_for: ReadFor) -> CaseForTeam:
        """Return a case, and note who read it. Raises UnknownCase.

        Raises NeedsSecondHandler for whoever may not act on it either.
        """
        file = self._open(reference)
        self._check_reader(file, reader)
        who = self.kit.cipher.person(reader.person)
        audit.note(self.connection, self.kit, what_for.value, file.case.reference, who)
        return file.for_team()

    def act(
        self, reference: str, actor: Actor, action: CaseAction, cause: str
    ) -> CaseForTeam | Refusal:
        """Carry out an action, unless this cause has done so before. Raises UnknownCase."""
        file = self._lock(reference)
        if happened(file.thread, cause):
            return file.for_team()
        try:
            event = follow(_facts(file), action, self._acting(actor, cause))
        except NeedsSecondHandler as refusal:
            self._tell_deputy(file)
            return refusal
        if event is None:
            return file.for_team()
        file.append(event)
        return self._open(reference).for_team()

    def reveal_author(self, reference: str, reader: Actor) -> Author | Refusal | None:
        """Return the recorded author, and note who asked. Raises UnknownCase."""
        file = self._lock(reference)
        acting = self._acting(reader, cause="")
        try:
            check_hands(_facts(file), acting)
        except NeedsSecondHandler as refusal:
            self._tell_deputy(file)
            return refusal
        revealed = audit.AUTHOR_REVEALED
        audit.note(self.connection, self.kit, revealed, file.case.reference, acting.who)
        recorded = last(file.thread, EventKind.AUTHOR_RECORDED)
        return recorded.details.author if recorded else None

    def screenshot(
        self, reference: str, screenshot: UUID, reader: Actor, what_for: ReadFor
    ) -> KeptScreenshot:
        """Return a screenshot of a case, and note who looked at it.

        Raises UnknownCase or UnknownScreenshot; on the page, NeedsSecondHandler as well.
        """
        file = self._open(reference)
        if what_for is ReadFor.PAGE:  # elsewhere a link opens it, given after the case was read
            self._check_reader(file, reader)
        case = file.case
        found = of_case(self.connection, self.kit, case.id, screenshot)
        who = self.kit.cipher.person(reader.person)
        audit.note(self.connection, self.kit, audit.SCREENSHOT, case.reference, who)
        return found

    def remind(self, reference: str, kind: ReminderKind, cause: str) -> None:
        """Add a reminder, once for each cause, if the case still waits. Raises UnknownCase."""
        file = self._lock(reference)
        still = status_of(file.thread) is REMINDED_WHILE[kind]
        if still and not happened(file.thread, cause):
            details = EventDetails(reminder=kind)
            file.append(LoggedEvent(EventKind.REMINDED, self.kit.now(), cause, details=details))

    def _check_reader(self, file: CaseFile, reader: Actor) -> None:
        """Hold who may read. Nothing is noted of a refusal: it would mark a reporter."""
        check_hands(_facts(file), self._acting(reader, cause=""))

    def _open(self, reference: str) -> CaseFile:
        return open_file(self.connection, self.kit, lambda rows: rows.called(reference))

    def _lock(self, reference: str) -> CaseFile:
        return open_file(self.connection, self.kit, lambda rows: rows.locked(reference))

    def _acting(self, actor: Actor, cause: str) -> Acting:
        return Acting(
            who=self.kit.cipher.person(actor.person),
            known_as=self.kit.known_as(actor),
            name=actor.name,
            at=self.kit.now(),
            cause=cause,
            new_id=self.kit.new_id,
            pseudonym=self.kit.cipher.person,
        )

    def _tell_deputy(self, file: CaseFile) -> None:
        """Ready the deputy's notice, once for each time that the case waits for a handler."""
        waits = waits_since(file.thread)
        before = locked(
            self.connection,
            deliveries.c.case_id == file.case.id,
            deliveries.c.kind == DeliveryKind.DEPUTY_NOTICE.value,
            deliveries.c.event == waits,
        )
        if before is None:
            row = deputy_notice(file.case.id, waits, self.kit.now(), self.kit.new_id())
            add_deliveries(self.connection, [row])


def _facts(file: CaseFile) -> CaseFacts:
    return CaseFacts(file.thread, file.reporters(), file.case.author, bool(file.repeats()))
