"""What the team does with cases, in SQL. Each method is one transaction, and is audited."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from storage.cases import digests, figures, queues
from storage.cases.acting import Desk
from storage.cases.case_rows import CaseRows
from storage.data_protection.audit import entries_about
from storage.database.engine import Database
from storage.database.kit import Kit
from storage.errors import Refusal
from storage.outbox.delivery_rows import card_activity_of
from storage.records import (
    Actor,
    AuditEntry,
    Author,
    CaseAction,
    CaseFigures,
    CaseForTeam,
    CasePage,
    CaseQuery,
    CaseSummary,
    Digest,
    ExportRow,
    FiguresWanted,
    KeptScreenshot,
    ReadFor,
    ReminderKind,
)
from storage.references import tidy_reference


class SqlCasework:
    """What the team does with cases (storage.ports)."""

    def __init__(self, database: Database, kit: Kit) -> None:
        self._database = database
        self._kit = kit

    async def case(self, reference: str, reader: Actor, what_for: ReadFor) -> CaseForTeam:
        """Return one case. Raises UnknownCase."""
        return await self._database.write(
            lambda c: Desk(c, self._kit).read(reference, reader, what_for)
        )

    async def card_activity(self, reference: str) -> str:
        """Return the id of a case's posted card, empty where it is not known."""
        return await self._database.read(
            lambda c: card_activity_of(c, CaseRows(c, self._kit).called(reference).id)
        )

    async def act(
        self, reference: str, actor: Actor, action: CaseAction, cause: str
    ) -> CaseForTeam:
        """Carry out an action on a case. Raises UnknownCase or another Refusal."""
        answer = await self._database.write(
            lambda c: Desk(c, self._kit).act(reference, actor, action, cause)
        )
        if isinstance(answer, Refusal):
            raise answer
        return answer

    async def reveal_author(self, reference: str, reader: Actor) -> Author | None:
        """Return the recorded author. Raises UnknownCase or NeedsSecondHandler."""
        answer = await self._database.write(
            lambda c: Desk(c, self._kit).reveal_author(reference, reader)
        )
        if isinstance(answer, Refusal):
            raise answer
        return answer

    async def screenshot(
        self,
        reference: str,
        screenshot: UUID,
        reader: Actor,
        what_for: ReadFor = ReadFor.SCREENSHOTS,
    ) -> KeptScreenshot:
        """Return one screenshot of a case. Raises UnknownCase or UnknownScreenshot."""
        return await self._database.write(
            lambda c: Desk(c, self._kit).screenshot(reference, screenshot, reader, what_for)
        )

    async def queue(self, reader: Actor) -> Sequence[CaseSummary]:
        """All open cases, in the order of the queue."""
        return await self._database.write(lambda c: queues.queue(c, self._kit, reader))

    async def find(self, query: CaseQuery, reader: Actor, limit: int) -> Sequence[CaseSummary]:
        """Cases that fit the query, newest first."""
        return await self._database.write(lambda c: queues.find(c, self._kit, query, reader, limit))

    async def page(self, query: CaseQuery, reader: Actor, *, skip: int = 0, most: int) -> CasePage:
        """Return one page of the cases that fit, in the order of the queue."""
        return await self._database.write(
            lambda c: queues.page(c, self._kit, query, reader, queues.Leaf(skip, most))
        )

    async def figures(self, wanted: FiguresWanted, reader: Actor) -> CaseFigures:
        """Count the cases that are kept."""
        return await self._database.write(lambda c: figures.count(c, self._kit, wanted, reader))

    async def export(self, query: CaseQuery, reader: Actor) -> Sequence[ExportRow]:
        """Rows for a file of the cases that fit the query, oldest first."""
        return await self._database.write(lambda c: queues.export(c, self._kit, query, reader))

    async def waiting(self) -> Sequence[CaseSummary]:
        """All open cases, for the reminders."""
        return await self._database.read(lambda c: queues.open_cases(c, self._kit))

    async def remind(self, reference: str, kind: ReminderKind, cause: str) -> None:
        """Add a reminder to a case, once for each cause. Raises UnknownCase."""
        await self._database.write(lambda c: Desk(c, self._kit).remind(reference, kind, cause))

    async def digest(self, day: date, reader: Actor) -> Digest:
        """Return what the next daily digest would tell by now."""
        return await self._database.write(lambda c: digests.so_far(c, self._kit, day, reader))

    async def begin_digests(self, day: date) -> None:
        """Count the cases that are there before the first digest, once, and send nothing."""
        await self._database.write(lambda c: digests.begin(c, self._kit, day))

    async def write_digest(self, day: date, *, email_domain: str | None = None) -> bool:
        """Write the digest of a day and ready it; tell whether this call did so."""
        return await self._database.write(lambda c: digests.write(c, self._kit, day, email_domain))

    async def audit(self, reference: str) -> Sequence[AuditEntry]:
        """Return a case's audit, oldest first."""
        kept = tidy_reference(reference)
        return await self._database.read(lambda c: entries_about(c, kept))
