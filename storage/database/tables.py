"""The tables, as the queries see them; `storage/migrations/` builds the same ones.

Columns of type `Sealed` hold AES-256-GCM ciphertext bound to their place
(storage.data_protection.cipher), that of cases and reports under keys of their own
(storage.data_protection.data_keys); columns named `…_hash` hold keyed hashes. Nothing else says who
reported, wrote or decided, or what.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    false,
    text,
)
from typing_extensions import override

from storage.database.times import in_utc


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC. SQLite, which knows no time zones, gets it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time with ValueError."""
        if value is None:
            return None
        moment = in_utc(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return an aware time in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Sealed = LargeBinary
Hash = LargeBinary

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# The keys of cases, reports and reporters, each sealed with the key of the ring that is named.
data_keys = Table(
    "data_keys",
    metadata,
    Column("id", Text, primary_key=True),
    Column("key_id", Text, nullable=False, index=True),
    Column("wrapped", Sealed, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("reference", Text, nullable=False, unique=True),
    Column("post_hash", Hash),
    Column("post", Sealed),
    Column("thread_hash", Hash, index=True),
    # Whether further reports of the post join this case.
    Column("is_open", Boolean, nullable=False),
    Column("opened_at", UtcTime, nullable=False, index=True),
    # What follows from its events, kept here to find it by (storage.cases.summaries.Standing).
    Column("status", Text, nullable=False, server_default="new", index=True),
    Column("owner_hash", Hash),
    Column("decision", Text),
    Column("principle", Text),
    # When a member of the team first did something with it, and when it was closed (while it is).
    Column("first_action_at", UtcTime),
    Column("closed_at", UtcTime),
    # The recorded author of the post, by directory id and by e-mail.
    Column("author_hash", Hash, index=True),
    Column("author_email_hash", Hash, index=True),
    # A legal hold: nothing of the case is deleted or erased while it lasts.
    Column("on_hold", Boolean, nullable=False, server_default=false()),
    # How many of its events a daily digest has told of (storage.digests).
    Column("told", Integer, nullable=False, server_default="0"),
    # When its content was erased at the end of its time; the rows go once its card has shown so.
    Column("expired_at", UtcTime),
)
# One open case a post, whoever reports it at the same moment. (A missing post is never "equal".)
Index(
    "ux_cases_open_post",
    cases.c.post_hash,
    unique=True,
    sqlite_where=text("is_open"),
    postgresql_where=text("is_open"),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("reference", Text, nullable=False, unique=True),
    Column("submission", Uuid, nullable=False, unique=True),
    Column("case_id", Uuid, ForeignKey(cases.c.id), nullable=False),
    Column("version", Integer, nullable=False),
    Column("submitted_at", UtcTime, nullable=False),
    Column("delivered_at", UtcTime),
    Column("link", Sealed, nullable=False),
    Column("principle", Text, nullable=False),
    Column("account", Sealed, nullable=False),
    Column("seen_when", Sealed, nullable=False),
    Column("own_post", Boolean, nullable=False),
    Column("share_name", Boolean, nullable=False),
    Column("policy_version", Text, nullable=False),
    UniqueConstraint("case_id", "version"),
    Index(None, "principle", "case_id"),
)

# Apart from the report, so that what a report says can outlive who said it.
reporters = Table(
    "reporters",
    metadata,
    Column("report_id", Uuid, ForeignKey(reports.c.id), primary_key=True),
    Column("person_hash", Hash, nullable=False, index=True),
    Column("person", Sealed, nullable=False),
    Column("name", Sealed, nullable=False),
    Column("conversation", Sealed, nullable=False),
)

# Without a report while the form that they belong to is not sent; gone with their report.
screenshots = Table(
    "screenshots",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person_hash", Hash, nullable=False, index=True),
    Column("report_id", Uuid, ForeignKey(reports.c.id, ondelete="CASCADE"), index=True),
    Column("kind", Text, nullable=False),
    Column("content", Sealed, nullable=False),
    Column("kept_at", UtcTime, nullable=False),
    Column("touched_at", UtcTime, nullable=False),
)

case_events = Table(
    "case_events",
    metadata,
    Column("case_id", Uuid, ForeignKey(cases.c.id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("cause", Text, nullable=False),
    Column("actor_hash", Hash),
    Column("actor_name", Sealed),
    Column("decision", Text),
    Column("principle", Text),
    Column("reason", Sealed),
    Column("closing_code", Text),
    Column("report", Integer),
    Column("owner_hash", Hash),
    Column("details", Sealed),
    UniqueConstraint("case_id", "cause"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    # None for a digest, which tells of many; its number is the event then.
    Column("case_id", Uuid, ForeignKey(cases.c.id)),
    Column("report_id", Uuid, ForeignKey(reports.c.id)),
    Column("event", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("held", Boolean, nullable=False),
    Column("lease_until", UtcTime),
    Column("claims", Integer, nullable=False),
    Column("spent", Integer, nullable=False),
    Column("uncertain", Boolean, nullable=False),
    Column("wanted_version", Integer, nullable=False),
    Column("sent_version", Integer, nullable=False),
    Column("card_activity", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("waits_since", UtcTime, nullable=False),
    # Of an e-mail alone: the same for every try, so that a repeat is known for one.
    Column("message_id", Text),
    UniqueConstraint("report_id", "event", "kind"),
    Index(None, "state", "due_at"),
)
# One card a case: posted once, updated from then on.
Index(
    "ux_deliveries_card",
    deliveries.c.case_id,
    unique=True,
    sqlite_where=text("kind = 'case-card'"),
    postgresql_where=text("kind = 'case-card'"),
)

# One line, and one notice to the deputy, for an event.
Index(
    "ux_deliveries_for_team",
    deliveries.c.case_id,
    deliveries.c.event,
    deliveries.c.kind,
    unique=True,
    sqlite_where=text("report_id IS NULL"),
    postgresql_where=text("report_id IS NULL"),
)

# One of each kind for a digest.
Index(
    "ux_deliveries_digest",
    deliveries.c.event,
    deliveries.c.kind,
    unique=True,
    sqlite_where=text("case_id IS NULL"),
    postgresql_where=text("case_id IS NULL"),
)

# One a day: references and counts, without anything of a report. The last few are kept.
digests = Table(
    "digests",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False, unique=True),
    # How many cases were ever opened, up to and with this digest's.
    Column("last_case", Integer, nullable=False),
    Column("document", Text, nullable=False),
)

# Who looked at, or did, what. Triggers forbid to change or delete an entry, except in a transaction
# that has put a row into `maintenance` (storage.data_protection.audit). It has no reporter: no
# actor at all for what reporters do, and no case's key, so that it outlives the case.
audit_entries = Table(
    "audit_entries",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("at", UtcTime, nullable=False, index=True),
    Column("action", Text, nullable=False),
    Column("reference", Text, nullable=False, index=True),
    Column("actor_hash", Hash),
)

# Empty but within a transaction of the retention, which takes its row out again at its end.
maintenance = Table(
    "maintenance",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("why", Text, nullable=False),
)

# When each piece of scheduled work is due next, for all replicas (storage.outbox.rota).
chores = Table(
    "chores",
    metadata,
    Column("name", Text, primary_key=True),
    Column("due_at", UtcTime, nullable=False),
)

# Every turn writes here, and forgetting scans here seldom: no index on the times.
conversation_states = Table(
    "conversation_states",
    metadata,
    Column("key_hash", Hash, primary_key=True),
    Column("person_hash", Hash, nullable=False, index=True),
    Column("document", Sealed, nullable=False),
    Column("etag", Integer, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
)

processed_activities = Table(
    "processed_activities",
    metadata,
    Column("key_hash", Hash, primary_key=True),
    Column("activity", Text, primary_key=True),
    Column("at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)

# Nothing here tells who asked: no person, not even hashed, and a day instead of a time. Without
# SQLite's row numbers, which would tell the order in which the questions came.
unanswered_questions = Table(
    "unanswered_questions",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("words", Sealed, nullable=False),
    Column("why", Text, nullable=False),
    Column("closest", Text, nullable=False),
    Column("day", Date, nullable=False),
    sqlite_with_rowid=False,
)

# At most one row, which the first operator writes and later ones replace.
triage_channels = Table(
    "triage_channels",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("team", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("service_url", Text, nullable=False),
    Column("confirmed_by_hash", Hash, nullable=False),
    Column("confirmed_at", UtcTime, nullable=False),
)
