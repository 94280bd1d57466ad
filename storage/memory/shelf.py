"""The rows that the stores in memory share, and the outage that a test may ask for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID

from storage.cases.consequences import FiledReport
from storage.cases.thread import Pseudonym, Thread, last
from storage.cases.views import KeptReport
from storage.data_protection.cipher import tidy_address
from storage.database.times import in_utc
from storage.errors import NotStored, StorageError, UnknownCase
from storage.outbox.deliveries import Delivery
from storage.ports.clock import Clock
from storage.records import (
    AuditEntry,
    ConversationKey,
    Digest,
    EventKind,
    KeptQuestion,
    NewReport,
    NewScreenshot,
    PostAddress,
    TriageChannel,
)
from storage.references import tidy_reference
from storage.reports.reporting import OwnReport


@dataclass(slots=True)
class ReportRow:
    """A report as it was submitted, and what became of it."""

    id: UUID
    reference: str
    case: UUID
    version: int
    submitted_at: datetime
    sent: NewReport
    delivered_at: datetime | None = None
    shares_name: bool = False
    erased: bool = False

    @property
    def reporter(self) -> Pseudonym:
        """Whose report it is."""
        return pseudonym(self.sent.reporter.person)

    def kept(self) -> KeptReport:
        """Return the report without its reporter."""
        return KeptReport(
            id=self.id,
            reference=self.reference,
            version=self.version,
            submitted_at=self.submitted_at,
            delivered_at=self.delivered_at,
            link=self.sent.link,
            principle=self.sent.principle,
            account=self.sent.account,
            seen_when=self.sent.seen_when,
            own_post=self.sent.own_post,
            policy_version=self.sent.policy_version,
            shared_name=self.sent.reporter.name if self.shares_name else "",
            erased=self.erased,
        )

    def filed(self) -> FiledReport:
        """Return what the outbox and its reporter may know of it."""
        own = OwnReport(
            reference=self.reference,
            version=self.version,
            submitted_at=self.submitted_at,
            delivered_at=self.delivered_at,
            principle=self.sent.principle,
            own_post=self.sent.own_post,
            shares_name=self.shares_name,
        )
        return FiledReport(self.id, own)


@dataclass(slots=True)
class CaseRow:
    """A case: its post, its thread, and its card's delivery.

    `is_open` tells whether further reports of the post join it.
    """

    id: UUID
    reference: str
    opened_at: datetime
    post: PostAddress | None
    card: UUID
    thread: Thread = field(default_factory=list)
    is_open: bool = True
    on_hold: bool = False
    expired_at: datetime | None = None
    told: int = 0

    @property
    def author(self) -> frozenset[Pseudonym]:
        """The pseudonyms of the post's recorded author."""
        recorded = last(self.thread, EventKind.AUTHOR_RECORDED)
        author = recorded.details.author if recorded else None
        return known_as(author.person, author.work_email) if author else frozenset()

    def same_thread(self, other: "CaseRow") -> bool:
        """Tell whether both are about posts of one thread."""
        mine, theirs = self.post, other.post
        if mine is None or theirs is None:
            return False
        return (mine.network, mine.thread) == (theirs.network, theirs.thread)


@dataclass(slots=True)
class ScreenshotRow:
    """A screenshot; `report` is None while its form is not sent."""

    kept: NewScreenshot
    touched_at: datetime
    report: UUID | None = None


@dataclass(slots=True)
class StateRow:
    """A conversation's state."""

    document: str
    etag: int
    saved_at: datetime


@dataclass(slots=True)
class Shelf:
    """All rows. While `broken` is true every method fails, as without a database."""

    clock: Clock
    new_id: Callable[[], UUID]
    new_reference: Callable[[str], str]
    broken: bool = False
    states: dict[ConversationKey, StateRow] = field(default_factory=dict)
    processed: dict[tuple[ConversationKey, str], datetime] = field(default_factory=dict)
    cases: dict[UUID, CaseRow] = field(default_factory=dict)
    reports: dict[UUID, ReportRow] = field(default_factory=dict)
    deliveries: dict[UUID, Delivery] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=list)
    questions: dict[UUID, KeptQuestion] = field(default_factory=dict)
    digests: dict[int, Digest] = field(default_factory=dict)
    chores: dict[str, datetime] = field(default_factory=dict)
    screenshots: dict[UUID, ScreenshotRow] = field(default_factory=dict)
    channel: TriageChannel | None = None
    channel_confirmed_by: Pseudonym = b""

    def reading(self) -> Self:
        """Return itself for a read. Raises StorageError while broken."""
        if self.broken:
            raise StorageError
        return self

    def writing(self) -> Self:
        """Return itself for a write. Raises NotStored while broken."""
        if self.broken:
            raise NotStored
        return self

    def now(self) -> datetime:
        """Return the clock's time. Raises ValueError where the clock is naive."""
        return in_utc(self.clock())

    def case_called(self, reference: str) -> CaseRow:
        """Find a case. Raises UnknownCase."""
        kept = tidy_reference(reference)
        found = [case for case in self.living() if case.reference == kept]
        if not found:
            raise UnknownCase
        return found[0]

    def living(self) -> list[CaseRow]:
        """Return the cases whose time is not over: nobody finds the others."""
        return [case for case in self.cases.values() if case.expired_at is None]

    def owned_by(self, person: str) -> list[ReportRow]:
        """Return a person's reports, newest first."""
        own = [row for row in self.reports.values() if row.sent.reporter.person == person]
        return sorted(own, key=lambda row: (row.submitted_at, row.version), reverse=True)

    def note(self, action: str, reference: str, actor: Pseudonym = b"") -> None:
        """Add an entry to the audit."""
        entry = AuditEntry(at=self.now(), action=action, reference=reference, actor=actor.hex())
        self.audit.append(entry)

    def reports_in(self, case: UUID) -> list[ReportRow]:
        """Return a case's reports in the order of their arrival."""
        return [report for report in self.reports.values() if report.case == case]


def pseudonym(person: str) -> Pseudonym:
    """Return what the life cycle knows a person by; in memory there is nothing to hide."""
    return person.encode()


def known_as(person: str, work_email: str) -> frozenset[Pseudonym]:
    """Return all pseudonyms of a person, by directory id and by e-mail, as far as known."""
    by_email = pseudonym(f"email:{tidy_address(work_email)}") if work_email else b""
    return frozenset(known for known in (pseudonym(person), by_email) if known)
