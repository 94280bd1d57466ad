"""Conversation states in SQL. Every turn loads and saves one: the statements are built once."""

from datetime import datetime

from sqlalchemy import (
    Connection,
    Insert,
    Table,
    bindparam,
    delete,
    exists,
    literal,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage.engine import Database
from storage.errors import AlreadyProcessed, StateConflict
from storage.kit import Kit
from storage.records import ConversationKey, KeptConversation
from storage.tables import conversation_states, processed_activities
from storage.times import in_utc

_state = conversation_states.c
_mark = processed_activities.c
_one = select(literal(1).label("one")).subquery()

_LOAD = select(
    _state.etag,
    _state.document,
    exists()
    .where(_mark.key_hash == bindparam("key"), _mark.activity == bindparam("activity"))
    .label("seen"),
).select_from(_one.outerjoin(conversation_states, _state.key_hash == bindparam("key")))

_UPDATE = (
    update(conversation_states)
    .where(_state.key_hash == bindparam("key"), _state.etag == bindparam("read_etag"))
    .values(document=bindparam("sealed"), etag=bindparam("new_etag"), saved_at=bindparam("now"))
)


class SqlConversations:
    """Conversation states, and which activities have been processed (storage.ports)."""

    def __init__(self, database: Database, kit: Kit) -> None:
        self._database = database
        self._kit = kit
        dialect = database.engine.dialect.name
        self._add_state = _insert_or_skip(dialect, conversation_states)
        self._add_mark = _insert_or_skip(dialect, processed_activities)

    async def load(self, key: ConversationKey, activity: str) -> KeptConversation:
        """Read a state, and whether the activity was processed before."""
        row_key = self._row_key(key)
        row = await self._database.read(
            lambda c: c.execute(_LOAD, {"key": row_key, "activity": activity}).one()
        )
        if row.etag is None:
            return KeptConversation(seen=row.seen)
        document = self._kit.cipher.open(row.document, *_place(row_key))
        return KeptConversation(document=document, etag=row.etag, seen=row.seen)

    async def save(self, key: ConversationKey, document: str, etag: int, activity: str) -> int:
        """Write a state and mark the activity processed; return the new etag."""
        row_key = self._row_key(key)
        sealed = self._kit.cipher.seal(document, *_place(row_key))
        person = self._kit.cipher.person(key.person)
        now = self._kit.now()

        def save(connection: Connection) -> None:
            # The mark first: a repeated activity is told from an overtaken one.
            if activity:
                mark = {"key_hash": row_key, "activity": activity, "at": now}
                if connection.execute(self._add_mark, mark).rowcount == 0:
                    raise AlreadyProcessed
            if etag == 0:
                state = {"key_hash": row_key, "person_hash": person, "document": sealed}
                written = connection.execute(self._add_state, {**state, "etag": 1, "saved_at": now})
            else:
                change = {"key": row_key, "read_etag": etag, "new_etag": etag + 1}
                written = connection.execute(_UPDATE, {**change, "sealed": sealed, "now": now})
            if written.rowcount == 0:
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


def _insert_or_skip(dialect: str, table: Table) -> Insert:
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()
