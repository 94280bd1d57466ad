"""The confirmed channel of Internal Communications."""

from typing import Protocol

from storage.records import TriageChannel


class TriageChannels(Protocol):
    """The one confirmed channel of Internal Communications, where no setting names it."""

    async def confirmed(self) -> TriageChannel | None:
        """Return the channel, None where none is confirmed."""

    async def confirm(self, channel: TriageChannel, by: str) -> None:
        """Keep the channel; `by` is the operator, kept as a pseudonym."""
