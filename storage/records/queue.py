"""The team's queue: summaries of cases, what they are looked for by, exports and the audit."""

from datetime import datetime
from enum import StrEnum

from storage.records.actions import Decision
from storage.records.base import Record
from storage.records.cases import CaseStatus
from storage.records.reports import PostAddress, ReportOutcome


class CaseQuery(Record):
    """What cases are looked for by; what is left out does not matter. All must fit.

    `reference` may be typed carelessly. `post` finds the cases of its thread (of its one message
    where that is given). `principle` is one that a report names, or that the decision rests on.
    `statuses` empty means all. `owner` is a member's directory object id. `opened_from` counts
    in, `opened_before` does not. `unowned` finds open cases that nobody has. Nothing is ever looked
    for inside encrypted text.
    """

    reference: str = ""
    post: PostAddress | None = None
    principle: str = ""
    statuses: frozenset[CaseStatus] = frozenset()
    owner: str = ""
    unowned: bool = False
    opened_from: datetime | None = None
    opened_before: datetime | None = None


class CaseSummary(Record):
    """A case in a list. `since` is when it came to its present status; `owner` is a name.

    `reports` counts all of its reports, `withdrawn` those among them that were withdrawn.
    """

    reference: str
    status: CaseStatus
    opened_at: datetime
    since: datetime
    owner: str = ""
    reports: int = 0
    withdrawn: int = 0
    principles: tuple[str, ...] = ()
    decision: Decision | None = None
    outcome: ReportOutcome | None = None
    reminded: int = 0
    reminded_at: datetime | None = None


class ExportRow(Record):
    """A case in an export: nothing of who reported, and none of a reporter's words."""

    reference: str
    status: CaseStatus
    opened_at: datetime
    link: str
    reports: int
    withdrawn: int
    principles: tuple[str, ...]
    owner: str
    taken_at: datetime | None
    decision: Decision | None
    decided_at: datetime | None
    outcome: ReportOutcome | None
    closed_at: datetime | None
    related: tuple[str, ...]
    policy_version: str


class AuditEntry(Record):
    """One entry of the audit, under a pseudonym in hexadecimal.

    `actor` is empty for the bot itself and for reporters, who are never named here.
    `action` is a code: an action's or event's name, or one of read, read-on-page, pack, screenshot,
    listed, found, counted, digest, exported, author-revealed; of an operator: hold-on,
    hold-off, data-exported, data-erased, restored, requeued; and of the retention: expired,
    deleted, audit-pruned.
    """

    at: datetime
    action: str
    reference: str
    actor: str = ""


class ReadFor(StrEnum):
    """What a case is read for; kept in the audit.

    Whoever may not handle a case does not read it either, for whatever: its card stands in the
    channel for all to see, and nothing more is shown to them. PAGE is the team's page.
    """

    CASE = "read"
    PAGE = "read-on-page"
    PACK = "pack"
    SCREENSHOTS = "screenshots"
