"""The triage channel in memory."""

from storage.memory.shelf import Shelf, pseudonym
from storage.records import TriageChannel


class MemoryTriageChannels:
    """The one confirmed channel of Internal Communications (storage.ports)."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def confirmed(self) -> TriageChannel | None:
        """Return the channel, None where none is confirmed."""
        return self._shelf.reading().channel

    async def confirm(self, channel: TriageChannel, by: str) -> None:
        """Keep the channel; `by` is the operator."""
        shelf = self._shelf.writing()
        shelf.channel, shelf.channel_confirmed_by = channel, pseudonym(by)
