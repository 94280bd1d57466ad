"""Taking and deciding a case: the event, the card's update and the reporters' notices, together."""

from sqlalchemy import Connection

from storage.case_rows import CaseRow, CaseRows
from storage.deliveries import Delivery
from storage.delivery_rows import add_deliveries
from storage.kit import Kit
from storage.lifecycle import LoggedEvent, check_decide, happened, may_take, notice_kind
from storage.records import Actor, CaseForTeam, Decision, EventKind
from storage.report_rows import ReportRows
from storage.views import case_for_team


class Triage:
    """What Internal Communications do with one case, within one transaction."""

    def __init__(self, connection: Connection, kit: Kit, reference: str) -> None:
        """Find the case and keep other writers from it. Raises UnknownCase."""
        self._connection = connection
        self._kit = kit
        self._cases = CaseRows(connection, kit.cipher)
        self._reports = ReportRows(connection, kit.cipher)
        self._case = self._cases.locked(reference)
        self._thread = self._cases.thread(self._case.id)

    def take(self, actor: Actor, cause: str) -> CaseForTeam:
        """Make the actor the owner, unless this cause has done so before."""
        if not happened(self._thread, cause):
            who = self._kit.cipher.person(actor.person)
            if may_take(self._thread, who, self._reports.people(self._case.id)):
                self._act(LoggedEvent(EventKind.TAKEN, self._kit.now(), cause, who, actor.name))
        return self._view()

    def decide(self, actor: Actor, decision: Decision, cause: str) -> CaseForTeam:
        """Record the owner's decision, unless this cause has done so before."""
        if not happened(self._thread, cause):
            who = self._kit.cipher.person(actor.person)
            check_decide(self._thread, who, self._reports.people(self._case.id))
            now = self._kit.now()
            self._act(LoggedEvent(EventKind.DECIDED, now, cause, who, actor.name, decision))
            self._cases.close(self._case)
        return self._view()

    def _act(self, event: LoggedEvent) -> None:
        number = len(self._thread) + 1
        self._cases.append(self._case, number, event)
        self._thread = [*self._thread, event]
        kind = notice_kind(event.kind)
        if kind is not None:
            notices = [
                Delivery(
                    self._kit.new_id(), kind, self._case.id, report.id, number, due_at=event.at
                )
                for report in self._reports.of_case(self._case.id)
            ]
            add_deliveries(self._connection, notices)

    def _view(self) -> CaseForTeam:
        return case_view(self._connection, self._kit, self._case)


def case_view(connection: Connection, kit: Kit, case: CaseRow) -> CaseForTeam:
    """Read a case as the team may see it."""
    thread = CaseRows(connection, kit.cipher).thread(case.id)
    reports = ReportRows(connection, kit.cipher).of_case(case.id)
    return case_for_team(case.reference, reports, thread)
