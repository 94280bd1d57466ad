"""What the team does with cases."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

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


class Casework(Protocol):
    """What the team does with cases. Every call is audited, under a pseudonym of who made it.

    References may be typed carelessly. The bot lets only members of the team come here; it checks
    the roster before.
    """

    async def case(self, reference: str, reader: Actor, what_for: ReadFor) -> CaseForTeam:
        """Return one case. Raises UnknownCase.

        Raises NeedsSecondHandler as `act` does, and tells no deputy: nobody tried to handle the
        case.
        """

    async def card_activity(self, reference: str) -> str:
        """Return the id of a case's posted card, empty where it is not known; raises UnknownCase.

        It tells nothing of the case, and is not audited.
        """

    async def act(
        self, reference: str, actor: Actor, action: CaseAction, cause: str
    ) -> CaseForTeam:
        """Carry out an action on a case, and return the case as it stands then.

        The event, the card's update and the notices to those whom it concerns are one transaction.
        Raises UnknownCase, or a Refusal, which changes nothing: AlreadyTaken (by another),
        NotTaken, NotDecided, NotClosed, AlreadyDecided, AlreadyClosed; for what is incomplete
        NeedsPrinciple, NeedsReason, NeedsClosingCode, NeedsWhoAndWhen, NeedsAuthor, WrongAnswer,
        NotOnChecklist, StepsMissing, NobodyToAsk.
        NeedsSecondHandler where the actor stepped aside, reported the case, or is the recorded
        author; the deputy gets a notice then, once for each time that the case waits for another
        handler. Refusals that anybody would meet come first, so that it is met seldom.
        """

    async def reveal_author(self, reference: str, reader: Actor) -> Author | None:
        """Return the recorded author of the post, None where none is.

        Raises UnknownCase, and NeedsSecondHandler as `act` does.
        """

    async def screenshot(
        self,
        reference: str,
        screenshot: UUID,
        reader: Actor,
        what_for: ReadFor = ReadFor.SCREENSHOTS,
    ) -> KeptScreenshot:
        """Return one screenshot of a case. Raises UnknownCase or UnknownScreenshot.

        On the page, NeedsSecondHandler as `case` does.
        """

    async def queue(self, reader: Actor) -> Sequence[CaseSummary]:
        """All open cases: new ones first, then taken, then decided; the oldest first in each."""

    async def find(self, query: CaseQuery, reader: Actor, limit: int) -> Sequence[CaseSummary]:
        """Cases that fit the query, newest first."""

    async def page(self, query: CaseQuery, reader: Actor, *, skip: int = 0, most: int) -> CasePage:
        """Return at most so many of the cases that fit, after those skipped, and how many fit.

        In the order of the queue; closed ones come last, the newest of them first.
        """

    async def figures(self, wanted: FiguresWanted, reader: Actor) -> CaseFigures:
        """Count the cases that are kept; see CaseFigures."""

    async def export(self, query: CaseQuery, reader: Actor) -> Sequence[ExportRow]:
        """Rows for a file of the cases that fit the query, oldest first; nothing of reporters."""

    async def waiting(self) -> Sequence[CaseSummary]:
        """All open cases, for the reminders; a read of the bot's own."""

    async def remind(self, reference: str, kind: ReminderKind, cause: str) -> None:
        """Add a reminder to a case and a line to its thread, once for each cause.

        Does nothing where the case has moved on: taken meanwhile, or decided.
        """

    async def digest(self, day: date, reader: Actor) -> Digest:
        """Return what the next daily digest would tell by now."""

    async def begin_digests(self, day: date) -> None:
        """Count the cases that are there before the first digest, once, and send nothing."""

    async def write_digest(self, day: date, *, email_domain: str | None = None) -> bool:
        """Write the digest of a day and ready it for the channel; tell whether this call did so.

        Once a day, however many replicas call, and only after `begin_digests`. With a domain (what
        ids of e-mails end with) it is readied as an e-mail as well.
        """

    async def audit(self, reference: str) -> Sequence[AuditEntry]:
        """Return a case's audit, oldest first; an empty reference gives what concerns no case."""
