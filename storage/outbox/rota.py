"""The rota in SQL: when each piece of scheduled work is due next; a transaction a method."""

from datetime import timedelta

from sqlalchemy import Connection, insert, select, update

from storage.database.engine import Database
from storage.database.kit import Kit
from storage.database.tables import chores


class SqlRota:
    """Scheduled work, done once whichever replica comes to it first (storage.ports)."""

    def __init__(self, database: Database, kit: Kit) -> None:
        self._database = database
        self._kit = kit

    async def begin(self, chore: str, lease: timedelta) -> bool:
        """Tell whether the chore is due and the caller is to do it now, within the lease."""
        return await self._database.write(lambda c: _begin(c, self._kit, chore, lease))

    async def end(self, chore: str, every: timedelta) -> None:
        """Note that the chore was done; it is due again after so long."""
        next_time = update(chores).where(chores.c.name == chore)
        values = {"due_at": self._kit.now() + every}
        await self._database.write(lambda c: c.execute(next_time.values(values)))


def _begin(connection: Connection, kit: Kit, chore: str, lease: timedelta) -> bool:
    now = kit.now()
    row = select(chores.c.due_at).where(chores.c.name == chore).with_for_update()
    due_at = connection.scalar(row)
    if due_at is None:
        # Where two replicas meet here, the second finds the first one's row and runs again.
        connection.execute(insert(chores).values(name=chore, due_at=now + lease))
        return True
    if due_at > now:
        return False
    connection.execute(update(chores).where(chores.c.name == chore).values(due_at=now + lease))
    return True
