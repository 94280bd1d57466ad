"""The triage channel in SQL: one row, which a later operator's choice replaces."""

from sqlalchemy import Connection, delete, insert, select

from storage.database.engine import Database
from storage.database.kit import Kit
from storage.database.tables import triage_channels
from storage.records import TriageChannel

_THE_ROW = 1


class SqlTriageChannels:
    """The one confirmed channel of Internal Communications (storage.ports)."""

    def __init__(self, database: Database, kit: Kit) -> None:
        self._database = database
        self._kit = kit

    async def confirmed(self) -> TriageChannel | None:
        """Return the channel, None where none is confirmed."""
        c = triage_channels.c
        query = select(c.team, c.channel, c.tenant, c.service_url)
        row = await self._database.read(lambda t: t.execute(query).mappings().first())
        return TriageChannel(**row) if row else None

    async def confirm(self, channel: TriageChannel, by: str) -> None:
        """Keep the channel; `by` is the operator, kept as a pseudonym."""
        values = {
            "id": _THE_ROW,
            **channel.model_dump(),
            "confirmed_by_hash": self._kit.cipher.person(by),
            "confirmed_at": self._kit.now(),
        }

        def replace(connection: Connection) -> None:
            connection.execute(delete(triage_channels))
            connection.execute(insert(triage_channels), values)

        await self._database.write(replace)
