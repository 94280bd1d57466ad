"""Reports and their reporters as rows: sealed on the way in, opened on the way out."""

import json
from dataclasses import dataclass
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import Connection, RowMapping, insert, select

from storage.cipher import Cipher
from storage.lifecycle import Pseudonym
from storage.records import NewReport, Reporter
from storage.tables import reporters, reports
from storage.views import KeptReport


@dataclass(frozen=True, slots=True)
class ReportRows:
    """The reports, within one transaction."""

    connection: Connection
    cipher: Cipher

    def add(self, kept: KeptReport, case: UUID, sent: NewReport) -> None:
        """Add a report to a case and, apart from it, who reports."""

        def sealed(text: str, column: str) -> bytes:
            return self.cipher.seal(text, "reports", str(kept.id), column)

        self.connection.execute(
            insert(reports),
            {
                "id": kept.id,
                "reference": kept.reference,
                "submission": sent.submission,
                "case_id": case,
                "version": kept.version,
                "submitted_at": kept.submitted_at,
                "delivered_at": kept.delivered_at,
                "link": sealed(kept.link, "link"),
                "principle": kept.principle,
                "account": sealed(kept.account, "account"),
                "seen_when": sealed(kept.seen_when, "seen_when"),
                "own_post": kept.own_post,
                "share_name": sent.share_name,
                "policy_version": kept.policy_version,
            },
        )
        self._add_reporter(kept.id, sent.reporter)

    def of_case(self, case: UUID) -> list[KeptReport]:
        """Return a case's reports; a name only where its reporter chose to share it."""
        query = (
            select(reports, reporters.c.name)
            .outerjoin(reporters, reporters.c.report_id == reports.c.id)
            .where(reports.c.case_id == case)
            .order_by(reports.c.version)
        )
        return [self._kept(row) for row in self.connection.execute(query).mappings()]

    def people(self, case: UUID) -> set[Pseudonym]:
        """Return the pseudonyms of all who reported a case."""
        query = (
            select(reporters.c.person_hash)
            .join(reports, reports.c.id == reporters.c.report_id)
            .where(reports.c.case_id == case)
        )
        return set(self.connection.scalars(query))

    def conversation(self, report: UUID) -> dict[str, JsonValue]:
        """Return the conversation reference under which a report's reporter is told of it."""
        query = select(reporters.c.conversation).where(reporters.c.report_id == report)
        sealed = self.connection.scalar(query)
        if sealed is None:
            return {}
        text = self.cipher.open(sealed, "reporters", str(report), "conversation")
        opened: dict[str, JsonValue] = json.loads(text)
        return opened

    def _add_reporter(self, report: UUID, reporter: Reporter) -> None:
        def sealed(text: str, column: str) -> bytes:
            return self.cipher.seal(text, "reporters", str(report), column)

        self.connection.execute(
            insert(reporters),
            {
                "report_id": report,
                "person_hash": self.cipher.person(reporter.person),
                "person": sealed(reporter.person, "person"),
                "name": sealed(reporter.name, "name"),
                "conversation": sealed(json.dumps(reporter.conversation), "conversation"),
            },
        )

    def _kept(self, row: RowMapping) -> KeptReport:
        place = str(row["id"])

        def opened(column: str) -> str:
            return self.cipher.open(row[column], "reports", place, column)

        name = row["name"] if row["share_name"] else None
        return KeptReport(
            id=row["id"],
            reference=row["reference"],
            version=row["version"],
            submitted_at=row["submitted_at"],
            delivered_at=row["delivered_at"],
            link=opened("link"),
            principle=row["principle"],
            account=opened("account"),
            seen_when=opened("seen_when"),
            own_post=row["own_post"],
            policy_version=row["policy_version"],
            shared_name=self.cipher.open(name, "reporters", place, "name") if name else "",
        )
