"""Conversation states in memory."""

from datetime import datetime

from storage.database.times import in_utc
from storage.errors import AlreadyProcessed, StateConflict
from storage.memory.shelf import Shelf, StateRow
from storage.records import ConversationKey, KeptConversation


class MemoryConversations:
    """Conversation states, and which activities have been processed (storage.ports)."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def load(self, key: ConversationKey, activity: str) -> KeptConversation:
        """Read a state, and whether the activity was processed before."""
        shelf = self._shelf.reading()
        seen = (key, activity) in shelf.processed
        row = shelf.states.get(key)
        if row is None:
            return KeptConversation(seen=seen)
        return KeptConversation(document=row.document, etag=row.etag, seen=seen)

    async def save(self, key: ConversationKey, document: str, etag: int, activity: str) -> int:
        """Write a state and mark the activity processed; return the new etag."""
        shelf = self._shelf.writing()
        if activity and (key, activity) in shelf.processed:
            raise AlreadyProcessed
        row = shelf.states.get(key)
        if etag != (row.etag if row else 0):
            raise StateConflict
        now = shelf.now()
        shelf.states[key] = StateRow(document, etag + 1, now)
        if activity:
            shelf.processed[key, activity] = now
        return etag + 1

    async def forget_old(self, states_before: datetime, activities_before: datetime) -> None:
        """Delete states untouched and activity marks made since before the given times."""
        shelf = self._shelf.writing()
        oldest_state, oldest_mark = in_utc(states_before), in_utc(activities_before)
        shelf.states = {k: r for k, r in shelf.states.items() if r.saved_at >= oldest_state}
        shelf.processed = {k: at for k, at in shelf.processed.items() if at >= oldest_mark}
