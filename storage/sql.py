"""All stores over one SQL database: SQLite, or PostgreSQL."""

from collections.abc import Callable
from uuid import UUID, uuid4

from storage.case_rows import CaseRows
from storage.casework import SqlCasework
from storage.cipher import Cipher
from storage.conversations import SqlConversations
from storage.engine import Database, open_database
from storage.kit import Kit
from storage.outbox import SqlOutbox
from storage.ports import (
    Casework,
    Clock,
    Conversations,
    Outbox,
    Reports,
    Screenshots,
    TriageChannels,
    UnansweredQuestions,
)
from storage.questions import SqlQuestions
from storage.references import new_reference
from storage.reports import SqlReports
from storage.screenshots import SqlScreenshots
from storage.times import utc_now
from storage.triage_channels import SqlTriageChannels


class SqlStores:
    """All stores (storage.ports), over one database."""

    conversations: Conversations
    reports: Reports
    casework: Casework
    outbox: Outbox
    triage_channels: TriageChannels
    questions: UnansweredQuestions
    screenshots: Screenshots

    def __init__(self, database: Database, kit: Kit) -> None:
        self._database = database
        self.conversations = SqlConversations(database, kit)
        self.reports = SqlReports(database, kit)
        self.casework = SqlCasework(database, kit)
        self.outbox = SqlOutbox(database, kit)
        self.triage_channels = SqlTriageChannels(database, kit)
        self.questions = SqlQuestions(database, kit)
        self.screenshots = SqlScreenshots(database, kit)

    async def close(self) -> None:
        """Let running transactions end, and let go of the database."""
        await self._database.close()


async def open_stores(
    url: str,
    cipher: Cipher,
    clock: Clock = utc_now,
    *,
    new_id: Callable[[], UUID] = uuid4,
    new_reference: Callable[[str], str] = new_reference,
) -> SqlStores:
    """Open the stores of a migrated database (see `storage.migrations.migrate`).

    Raises StorageError where it cannot be reached, ValueError for a URL that is neither SQLite's
    nor PostgreSQL's.
    """
    database = open_database(url)
    kit = Kit(cipher, clock, new_id, new_reference)
    stores = SqlStores(database, kit)
    try:
        await stores.triage_channels.confirmed()
        await database.write(lambda c: CaseRows(c, kit).fill_thread_hashes())
    except BaseException:
        await database.close()
        raise
    return stores
