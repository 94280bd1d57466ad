"""The audit: who looked at, or did, what. Entries are only ever added (see the triggers).

Retention deletes old entries within a transaction that puts a row into `maintenance`, notes itself
here, and takes that row out again: the one way that the triggers leave.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from storage.cases.thread import Pseudonym
from storage.database.kit import Kit
from storage.database.tables import audit_entries, cases, maintenance
from storage.records import AuditEntry

LISTED = "listed"
FOUND = "found"
COUNTED = "counted"
DIGEST = "digest"
EXPORTED = "exported"
AUTHOR_REVEALED = "author-revealed"
REQUEUED = "requeued"
HOLD_ON = "hold-on"
HOLD_OFF = "hold-off"
DATA_EXPORTED = "data-exported"
DATA_ERASED = "data-erased"
EXPIRED = "expired"
DELETED = "deleted"
PRUNED = "audit-pruned"
RESTORED = "restored"
SCREENSHOT = "screenshot"
_MAINTENANCE = 1


def note(
    connection: Connection, kit: Kit, action: str, reference: str, actor: Pseudonym = b""
) -> None:
    """Add an entry; without an actor for the bot itself and for reporters."""
    entry = {
        "id": kit.new_id(),
        "at": kit.now(),
        "action": action,
        "reference": reference,
        "actor_hash": actor or None,
    }
    connection.execute(insert(audit_entries), entry)


def operator(kit: Kit, name: str) -> Pseudonym:
    """Return the pseudonym of whoever uses the command line."""
    return kit.cipher.hash_of("operator", name)


def entries_about(connection: Connection, reference: str) -> Sequence[AuditEntry]:
    """Return the entries about a case, oldest first; an empty reference: about no one case."""
    c = audit_entries.c
    query = (
        select(c.at, c.action, c.reference, c.actor_hash)
        .where(c.reference == reference)
        .order_by(c.at, c.id)
    )
    return [
        AuditEntry(at=at, action=action, reference=about, actor=(actor or b"").hex())
        for at, action, about, actor in connection.execute(query)
    ]


def entries_by(connection: Connection, actor: Pseudonym) -> int:
    """Count the entries of one actor."""
    query = select(func.count()).where(audit_entries.c.actor_hash == actor)
    return connection.scalar(query) or 0


def prune(connection: Connection, kit: Kit, before: datetime) -> int:
    """Delete older entries, but those about cases that are kept; note that this was done."""
    c = audit_entries.c
    old = (c.at < before, c.reference.not_in(select(cases.c.reference)))
    if not connection.scalar(select(func.count()).where(*old)):
        return 0
    connection.execute(insert(maintenance), {"id": _MAINTENANCE, "why": PRUNED})
    gone = connection.execute(delete(audit_entries).where(*old)).rowcount
    if gone:  # another replica may have come first
        note(connection, kit, PRUNED, "")
    connection.execute(delete(maintenance))
    return gone
