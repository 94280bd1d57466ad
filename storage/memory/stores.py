"""All stores in memory, over one set of rows."""

from collections.abc import Callable
from uuid import UUID, uuid4

from storage.database.times import utc_now
from storage.memory.casework import MemoryCasework
from storage.memory.conversations import MemoryConversations
from storage.memory.outbox import MemoryOutbox
from storage.memory.protection import MemoryDataProtection
from storage.memory.questions import MemoryQuestions
from storage.memory.reports import MemoryReports
from storage.memory.rota import MemoryRota
from storage.memory.screenshots import MemoryScreenshots
from storage.memory.shelf import Shelf
from storage.memory.triage_channels import MemoryTriageChannels
from storage.ports.casework import Casework
from storage.ports.channels import TriageChannels
from storage.ports.clock import Clock
from storage.ports.conversations import Conversations
from storage.ports.outbox import Outbox, Rota
from storage.ports.protection import DataProtection
from storage.ports.questions import UnansweredQuestions
from storage.ports.reports import Reports, Screenshots
from storage.references import new_reference


class MemoryStores:
    """All stores (storage.ports), in memory.

    `shelf` holds the rows, for tests to look at; `break_down` stands in for a lost database.
    """

    conversations: Conversations
    reports: Reports
    casework: Casework
    outbox: Outbox
    rota: Rota
    triage_channels: TriageChannels
    questions: UnansweredQuestions
    protection: DataProtection
    screenshots: Screenshots

    def __init__(
        self,
        clock: Clock = utc_now,
        new_id: Callable[[], UUID] = uuid4,
        new_reference: Callable[[str], str] = new_reference,
    ) -> None:
        self.shelf = Shelf(clock, new_id, new_reference)
        self.conversations = MemoryConversations(self.shelf)
        self.reports = MemoryReports(self.shelf)
        self.casework = MemoryCasework(self.shelf)
        self.outbox = MemoryOutbox(self.shelf)
        self.rota = MemoryRota(self.shelf)
        self.triage_channels = MemoryTriageChannels(self.shelf)
        self.questions = MemoryQuestions(self.shelf)
        self.protection = MemoryDataProtection(self.shelf)
        self.screenshots = MemoryScreenshots(self.shelf)

    def break_down(self) -> None:
        """Make every method fail, as without a database: StorageError, NotStored for a write."""
        self.shelf.broken = True

    def mend(self) -> None:
        """Make every method work again."""
        self.shelf.broken = False

    async def close(self) -> None:
        """Let go of nothing: the rows live as long as this object."""
