"""All stores over one SQL database: SQLite, or PostgreSQL."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

from sqlalchemy import Connection

from storage.cases.case_rows import CaseRows
from storage.cases.casework import SqlCasework
from storage.conversations import SqlConversations
from storage.data_protection.cipher import Cipher
from storage.data_protection.data_keys import DataKeys
from storage.data_protection.protection import SqlDataProtection
from storage.database.engine import Database
from storage.database.kit import Kit
from storage.database.opening import open_database
from storage.database.revision import check_revision
from storage.database.times import utc_now
from storage.outbox.outbox import SqlOutbox
from storage.outbox.rota import SqlRota
from storage.ports.casework import Casework
from storage.ports.channels import TriageChannels
from storage.ports.clock import Clock
from storage.ports.conversations import Conversations
from storage.ports.outbox import Outbox, Rota
from storage.ports.protection import DataProtection
from storage.ports.questions import UnansweredQuestions
from storage.ports.reports import Reports, Screenshots
from storage.questions import SqlQuestions
from storage.references import new_reference
from storage.reports.reports import SqlReports
from storage.reports.screenshots import SqlScreenshots
from storage.triage_channels import SqlTriageChannels


class SqlStores:
    """All stores (storage.ports), over one database."""

    conversations: Conversations
    reports: Reports
    casework: Casework
    outbox: Outbox
    rota: Rota
    triage_channels: TriageChannels
    questions: UnansweredQuestions
    protection: DataProtection
    screenshots: Screenshots

    def __init__(self, database: Database, kit: Kit) -> None:
        self._database = database
        self.conversations = SqlConversations(database, kit)
        self.reports = SqlReports(database, kit)
        self.casework = SqlCasework(database, kit)
        self.outbox = SqlOutbox(database, kit)
        self.rota = SqlRota(database, kit)
        self.triage_channels = SqlTriageChannels(database, kit)
        self.questions = SqlQuestions(database, kit)
        self.protection = SqlDataProtection(database, kit)
        self.screenshots = SqlScreenshots(database, kit)

    async def close(self) -> None:
        """Let running transactions end, and let go of the database."""
        await self._database.close()


async def open_stores(  # noqa: PLR0913 - time and chance are injected one by one
    url: str,
    cipher: Cipher,
    clock: Clock = utc_now,
    *,
    new_id: Callable[[], UUID] = uuid4,
    new_reference: Callable[[str], str] = new_reference,
    jobs: bool = False,
) -> SqlStores:
    """Open the stores of a migrated database (see `storage.migrations.migrate`).

    Raises StorageError where it cannot be reached, NoSuchKey where its records were encrypted with
    a key that the cipher does not have, NotMigrated where it is older than this release,
    ValueError for a URL that is neither SQLite's nor PostgreSQL's. With `jobs`, what makes a
    delivery due also readies a job (storage.outbox.jobs).
    """
    database = open_database(url, jobs=jobs)
    kit = Kit(cipher, clock, new_id, new_reference)
    try:
        return SqlStores(database, await ready_kit(database, kit))
    except BaseException:
        await database.close()
        raise


async def ready_kit(database: Database, kit: Kit) -> Kit:
    """Return a kit whose hashes are the database's, and fill in what a migration could not.

    Raises StorageError, NoSuchKey among them.
    """

    def ready(connection: Connection) -> Kit:
        check_revision(connection)
        cipher = DataKeys(connection, kit.cipher).keep_look_up_key()
        known = replace(kit, cipher=cipher)
        CaseRows(connection, known).fill_thread_hashes()
        return known

    return await database.write(ready)
