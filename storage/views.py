"""How kept rows become what the team, and what the reporter, may see. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storage.lifecycle import Thread, decision_of, owner_of, status_of
from storage.records import CaseForTeam, ReportForTeam, ReportStatus


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report without its reporter; `shared_name` is filled only where the reporter chose so.

    `version` is the number, in the case's thread, of the event that brought this report.
    """

    id: UUID
    reference: str
    version: int
    submitted_at: datetime
    delivered_at: datetime | None
    link: str
    principle: str
    account: str
    seen_when: str
    own_post: bool
    policy_version: str
    shared_name: str = ""

    def for_team(self) -> ReportForTeam:
        """Return what Internal Communications see of it."""
        return ReportForTeam(
            at=self.submitted_at,
            principle=self.principle,
            account=self.account,
            seen_when=self.seen_when,
            own_post=self.own_post,
            shared_name=self.shared_name,
        )


def case_for_team(reference: str, reports: Iterable[KeptReport], thread: Thread) -> CaseForTeam:
    """Build the team's view of a case: its reports in the order of their arrival.

    A report that came after the thread was read is left out, so that `version` never promises
    less than is shown.
    """
    version = len(thread)
    known = sorted((r for r in reports if r.version <= version), key=lambda r: r.version)
    owner = owner_of(thread)
    return CaseForTeam(
        reference=reference,
        version=version,
        status=status_of(thread),
        opened_at=known[0].submitted_at,
        link=next((report.link for report in known if report.link), ""),
        reports=tuple(report.for_team() for report in known),
        events=tuple(event.for_team() for event in thread),
        owner=owner.actor_name if owner else "",
        decision=decision_of(thread),
        policy_version=known[0].policy_version,
    )


def report_status(
    reference: str, submitted_at: datetime, delivered_at: datetime | None, thread: Thread
) -> ReportStatus:
    """Build the reporter's view of their own report: nothing of other reports or of the team."""
    decision = decision_of(thread)
    return ReportStatus(
        reference=reference,
        submitted_at=submitted_at,
        delivered_at=delivered_at,
        status=status_of(thread),
        decision=decision.kind if decision else None,
    )
