"""All stores, over one database."""

from typing import Protocol

from storage.ports.casework import Casework
from storage.ports.channels import TriageChannels
from storage.ports.conversations import Conversations
from storage.ports.outbox import Outbox, Rota
from storage.ports.protection import DataProtection
from storage.ports.questions import UnansweredQuestions
from storage.ports.reports import Reports, Screenshots


class Stores(Protocol):
    """All stores, over one database."""

    conversations: Conversations
    reports: Reports
    casework: Casework
    outbox: Outbox
    rota: Rota
    triage_channels: TriageChannels
    questions: UnansweredQuestions
    protection: DataProtection
    screenshots: Screenshots

    async def close(self) -> None:
        """Let go of the database."""
