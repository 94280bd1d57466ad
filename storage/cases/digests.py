"""The daily digest in SQL: written once a day, in one transaction with its deliveries.

Cases are counted by marks on their rows and not by times: a case whose transaction ends late is
told of in the next digest, and none is told of twice.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, case, delete, func, insert, select, update

from storage.cases.case_rows import LIVING
from storage.cases.digesting import (
    KEPT,
    Moved,
    Troubles,
    digest_deliveries,
    digest_of,
    troubles_of,
)
from storage.data_protection import audit
from storage.database.kit import Kit
from storage.database.tables import case_events, cases, deliveries, digests
from storage.outbox.deliveries import UNSENT
from storage.outbox.delivery_rows import add_deliveries
from storage.records import (
    Actor,
    CaseStatus,
    DeliveryKind,
    DeliveryState,
    Digest,
    EventKind,
)


def so_far(connection: Connection, kit: Kit, day: date, reader: Actor) -> Digest:
    """Return what the next digest would tell by now, and note who looked."""
    audit.note(connection, kit, audit.DIGEST, "", kit.cipher.person(reader.person))
    _, last, _ = _latest(connection)
    return digest_of(day, _moved(connection), last, _troubles(connection, kit))


def begin(connection: Connection, kit: Kit, day: date) -> None:
    """Count the cases that are there before the first digest, and send nothing."""
    number, _, _ = _latest(connection)
    if not number:
        _keep(connection, kit, 1, day)


def write(connection: Connection, kit: Kit, day: date, domain: str | None) -> bool:
    """Write the digest of a day, unless it was written, or there is none to follow on from."""
    number, _, before = _latest(connection)
    if before is None or before >= day:
        return False
    _keep(connection, kit, number + 1, day)
    ids = kit.new_id(), kit.new_id()
    add_deliveries(connection, digest_deliveries(number + 1, kit.now(), ids, domain))
    _prune(connection, number + 1 - KEPT)
    return True


def read(connection: Connection, number: int) -> Digest:
    """Return the digest of this number. Raises ValueError where there is none."""
    document = connection.scalar(select(digests.c.document).where(digests.c.number == number))
    if document is None:
        raise ValueError("a digest that is gone")
    return Digest.model_validate_json(document)


def _latest(connection: Connection) -> tuple[int, int, date | None]:
    """Return the last digest's number, the number of its last case, and its day."""
    query = select(digests.c.number, digests.c.last_case, digests.c.day)
    row = connection.execute(query.order_by(digests.c.number.desc()).limit(1)).first()
    return (row.number, row.last_case, row.day) if row else (0, 0, None)


def _keep(connection: Connection, kit: Kit, number: int, day: date) -> None:
    """Keep a digest and mark what it tells of.

    Its own row comes first: where two replicas meet, the second one's transaction is run again, and
    finds the digest of the first.
    """
    _, last, _ = _latest(connection)
    moved = _moved(connection)
    digest = digest_of(day, moved, last, _troubles(connection, kit))
    row = {
        "number": number,
        "day": day,
        "last_case": digest.last,
        "document": digest.model_dump_json(),
    }
    connection.execute(insert(digests), row)
    for one in sorted(moved, key=lambda each: each.id):
        mark = update(cases).where(cases.c.id == one.id).values(told=one.events)
        connection.execute(mark)


def _moved(connection: Connection) -> Sequence[Moved]:
    c, e = cases.c, case_events.c
    somebodys = func.max(case((e.kind != EventKind.REMINDED.value, e.number), else_=0))
    closing = func.max(case((e.kind == EventKind.CLOSED.value, e.number), else_=0))
    query = (
        select(c.id, c.reference, c.status, c.told, func.count(), somebodys, closing)
        .join(case_events, e.case_id == c.id)
        .where(LIVING)
        .group_by(c.id, c.reference, c.status, c.told, c.opened_at)
        .having(func.count() > c.told)
        .order_by(c.opened_at, c.id)
    )
    return [
        Moved(found, reference, CaseStatus(status), *counts)
        for found, reference, status, *counts in connection.execute(query)
    ]


def _troubles(connection: Connection, kit: Kit) -> Troubles:
    states = [state.value for state in (*UNSENT, DeliveryState.DEAD)]
    query = select(deliveries.c.state, deliveries.c.waits_since, deliveries.c.held).where(
        deliveries.c.state.in_(states)
    )
    rows = [(DeliveryState(state), since, held) for state, since, held in connection.execute(query)]
    return troubles_of(rows, kit.now())


def _prune(connection: Connection, number: int) -> None:
    kinds = [DeliveryKind.DIGEST.value, DeliveryKind.DIGEST_EMAIL.value]
    old = (deliveries.c.kind.in_(kinds), deliveries.c.event <= number)
    connection.execute(delete(deliveries).where(*old))
    connection.execute(delete(digests).where(digests.c.number <= number))
