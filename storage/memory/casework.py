"""What the team does with cases, in memory."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from storage.cases.action_events import Acting
from storage.cases.consequences import deputy_notice
from storage.cases.lifecycle import (
    REMINDED_WHILE,
    CaseFacts,
    check_hands,
    follow,
    waits_since,
)
from storage.cases.summaries import export_row, in_queue_order, summary, within
from storage.cases.thread import (
    EventDetails,
    LoggedEvent,
    decision_of,
    happened,
    is_closed,
    last,
    owner_of,
    status_of,
)
from storage.cases.views import link_of
from storage.data_protection import audit
from storage.errors import NeedsSecondHandler, UnknownScreenshot
from storage.memory import digests
from storage.memory.case_files import append, for_team, related, repeats
from storage.memory.figures import count
from storage.memory.shelf import CaseRow, Shelf, known_as, pseudonym
from storage.records import (
    Actor,
    AuditEntry,
    Author,
    CaseAction,
    CaseFigures,
    CaseForTeam,
    CasePage,
    CaseQuery,
    CaseStatus,
    CaseSummary,
    DeliveryKind,
    Digest,
    EventKind,
    ExportRow,
    FiguresWanted,
    KeptScreenshot,
    ReadFor,
    ReminderKind,
)
from storage.references import tidy_reference


class MemoryCasework:
    """What the team does with cases (storage.ports)."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def case(self, reference: str, reader: Actor, what_for: ReadFor) -> CaseForTeam:
        """Return one case. Raises UnknownCase."""
        shelf = self._shelf.writing()
        case = shelf.case_called(reference)
        self._check_reader(case, reader)
        shelf.note(what_for.value, case.reference, pseudonym(reader.person))
        return for_team(shelf, case)

    async def card_activity(self, reference: str) -> str:
        """Return the id of a case's posted card, empty where it is not known."""
        shelf = self._shelf.reading()
        return shelf.deliveries[shelf.case_called(reference).card].card_activity

    async def act(
        self, reference: str, actor: Actor, action: CaseAction, cause: str
    ) -> CaseForTeam:
        """Carry out an action on a case. Raises UnknownCase or another Refusal."""
        shelf = self._shelf.writing()
        case = shelf.case_called(reference)
        if not happened(case.thread, cause):
            try:
                event = follow(self._facts(case), action, self._acting(actor, cause))
            except NeedsSecondHandler:
                self._tell_deputy(case)
                raise
            if event is not None:
                append(shelf, case, event)
        return for_team(shelf, case)

    async def reveal_author(self, reference: str, reader: Actor) -> Author | None:
        """Return the recorded author. Raises UnknownCase or NeedsSecondHandler."""
        shelf = self._shelf.writing()
        case = shelf.case_called(reference)
        try:
            check_hands(self._facts(case), self._acting(reader, cause=""))
        except NeedsSecondHandler:
            self._tell_deputy(case)
            raise
        shelf.note(audit.AUTHOR_REVEALED, case.reference, pseudonym(reader.person))
        recorded = last(case.thread, EventKind.AUTHOR_RECORDED)
        return recorded.details.author if recorded else None

    async def screenshot(
        self,
        reference: str,
        screenshot: UUID,
        reader: Actor,
        what_for: ReadFor = ReadFor.SCREENSHOTS,
    ) -> KeptScreenshot:
        """Return one screenshot of a case. Raises UnknownCase or UnknownScreenshot."""
        shelf = self._shelf.writing()
        case = shelf.case_called(reference)
        if what_for is ReadFor.PAGE:
            self._check_reader(case, reader)
        row = shelf.screenshots.get(screenshot)
        if row is None or row.report not in {each.id for each in shelf.reports_in(case.id)}:
            raise UnknownScreenshot
        shelf.note(audit.SCREENSHOT, case.reference, pseudonym(reader.person))
        return KeptScreenshot(kind=row.kept.kind, content=row.kept.content)

    async def queue(self, reader: Actor) -> Sequence[CaseSummary]:
        """All open cases, in the order of the queue."""
        self._shelf.writing().note(audit.LISTED, "", pseudonym(reader.person))
        return await self.waiting()

    async def find(self, query: CaseQuery, reader: Actor, limit: int) -> Sequence[CaseSummary]:
        """Cases that fit the query, newest first."""
        self._shelf.writing().note(audit.FOUND, "", pseudonym(reader.person))
        return [self._summary(case) for case in reversed(self._matching(query))][:limit]

    async def page(self, query: CaseQuery, reader: Actor, *, skip: int = 0, most: int) -> CasePage:
        """Return one page of the cases that fit, in the order of the queue."""
        self._shelf.writing().note(audit.FOUND, "", pseudonym(reader.person))
        found = [self._summary(case) for case in self._matching(query)]
        closed = [one for one in found if one.status is CaseStatus.CLOSED]
        waiting = in_queue_order([one for one in found if one.status is not CaseStatus.CLOSED])
        whole = [*waiting, *reversed(closed)]
        return CasePage(cases=tuple(whole[skip : skip + most]), total=len(whole))

    async def figures(self, wanted: FiguresWanted, reader: Actor) -> CaseFigures:
        """Count the cases that are kept."""
        self._shelf.writing().note(audit.COUNTED, "", pseudonym(reader.person))
        return count(self._shelf, wanted)

    async def export(self, query: CaseQuery, reader: Actor) -> Sequence[ExportRow]:
        """Rows for a file of the cases that fit the query, oldest first."""
        shelf, who = self._shelf.writing(), pseudonym(reader.person)
        found = self._matching(query)
        for reference in ("", *(case.reference for case in found)):
            shelf.note(audit.EXPORTED, reference, who)
        return [self._export_row(case) for case in found]

    async def waiting(self) -> Sequence[CaseSummary]:
        """All open cases, for the reminders."""
        cases = self._shelf.reading().cases.values()
        return in_queue_order([self._summary(c) for c in _oldest_first(cases) if not _closed(c)])

    async def remind(self, reference: str, kind: ReminderKind, cause: str) -> None:
        """Add a reminder to a case, once for each cause. Raises UnknownCase."""
        shelf = self._shelf.writing()
        case = shelf.case_called(reference)
        still = status_of(case.thread) is REMINDED_WHILE[kind]
        if still and not happened(case.thread, cause):
            details = EventDetails(reminder=kind)
            reminded = LoggedEvent(EventKind.REMINDED, shelf.now(), cause, details=details)
            append(shelf, case, reminded)

    async def digest(self, day: date, reader: Actor) -> Digest:
        """Return what the next daily digest would tell by now."""
        self._shelf.writing().note(audit.DIGEST, "", pseudonym(reader.person))
        return digests.so_far(self._shelf, day)

    async def begin_digests(self, day: date) -> None:
        """Count the cases that are there before the first digest, once, and send nothing."""
        digests.begin(self._shelf.writing(), day)

    async def write_digest(self, day: date, *, email_domain: str | None = None) -> bool:
        """Write the digest of a day and ready it; tell whether this call did so."""
        return digests.write(self._shelf.writing(), day, email_domain)

    async def audit(self, reference: str) -> Sequence[AuditEntry]:
        """Return a case's audit, oldest first."""
        kept = tidy_reference(reference)
        return [entry for entry in self._shelf.reading().audit if entry.reference == kept]

    def _facts(self, case: CaseRow) -> CaseFacts:
        reporters = frozenset(row.reporter for row in self._shelf.reports_in(case.id))
        return CaseFacts(case.thread, reporters, case.author, bool(repeats(self._shelf, case)))

    def _acting(self, actor: Actor, cause: str) -> Acting:
        return Acting(
            who=pseudonym(actor.person),
            known_as=frozenset().union(
                *(known_as(actor.person, each) for each in ("", *actor.addresses))
            ),
            name=actor.name,
            at=self._shelf.now(),
            cause=cause,
            new_id=self._shelf.new_id,
            pseudonym=pseudonym,
        )

    def _check_reader(self, case: CaseRow, reader: Actor) -> None:
        check_hands(self._facts(case), self._acting(reader, cause=""))

    def _tell_deputy(self, case: CaseRow) -> None:
        shelf, waits = self._shelf, waits_since(case.thread)
        row = deputy_notice(case.id, waits, shelf.now(), shelf.new_id())
        told = {
            (each.case, each.event)
            for each in shelf.deliveries.values()
            if each.kind is DeliveryKind.DEPUTY_NOTICE
        }
        if (case.id, waits) not in told:
            shelf.deliveries[row.id] = row

    def _matching(self, query: CaseQuery) -> list[CaseRow]:
        return [case for case in _oldest_first(self._shelf.living()) if self._fits(case, query)]

    def _fits(self, case: CaseRow, query: CaseQuery) -> bool:
        owner, decision = owner_of(case.thread), decision_of(case.thread)
        named = {*self._principles(case), decision.principle if decision else ""}
        return (
            (not query.reference or case.reference == tidy_reference(query.reference))
            and _about(case, query)
            and (not query.principle or query.principle in named)
            and (not query.statuses or status_of(case.thread) in query.statuses)
            and (not query.owner or (owner is not None and owner.who == pseudonym(query.owner)))
            and (not query.unowned or (owner is None and not _closed(case)))
            and within(query, case.opened_at)
        )

    def _principles(self, case: CaseRow) -> list[str]:
        return [row.sent.principle for row in self._shelf.reports_in(case.id)]

    def _summary(self, case: CaseRow) -> CaseSummary:
        return summary(case.reference, case.thread, self._principles(case))

    def _export_row(self, case: CaseRow) -> ExportRow:
        kept = [row.kept() for row in self._shelf.reports_in(case.id)]
        others = [other.reference for other in related(self._shelf, case)]
        brief = self._summary(case)
        return export_row(brief, case.thread, link_of(kept), others, kept[0].policy_version)


def _about(case: CaseRow, query: CaseQuery) -> bool:
    wanted, post = query.post, case.post
    if wanted is None:
        return True
    if wanted.message:
        return post == wanted
    return post is not None and (post.network, post.thread) == (wanted.network, wanted.thread)


def _closed(case: CaseRow) -> bool:
    return is_closed(case.thread)


def _oldest_first(cases: Iterable[CaseRow]) -> list[CaseRow]:
    return sorted(cases, key=lambda case: (case.opened_at, case.id))
