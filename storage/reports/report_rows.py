"""Reports and their reporters as rows: sealed on the way in, opened on the way out."""

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select, update

from storage.cases.consequences import FiledReport
from storage.cases.thread import Pseudonym
from storage.cases.views import KeptReport
from storage.data_protection.cipher import Cipher
from storage.data_protection.data_keys import ERASED, DataKeys, in_portions, of_report, of_reporter
from storage.database.tables import reporters, reports
from storage.errors import UnknownReport
from storage.records import NewReport, Reporter
from storage.references import tidy_reference
from storage.reports.reporting import OwnReport
from storage.reports.screenshots import of_reports

SEALED = ("link", "account", "seen_when")
"""The columns of a report that are sealed with its own key."""

SEALED_OF_REPORTER = ("person", "name", "conversation")
"""The columns of a reporter that are sealed with a key of theirs."""


@dataclass(frozen=True, slots=True)
class ReportRows:
    """The reports, within one transaction."""

    connection: Connection
    cipher: Cipher

    def add(self, filed: FiledReport, case: UUID, sent: NewReport) -> None:
        """Add a report to a case and, apart from it, who reports."""
        keys = DataKeys(self.connection, self.cipher)
        keys.make(of_report(filed.id), of_reporter(filed.id))

        def sealed(text: str, column: str) -> bytes:
            return keys.seal(of_report(filed.id), text, "reports", str(filed.id), column)

        self.connection.execute(
            insert(reports),
            {
                "id": filed.id,
                "reference": filed.own.reference,
                "submission": sent.submission,
                "case_id": case,
                "version": filed.own.version,
                "submitted_at": filed.own.submitted_at,
                "delivered_at": filed.own.delivered_at,
                "link": sealed(sent.link, "link"),
                "principle": sent.principle,
                "account": sealed(sent.account, "account"),
                "seen_when": sealed(sent.seen_when, "seen_when"),
                "own_post": sent.own_post,
                "share_name": sent.share_name,
                "policy_version": sent.policy_version,
            },
        )
        self._add_reporter(filed.id, sent.reporter, keys)

    def of_case(self, case: UUID) -> list[KeptReport]:
        """Return a case's reports; a name only where its reporter chose to share it."""
        query = (
            select(reports, reporters.c.name)
            .outerjoin(reporters, reporters.c.report_id == reports.c.id)
            .where(reports.c.case_id == case)
            .order_by(reports.c.version)
        )
        rows = self.connection.execute(query).mappings().all()
        keys = DataKeys(self.connection, self.cipher)
        keys.fetch(row[column] for row in rows for column in SEALED)
        shown = of_reports(self.connection, [row["id"] for row in rows])
        return [_kept(row, keys, shown.get(row["id"], ())) for row in rows]

    def filed_in(self, case: UUID) -> list[FiledReport]:
        """Return a case's reports as the outbox and their reporters know them."""
        return [filed for _, filed in self._filed(reports.c.case_id == case)]

    def owned_by(self, person: Pseudonym) -> list[tuple[UUID, FiledReport]]:
        """Return a person's reports, newest first, each with its case."""
        return self._filed(reporters.c.person_hash == person)

    def times_of(self, person: Pseudonym, after: datetime) -> list[datetime]:
        """Return when a person's reports since then were sent, newest first."""
        query = (
            select(reports.c.submitted_at)
            .join(reporters, reporters.c.report_id == reports.c.id)
            .where(reporters.c.person_hash == person, reports.c.submitted_at > after)
            .order_by(reports.c.submitted_at.desc())
        )
        return list(self.connection.scalars(query))

    def one(self, report: UUID) -> tuple[UUID, FiledReport]:
        """Return one report with its case, by its key. Raises UnknownReport."""
        for found in self._filed(reports.c.id == report):
            return found
        raise UnknownReport

    def called(self, person: Pseudonym, reference: str) -> tuple[UUID, FiledReport]:
        """Return a person's report with its case. Raises UnknownReport, whoever else has it."""
        kept = tidy_reference(reference)
        mine = reporters.c.person_hash == person
        for found in self._filed(mine, reports.c.reference == kept):
            return found
        raise UnknownReport

    def principles(self, case_ids: Collection[UUID]) -> dict[UUID, list[str]]:
        """Return what the reports of several cases name as wrong, in their order."""
        named: defaultdict[UUID, list[str]] = defaultdict(list)
        for some in in_portions(case_ids):
            query = (
                select(reports.c.case_id, reports.c.principle)
                .where(reports.c.case_id.in_(some))
                .order_by(reports.c.version)
            )
            for case, principle in self.connection.execute(query):
                named[case].append(principle)
        return named

    def share_name(self, report: UUID) -> None:
        """Let the team see a report's reporter."""
        self.connection.execute(
            update(reports).where(reports.c.id == report).values(share_name=True)
        )

    def _filed(self, *where: ColumnElement[bool]) -> list[tuple[UUID, FiledReport]]:
        query = (
            select(reports)
            .outerjoin(reporters, reporters.c.report_id == reports.c.id)
            .where(*where)
            .order_by(reports.c.submitted_at.desc(), reports.c.version.desc())
        )
        return [_filed(row) for row in self.connection.execute(query).mappings()]

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
        keys = DataKeys(self.connection, self.cipher)
        text = keys.open(sealed, "reporters", str(report), "conversation")
        opened: dict[str, JsonValue] = json.loads(text)
        return opened

    def name(self, report: UUID) -> str:
        """Return the name of a report's reporter, for the reporter; empty where it was erased."""
        query = select(reporters.c.name).where(reporters.c.report_id == report)
        sealed = self.connection.scalar(query)
        if sealed is None:
            return ""
        keys = DataKeys(self.connection, self.cipher)
        return keys.open(sealed, "reporters", str(report), "name")

    def _add_reporter(self, report: UUID, reporter: Reporter, keys: DataKeys) -> None:
        def sealed(text: str, column: str) -> bytes:
            return keys.seal(of_reporter(report), text, "reporters", str(report), column)

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


def _kept(row: RowMapping, keys: DataKeys, screenshots: tuple[UUID, ...]) -> KeptReport:
    place = str(row["id"])

    def opened(column: str) -> str:
        return keys.open(row[column], "reports", place, column)

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
        shared_name=keys.open(name, "reporters", place, "name") if name else "",
        erased=row["account"] == ERASED,
        screenshots=screenshots,
    )


def _filed(row: RowMapping) -> tuple[UUID, FiledReport]:
    own = OwnReport(
        reference=row["reference"],
        version=row["version"],
        submitted_at=row["submitted_at"],
        delivered_at=row["delivered_at"],
        principle=row["principle"],
        own_post=row["own_post"],
        shares_name=row["share_name"],
    )
    return row["case_id"], FiledReport(row["id"], own)
