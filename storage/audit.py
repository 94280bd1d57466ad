"""The audit: who looked at, or did, what. Entries are only ever added (see the triggers).

Retention will delete old entries within a transaction that puts a row into `maintenance`, notes
itself here, and takes that row out again: the one way that the triggers leave.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from storage.kit import Kit
from storage.records import AuditEntry
from storage.tables import audit_entries
from storage.thread import Pseudonym

LISTED = "listed"
FOUND = "found"
EXPORTED = "exported"
AUTHOR_REVEALED = "author-revealed"
SCREENSHOT = "screenshot"


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
