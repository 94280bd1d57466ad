"""Conversation states in SQL. Every turn loads and saves one: the statements are built once."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    bindparam,
    delete,
    exists,
    literal_column,
    select,
    update,
)

from storage.database.engine import Database
from storage.database.hot_statements import HotStatement
from storage.database.inserting import insert_or_skip
from storage.database.kit import Kit
from storage.database.tables import UtcTime, conversation_states, processed_activities
from storage.database.times import in_utc
from storage.errors import AlreadyProcessed, StateConflict
from storage.records import ConversationKey, KeptConversation

_Values = dict[str, BindParameter[Any]]

_state = conversation_states.c
_mark = processed_activities.c
_one = select(literal_column("1").label("one")).subquery()

# The state may be missing while the mark is there, so the row is not the state's.
_LOAD = select(
    _state.etag,
    _state.document,
    exists().where(_mark.key_hash == bindparam("key"), _mark.activity == bindparam("activity")),
).select_from(_one.outerjoin(conversation_states, _state.key_hash == bindparam("key")))

_CHANGE = (
    update(conversation_states)
    .where(_state.key_hash == bindparam("key"), _state.etag == bindparam("read_etag"))
    .values(document=bindparam("sealed"), etag=bindparam("new_etag"), saved_at=bindparam("now"))
)
_FIRST: _Values = {
    "key_hash": bindparam("key"),
    "person_hash": bindparam("person"),
    "document": bindparam("sealed"),
    "etag": bindparam("new_etag"),
    "saved_at": bindparam("now"),
}
_MARK: _Values = {
    "key_hash": bindparam("key"),
    "activity": bindparam("activity"),
    "at": bindparam("now"),
}


class SqlConversations:
    """Conversation states, and which activities have been processed (storage.ports)."""

    def __init__(self, database: Database, kit: Kit) -> None:
        self._database = database
        self._kit = kit
        dialect = database.engine.dialect
        self._load = HotStatement(_LOAD, dialect)
        self._change = HotStatement(_CHANGE, dialect)
        self._add = HotStatement(
            insert_or_skip(dialect, conversation_states).values(_FIRST), dialect
        )
        self._mark = HotStatement(
            insert_or_skip(dialect, processed_activities).values(_MARK), dialect
        )
        self._as_kept = UtcTime().dialect_impl(dialect).bind_processor(dialect)

    async def load(self, key: ConversationKey, activity: str) -> KeptConversation:
        """Read a state, and whether the activity was processed before."""
        row_key = self._row_key(key)
        asked = {"key": row_key, "activity": activity}
        row = await self._database.read(lambda c: self._load.run(c, asked).fetchone())
        etag, sealed, seen = row or (0, None, False)
        if sealed is None:
            return KeptConversation(seen=bool(seen))
        document = self._kit.cipher.open(sealed, *_place(row_key))
        return KeptConversation(document=document, etag=etag, seen=bool(seen))

    async def save(self, key: ConversationKey, document: str, etag: int, activity: str) -> int:
        """Write a state and mark the activity processed; return the new etag."""
        row_key = self._row_key(key)
        now = self._kit.now()
        values = {
            "key": row_key,
            "person": self._kit.cipher.person(key.person),
            "activity": activity,
            "sealed": self._kit.cipher.seal(document, *_place(row_key)),
            "read_etag": etag,
            "new_etag": etag + 1,
            "now": self._as_kept(now) if self._as_kept else now,
        }

        def save(connection: Connection) -> None:
            # The mark first: a repeated activity is told from an overtaken one.
            if activity and not self._mark.run(connection, values).rowcount:
                raise AlreadyProcessed
            write = self._change if etag else self._add
            if not write.run(connection, values).rowcount:
                raise StateConflict

        await self._database.write(save)
        return etag + 1

    async def forget_old(self, states_before: datetime, activities_before: datetime) -> None:
        """Delete states untouched and activity marks made since before the given times."""
        oldest_state, oldest_mark = in_utc(states_before), in_utc(activities_before)

        def forget(connection: Connection) -> None:
            connection.execute(delete(conversation_states).where(_state.saved_at < oldest_state))
            connection.execute(delete(processed_activities).where(_mark.at < oldest_mark))

        await self._database.write(forget)

    def _row_key(self, key: ConversationKey) -> bytes:
        return self._kit.cipher.hash_of(
            "conversation", key.tenant, key.channel, key.conversation, key.person
        )


def _place(row_key: bytes) -> tuple[str, str, str]:
    return "conversation_states", row_key.hex(), "document"
