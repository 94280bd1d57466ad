"""What the bot asks of storage: one protocol a store, every method a whole transaction.

Implemented twice, by `storage.memory` and by the SQL stores (SQLite and PostgreSQL); one contract
suite, `tests/contracts/`, holds for all of them.
A `cause` names what brought an action (an activity): the same cause on the same case has one
effect, and gives the same answer again.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from storage.records import (
    Actor,
    AuditEntry,
    Author,
    Backlog,
    CaseAction,
    CaseFigures,
    CaseForTeam,
    CasePage,
    CaseQuery,
    CaseSummary,
    ClaimedDelivery,
    ConversationKey,
    DeliveryState,
    Digest,
    Erasure,
    ExportRow,
    FiguresWanted,
    HeldAbout,
    KeptConversation,
    KeptQuestion,
    KeptScreenshot,
    NewQuestion,
    NewReport,
    NewScreenshot,
    PostAddress,
    QuestionCount,
    ReadFor,
    Receipt,
    ReminderKind,
    ReporterAction,
    ReportStatus,
    SecondChannel,
    Settlement,
    StuckDelivery,
    Subject,
    TriageChannel,
)

Clock = Callable[[], datetime]


class Conversations(Protocol):
    """Conversation states, and which activities have been processed."""

    async def load(self, key: ConversationKey, activity: str) -> KeptConversation:
        """Read a state, and whether `activity` (its id; may be empty) was processed before."""

    async def save(self, key: ConversationKey, document: str, etag: int, activity: str) -> int:
        """Write a state and mark the activity processed; return the new etag.

        Raises StateConflict where another writer came first, AlreadyProcessed where the activity
        was marked before; nothing is written then.
        """

    async def forget_old(self, states_before: datetime, activities_before: datetime) -> None:
        """Delete states untouched and activity marks made since before the given times."""


class Reports(Protocol):
    """The reporter's side.

    Every look-up is by the person, so that nobody reads another's report: a foreign reference and
    an unknown one both raise UnknownReport.
    """

    async def submit(self, report: NewReport, *, most_an_hour: int = 0) -> Receipt:
        """Store report, case event and deliveries together, or nothing.

        A report about a post with an open case joins that case; without a post, or after the case
        was closed, it opens a case of its own. The same `submission` again returns the first
        receipt. Raises AlreadyReported (with the earlier reference) where the same person has a
        report of the same post in an open case that they have not withdrawn, and TooManyReports
        (with the time from which it may be sent) where they have sent `most_an_hour` within the
        last hour, withdrawn ones too; nothing is kept then. 0 takes any number.
        Also readies the reporter's notice of delivery, due a little later than the card, so that a
        receipt that already says "delivered" can call it off; and, where the report joins a case, a
        line in the card's thread.
        """

    async def call_off_notice(self, reference: str) -> None:
        """Call off a report's notice of delivery, because its receipt said so already."""

    async def reports_of(self, person: str) -> Sequence[ReportStatus]:
        """All reports of one person, newest first."""

    async def report(self, person: str, reference: str) -> ReportStatus:
        """Return a person's report; its reference may be typed carelessly. Raises UnknownReport."""

    async def reported_before(self, person: str, post: PostAddress) -> ReportStatus | None:
        """Return this person's report of a post in an open case, if there is one not withdrawn."""

    async def act(
        self, person: str, reference: str, action: ReporterAction, cause: str
    ) -> ReportStatus:
        """Carry out what a reporter does with their report.

        The card gets an update, and its thread a line. Doing again what is done (withdrawing,
        sharing the name) does nothing.
        Raises UnknownReport, ReportWithdrawn; ReportClosed (except for ShareName) while the case is
        closed; UnknownQuestion or AlreadyAnswered; TooManyScreenshots.
        """


