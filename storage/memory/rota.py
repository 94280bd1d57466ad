"""The rota in memory."""

from datetime import timedelta

from storage.memory.shelf import Shelf


class MemoryRota:
    """Scheduled work, done once whichever replica comes to it first (storage.ports)."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def begin(self, chore: str, lease: timedelta) -> bool:
        """Tell whether the chore is due and the caller is to do it now, within the lease."""
        shelf = self._shelf.writing()
        now = shelf.now()
        if shelf.chores.get(chore, now) > now:
            return False
        shelf.chores[chore] = now + lease
        return True

    async def end(self, chore: str, every: timedelta) -> None:
        """Note that the chore was done; it is due again after so long."""
        shelf = self._shelf.writing()
        shelf.chores[chore] = shelf.now() + every
