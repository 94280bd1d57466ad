"""The rows that the stores in memory share, and the outage that a test may ask for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID

from storage.deliveries import Delivery
from storage.errors import NotStored, StorageError, UnknownCase
from storage.lifecycle import LoggedEvent, Pseudonym, status_of
from storage.ports import Clock
from storage.records import (
    CaseStatus,
    ConversationKey,
    KeptQuestion,
    NewReport,
    PostAddress,
    TriageChannel,
)
from storage.references import tidy_reference
from storage.times import in_utc
from storage.views import KeptReport


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
            shared_name=self.sent.reporter.name if self.sent.share_name else "",
        )


@dataclass(slots=True)
class CaseRow:
    """A case: its post, its thread, and its card's delivery."""

    id: UUID
    reference: str
    post: PostAddress | None
    card: UUID
    thread: list[LoggedEvent] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether further reports of its post still join it."""
        return status_of(self.thread) is not CaseStatus.DECIDED


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
    questions: dict[UUID, KeptQuestion] = field(default_factory=dict)
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
        found = [case for case in self.cases.values() if case.reference == kept]
        if not found:
            raise UnknownCase
        return found[0]

    def reports_in(self, case: UUID) -> list[ReportRow]:
        """Return a case's reports in the order of their arrival."""
        return [report for report in self.reports.values() if report.case == case]


def pseudonym(person: str) -> Pseudonym:
    """Return what the life cycle knows a person by; in memory there is nothing to hide."""
    return person.encode()
