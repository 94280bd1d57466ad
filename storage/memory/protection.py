"""Retention, legal hold, subject access and erasure, in memory."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from storage.cases.thread import BY_REPORTER, EventDetails, LoggedEvent
from storage.data_protection import audit
from storage.data_protection.protecting import (
    GONE_AFTER,
    SHOWN,
    Reach,
    added_up,
    authorship_held,
    is_over,
    names_as_author,
    of_a_report,
    of_an_authorship,
    reach,
    report_held,
    without_words,
)
from storage.database.times import in_utc
from storage.memory.shelf import CaseRow, ReportRow, Shelf, pseudonym
from storage.outbox.deliveries import called_off, doubted, shown_anew
from storage.records import (
    AuthorshipHeld,
    Erasure,
    HeldAbout,
    Reporter,
    ReportHeld,
    Subject,
)
from storage.reports.reporting import report_status

_NOBODY = Reporter(person="", name="", conversation={})


class MemoryDataProtection:
    """What data protection asks for (storage.ports)."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def hold(self, reference: str, operator: str, *, on: bool) -> None:
        """Put a case under legal hold, or end that. Raises UnknownCase."""
        shelf = self._shelf.writing()
        case = shelf.case_called(reference)
        if case.on_hold is not on:
            case.on_hold = on
            action = audit.HOLD_ON if on else audit.HOLD_OFF
            shelf.note(action, case.reference, _operator(operator))

    async def expire(self, closed_before: datetime) -> int:
        """Erase what cases hold that were closed before this time; return how many."""
        shelf, old = self._shelf.writing(), in_utc(closed_before)
        over = [case for case in shelf.living() if not case.on_hold and is_over(case.thread, old)]
        for case in over:
            for report in shelf.reports_in(case.id):
                self._erase_reporter(report)
                self._erase_words(case, report)
            case.thread = [_emptied(event) for event in case.thread]
            case.post, case.expired_at = None, shelf.now()
            self._call_off(case.id, {None})
            self._show(case)
            shelf.note(audit.EXPIRED, case.reference)
        return len(over)

    async def delete_expired(self) -> int:
        """Delete what is left of erased cases; return how many."""
        shelf = self._shelf.writing()
        gone = [case for case in shelf.cases.values() if self._may_go(case)]
        for case in gone:
            shelf.deliveries = {i: r for i, r in shelf.deliveries.items() if r.case != case.id}
            shelf.reports = {i: r for i, r in shelf.reports.items() if r.case != case.id}
            del shelf.cases[case.id]
            shelf.note(audit.DELETED, case.reference)
        return len(gone)

    async def prune_audit(self, before: datetime) -> int:
        """Delete older audit entries, but those of cases that are kept; return how many."""
        shelf, oldest = self._shelf.writing(), in_utc(before)
        kept_cases = {case.reference for case in shelf.cases.values()}
        kept = [e for e in shelf.audit if e.at >= oldest or e.reference in kept_cases]
        gone = len(shelf.audit) - len(kept)
        if gone:
            shelf.audit = kept
            shelf.note(audit.PRUNED, "")
        return gone

    async def restored(self, operator: str) -> int:
        """Take what was not sent as possibly sent; return how much."""
        shelf = self._shelf.writing()
        doubts = [doubted(row, shelf.now()) for row in shelf.deliveries.values()]
        changed = [row for row in doubts if row != shelf.deliveries[row.id]]
        shelf.deliveries |= {row.id: row for row in changed}
        shelf.note(audit.RESTORED, "", _operator(operator))
        return len(changed)

    async def held_about(self, subject: Subject, operator: str) -> HeldAbout:
        """Return what is held about a person."""
        shelf = self._shelf.writing()
        acts = sum(e.actor == pseudonym(subject.person).hex() for e in shelf.audit)
        mine = shelf.owned_by(subject.person)
        reports = tuple(self._report(row, subject) for row in mine)
        authorships = tuple(self._authorships(subject))
        about = {shelf.cases[row.case].reference for row in mine}
        for reference in sorted({"", *about, *(held.reference for held in authorships)}):
            shelf.note(audit.DATA_EXPORTED, reference, _operator(operator))
        chats = sum(key.person == subject.person for key in shelf.states)
        return HeldAbout(reports=reports, authorships=authorships, conversations=chats, acts=acts)

    async def erase(self, subject: Subject, operator: str, *, try_only: bool) -> Erasure:
        """Erase what is held about a person, as far as may be; or only tell what would be."""
        shelf = self._shelf.reading() if try_only else self._shelf.writing()
        mine = shelf.owned_by(subject.person)
        authored = {
            case.id
            for case in shelf.living()
            if any(names_as_author(event, subject) for event in case.thread)
        }
        parts: list[Erasure] = []
        for case_id in sorted({*(row.case for row in mine), *authored}):
            case = shelf.cases[case_id]
            reports = [row for row in mine if row.case == case_id]
            how_far = reach(case.thread, on_hold=case.on_hold)
            parts += [of_a_report(row.reference, how_far) for row in reports]
            if case_id in authored:
                parts.append(of_an_authorship(case.reference, how_far))
            if not try_only and how_far is not Reach.HELD:
                self._erase_in(case, reports, how_far, subject)
                if reports or how_far is Reach.ALL:
                    self._show(case)
                    shelf.note(audit.DATA_ERASED, case.reference, _operator(operator))
        chats = [key for key in shelf.states if key.person == subject.person]
        if not try_only:
            shelf.states = {k: r for k, r in shelf.states.items() if k not in chats}
            shelf.screenshots = {
                i: row
                for i, row in shelf.screenshots.items()
                if row.report is not None or row.kept.person != subject.person
            }
            shelf.processed = {k: at for k, at in shelf.processed.items() if k[0] not in chats}
        return added_up(*parts, Erasure(conversations=len(chats)))

    def _erase_in(
        self, case: CaseRow, reports: list[ReportRow], how_far: Reach, subject: Subject
    ) -> None:
        for row in reports:
            self._erase_reporter(row)
            if how_far is Reach.ALL:
                self._erase_words(case, row)
        if how_far is Reach.ALL:
            case.thread = [
                replace(event, details=EventDetails()) if names_as_author(event, subject) else event
                for event in case.thread
            ]

    def _erase_reporter(self, report: ReportRow) -> None:
        report.sent = report.sent.model_copy(update={"reporter": _NOBODY})
        report.shares_name = False
        self._call_off(report.case, {report.id})

    def _erase_words(self, case: CaseRow, report: ReportRow) -> None:
        emptied = {"link": "", "account": "", "seen_when": ""}
        report.sent = report.sent.model_copy(update=emptied)
        shelf = self._shelf
        shown = shelf.screenshots.items()
        shelf.screenshots = {i: row for i, row in shown if row.report != report.id}
        report.erased = True
        case.thread = [
            replace(event, details=without_words(event.details))
            if event.kind in BY_REPORTER and event.report == report.version
            else event
            for event in case.thread
        ]

    def _call_off(self, case: UUID, about: set[UUID | None]) -> None:
        shelf = self._shelf
        card = shelf.cases[case].card
        for row in list(shelf.deliveries.values()):
            if row.case == case and row.id != card and row.report in about:
                shelf.deliveries[row.id] = called_off(row, shelf.now())

    def _show(self, case: CaseRow) -> None:
        shelf = self._shelf
        shelf.deliveries[case.card] = shown_anew(shelf.deliveries[case.card], shelf.now())

    def _may_go(self, case: CaseRow) -> bool:
        if case.expired_at is None:
            return False
        shown = self._shelf.deliveries[case.card].state in SHOWN
        return shown or case.expired_at < self._shelf.now() - GONE_AFTER

    def _report(self, row: ReportRow, subject: Subject) -> ReportHeld:
        thread = self._shelf.cases[row.case].thread
        status = report_status(row.filed().own, thread)
        return report_held(row.kept(), status, thread, row.sent.reporter.name, subject)

    def _authorships(self, subject: Subject) -> Iterator[AuthorshipHeld]:
        for case in sorted(self._shelf.living(), key=lambda case: case.id):
            reports = self._shelf.reports_in(case.id)
            names = frozenset(row.sent.reporter.name for row in reports)
            held = authorship_held(case.reference, case.thread, names, subject)
            if held is not None:
                yield held


def _operator(name: str) -> bytes:
    return pseudonym(f"operator:{name}")


def _emptied(event: LoggedEvent) -> LoggedEvent:
    """Return an event without what it said, and who acted."""
    decision = event.decision and event.decision.model_copy(update={"reason": ""})
    return replace(
        event, actor=b"", actor_name="", owner=b"", decision=decision, details=EventDetails()
    )