class Casework(Protocol):
    """What the team does with cases. Every call is audited, under a pseudonym of who made it.

    References may be typed carelessly. The bot lets only members of the team come here; it checks
    the roster before.
    """

    async def case(self, reference: str, reader: Actor, what_for: ReadFor) -> CaseForTeam:
        """Return one case. Raises UnknownCase.

        On the page (ReadFor.PAGE) raises NeedsSecondHandler as `act` does, and tells no deputy:
        nobody tried to handle the case.
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


class Screenshots(Protocol):
    """Screenshots of forms that are not sent yet; sent, they belong to their report for good."""

    async def keep(self, screenshot: NewScreenshot) -> None:
        """Keep a screenshot; the same id again changes nothing."""

    async def touch(self, ids: Collection[UUID]) -> None:
        """Note that the form of these is still open."""

    async def forget(self, ids: Collection[UUID]) -> None:
        """Delete those of these that belong to no report."""

    async def forget_old(self, before: datetime) -> None:
        """Delete those of forms untouched since before this time."""


class Outbox(Protocol):
    """Deliveries, sent by whoever holds their lease."""

    async def due(self, limit: int) -> Sequence[UUID]:
        """Ids of deliveries to be tried now, longest waiting first.

        Ready, uncertain or blocked ones whose wait is over, and those whose lease ran out.
        """

    async def claim(self, delivery: UUID, lease: timedelta) -> ClaimedDelivery | None:
        """Take the lease; None where it is not due, is done, or another holds it.

        A delivery whose earlier lease ran out comes back with `may_repeat`. One whose record cannot
        be read is blocked, and None returned, so that it does not stand in the way of others.
        """

    async def settle(
        self,
        claimed: ClaimedDelivery,
        settlement: Settlement,
        second: SecondChannel | None = None,
    ) -> DeliveryState:
        """Record what came of a try, if the lease is still held; return the state.

        A case card's arrival marks the reports that it showed as delivered. A later version of the
        card that was readied meanwhile stays ready. A question that is blocked or dead tells the
        team that a reporter cannot be reached, not who. With a `second` channel a card that cannot
        be delivered (in parallel: every card) readies an e-mail in the same transaction, once for
        each report; its arrival marks the reports that it told of as delivered. A card that arrives
        calls off the e-mails that only stood in for it. Raises UnknownDelivery.
        """

    async def unblock(self) -> None:
        """Make due what waits after a failure, since a destination may have been mended.

        What was asked to wait (429) goes on waiting, and so does what failed by itself.
        """

    async def state(self, delivery: UUID) -> DeliveryState:
        """Return the state of one delivery. Raises UnknownDelivery."""

    async def stuck(self, limit: int) -> Sequence[StuckDelivery]:
        """Return what is blocked or dead, longest waiting first, without content."""

    async def counts(self) -> Mapping[DeliveryState, int]:
        """Return how many deliveries are in each state."""

    async def backlog(self) -> Backlog:
        """Return the counts, and since when the oldest of those that are not sent has waited."""

    async def requeue(self, delivery: UUID) -> None:
        """Ready a blocked or dead delivery again. Raises UnknownDelivery, NotStuck."""

    async def sweep(self, limit: int) -> int:
        """Give a job to each due delivery that has none; return how many there were.

        Does nothing where deliveries have no jobs (storage.outbox.jobs).
        """


class Rota(Protocol):
    """Scheduled work, done once whichever replica comes to it first."""

    async def begin(self, chore: str, lease: timedelta) -> bool:
        """Tell whether the chore is due and the caller is to do it now, within the lease.

        A chore that was never done is due. One that is not ended within the lease is due again.
        """

    async def end(self, chore: str, every: timedelta) -> None:
        """Note that the chore was done; it is due again after so long."""


class TriageChannels(Protocol):
    """The one confirmed channel of Internal Communications, where no setting names it."""

    async def confirmed(self) -> TriageChannel | None:
        """Return the channel, None where none is confirmed."""

    async def confirm(self, channel: TriageChannel, by: str) -> None:
        """Keep the channel; `by` is the operator, kept as a pseudonym."""


class UnansweredQuestions(Protocol):
    """Questions that the policy owner should see, kept without who asked (docs/decisions/0009)."""

    async def keep(self, question: NewQuestion) -> None:
        """Keep a question, with the day and no time; the same id again changes nothing."""

    async def forget(self, question: UUID) -> None:
        """Delete a question by its id; one that is not there is forgotten already."""

    async def all(self) -> Sequence[KeptQuestion]:
        """Return every question that is kept, oldest day first."""

    async def counted(self) -> Sequence[QuestionCount]:
        """Count the questions that are kept by why and by nearest clause, most often first."""

    async def forget_old(self, before: date) -> None:
        """Delete the questions that were kept on days before this one."""


class DataProtection(Protocol):
    """Retention, legal hold, subject access and erasure (docs/data-protection.md).

    `operator` is whoever uses the command line, kept as a pseudonym. All of it is audited.
    """

    async def hold(self, reference: str, operator: str, *, on: bool) -> None:
        """Put a case under legal hold, so that nothing of it is erased, or end that.

        Doing again what is done does nothing. Raises UnknownCase.
        """

    async def expire(self, closed_before: datetime) -> int:
        """Erase what cases hold that were closed before this time; return how many, some at a time.

        Their keys and hashes are destroyed, nobody finds them any more, and their cards are made
        to show that they are gone. Those on hold stay.
        """

    async def delete_expired(self) -> int:
        """Delete what is left of erased cases, once their cards have shown it; return how many."""

    async def prune_audit(self, before: datetime) -> int:
        """Delete older audit entries, but those of cases that are kept; return how many."""

    async def restored(self, operator: str) -> int:
        """Take what was not sent as possibly sent; return how much. For a restored backup."""

    async def held_about(self, subject: Subject, operator: str) -> HeldAbout:
        """Return what is held about a person: their reports, and cases that name them as author."""

    async def erase(self, subject: Subject, operator: str, *, try_only: bool) -> Erasure:
        """Erase what is held about a person, as far as may be; `try_only` only tells what would be.

        Who reported goes at once, unless a hold forbids it; a reporter's words, and who wrote a
        post, only once the case is closed. Audit entries stay.
        """


class Stores(Protocol):
    """All stores, over one database."""

    conversations: Conversations
    reports: Reports
    casework: Casework
    outbox: Outbox
    rota: Rota
    triage_channels: TriageChannels
    questions: UnansweredQuestions
    protection: DataProtection
    screenshots: Screenshots

    async def close(self) -> None:
        """Let go of the database."""
