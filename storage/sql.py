"""All stores over one SQL database: SQLite, or PostgreSQL."""

from collections.abc import Callable
from uuid import UUID, uuid4

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
    TriageChannels,
    UnansweredQuestions,
)
from storage.questions import SqlQuestions
from storage.references import new_reference
from storage.times import utc_now
from storage.triage_channels import SqlTriageChannels


class SqlStores:
    """All stores (storage.ports), over one database."""

    conversations: Conversations
    casework: Casework
    outbox: Outbox
    triage_channels: TriageChannels
    questions: UnansweredQuestions

    def __init__(self, database: Database, kit: Kit) -> None:
        self._database = database
        self.conversations = SqlConversations(database, kit)
        self.casework = SqlCasework(database, kit)
        self.outbox = SqlOutbox(database, kit)
        self.triage_channels = SqlTriageChannels(database, kit)
        self.questions = SqlQuestions(database, kit)

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
    stores = SqlStores(database, Kit(cipher, clock, new_id, new_reference))
    try:
        await stores.triage_channels.confirmed()
    except BaseException:
        await database.close()
        raise
    return stores
