"""Conversation states, as the bot asks for them."""

from datetime import datetime
from typing import Protocol

from storage.records import ConversationKey, KeptConversation


class Conversations(Protocol):
    """Conversation states, and which activities have been processed."""

    async def load(self, key: ConversationKey, activity: str) -> KeptConversation:
        """Read a state, and whether `activity` (its id; may be empty) was processed before."""

    async def save(self, key: ConversationKey, document: str, etag: int, activity: str) -> int:
        """Write a state and mark the activity processed; return the new etag.

        Raises StateConflict where another writer came first, AlreadyProcessed where the activity
        was marked before; nothing is written then.
        """

    async def forget_old(self, states_before: datetime, activities_before: datetime) -> None:
        """Delete states untouched and activity marks made since before the given times."""
