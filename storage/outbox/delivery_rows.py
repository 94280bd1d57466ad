"""Deliveries as rows."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)

from storage.database.tables import deliveries
from storage.outbox.deliveries import STAYS, STUCK, UNSENT, WAITING, Delivery, waits
from storage.outbox.jobs import enqueue
from storage.records import DeliveryKind, DeliveryState


def add_deliveries(connection: Connection, rows: Sequence[Delivery]) -> None:
    """Add to the outbox."""
    if rows:
        connection.execute(insert(deliveries), [_values(row) for row in rows])
        enqueue(connection, [(row.id, row.due_at) for row in rows if waits(row)])


def keep(connection: Connection, row: Delivery, *, readied: bool = True) -> None:
    """Write a delivery as it now stands; `readied` is false where it was waiting before."""
    connection.execute(update(deliveries).where(deliveries.c.id == row.id).values(_values(row)))
    enqueue(connection, [(row.id, row.due_at)] if readied and waits(row) else [])


def locked(connection: Connection, *where: ColumnElement[bool]) -> Delivery | None:
    """Read one delivery and keep other writers from it until the transaction ends."""
    found = (
        connection.execute(select(deliveries).where(*where).with_for_update()).mappings().first()
    )
    return _delivery(found) if found else None


def card_of(connection: Connection, case: UUID) -> Delivery:
    """Read, locked, the delivery of a case's card. Every case has one."""
    row = locked(
        connection,
        deliveries.c.case_id == case,
        deliveries.c.kind == DeliveryKind.CASE_CARD.value,
    )
    if row is None:
        raise LookupError("A case has lost the delivery of its card.")
    return row


def card_activity_of(connection: Connection, case: UUID) -> str:
    """Return the id of a case's posted card, empty where there is none yet."""
    query = select(deliveries.c.card_activity).where(
        deliveries.c.case_id == case, deliveries.c.kind == DeliveryKind.CASE_CARD.value
    )
    return connection.scalar(query) or ""


def due_ids(connection: Connection, now: datetime, limit: int) -> Sequence[UUID]:
    """Return the ids that `storage.outbox.deliveries.is_due` holds for, longest waiting first."""
    c = deliveries.c
    waiting = and_(
        c.state.in_([state.value for state in WAITING]), c.held.is_(False), c.due_at <= now
    )
    lost = and_(c.state == DeliveryState.SENDING.value, c.lease_until <= now)
    query = (
        select(c.id).where(or_(waiting, lost)).order_by(c.waits_since, c.event, c.id).limit(limit)
    )
    return connection.scalars(query).all()


def hurry_all(connection: Connection, now: datetime) -> None:
    """Do what `storage.outbox.deliveries.hurried` does, to all in one statement."""
    c = deliveries.c
    stays = [c.reason.startswith(reason, autoescape=True) for reason in STAYS]
    failed = and_(c.reason != "", not_(or_(*stays)), c.due_at > now, c.held.is_(False))
    waiting = c.state.in_([state.value for state in WAITING])
    due_now = update(deliveries).where(waiting, failed).values(due_at=now)
    rows = connection.execute(due_now.returning(c.id, c.waits_since)).all()
    enqueue(connection, [(row.id, now) for row in sorted(rows, key=lambda row: row.waits_since)])


def stuck(connection: Connection, limit: int) -> Sequence[Delivery]:
    """Read what is blocked or dead, longest waiting first."""
    c = deliveries.c
    states = [state.value for state in STUCK]
    query = select(deliveries).where(c.state.in_(states)).order_by(c.waits_since, c.id).limit(limit)
    return [_delivery(row) for row in connection.execute(query).mappings()]


def count_by_state(connection: Connection) -> dict[DeliveryState, int]:
    """Count the deliveries in each state, none where there are none."""
    query = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
    found = {DeliveryState(state): number for state, number in connection.execute(query)}
    return {state: found.get(state, 0) for state in DeliveryState}


def oldest_by_state(connection: Connection, now: datetime) -> dict[DeliveryState, datetime]:
    """Tell since when the oldest of those that are to be sent has waited, in each state."""
    c = deliveries.c
    query = (
        select(c.state, func.min(c.waits_since))
        .where(c.state.in_([state.value for state in UNSENT]), c.held.is_(False))
        .where(c.waits_since <= now)
        .group_by(c.state)
    )
    return {DeliveryState(state): since for state, since in connection.execute(query)}


def notices_in(connection: Connection, case: UUID) -> Sequence[Delivery]:
    """Read, locked, the notices to reporters of a case that were not sent yet."""
    return [row for row in unsent_in(connection, case) if row.report is not None]


def unsent_in(connection: Connection, case: UUID) -> Sequence[Delivery]:
    """Read, locked, what was not sent yet of a case, but its card."""
    is_card = deliveries.c.kind == DeliveryKind.CASE_CARD.value
    return unsent(connection, deliveries.c.case_id == case, ~is_card)


def unsent(connection: Connection, *where: ColumnElement[bool]) -> Sequence[Delivery]:
    """Read, locked, what was not sent yet."""
    states = [state.value for state in (*WAITING, DeliveryState.SENDING)]
    query = select(deliveries).where(deliveries.c.state.in_(states), *where)
    locked_rows = query.order_by(deliveries.c.id).with_for_update()
    return [_delivery(row) for row in connection.execute(locked_rows).mappings()]


def release(connection: Connection, case: UUID, version: int, *, posted: bool) -> None:
    """Let go the lines and notices about events that a card of this version has shown.

    `posted` tells that the card came anew: that notifies by itself, and the lines are called off.
    """
    c = deliveries.c
    shown = (c.case_id == case, c.held.is_(True), c.event <= version)
    if posted:
        line = c.kind == DeliveryKind.CASE_LINE.value
        off = {"held": False, "state": DeliveryState.CALLED_OFF.value}
        connection.execute(update(deliveries).where(*shown, line).values(off))
    let_go = update(deliveries).where(*shown).values(held=False).returning(c.id, c.due_at)
    enqueue(connection, [(row.id, row.due_at) for row in connection.execute(let_go)])


def release_notices(connection: Connection, case: UUID, version: int) -> None:
    """Let go the notices about events that an e-mail has told of; lines wait for the card."""
    c = deliveries.c
    told = (c.case_id == case, c.held.is_(True), c.event <= version, c.report_id.is_not(None))
    let_go = update(deliveries).where(*told).values(held=False).returning(c.id, c.due_at)
    enqueue(connection, [(row.id, row.due_at) for row in connection.execute(let_go)])


def emails_of(connection: Connection, case: UUID, number: int | None = None) -> Sequence[Delivery]:
    """Read, locked, the e-mails about a case, or the one of this number."""
    c = deliveries.c
    query = select(deliveries).where(c.case_id == case, c.kind == DeliveryKind.CASE_EMAIL.value)
    if number is not None:
        query = query.where(c.event == number)
    rows = connection.execute(query.order_by(c.id).with_for_update()).mappings()
    return [_delivery(row) for row in rows]


def _values(row: Delivery) -> dict[str, Any]:
    values = asdict(row)
    values["case_id"], values["report_id"] = values.pop("case"), values.pop("report")
    values["kind"], values["state"] = row.kind.value, row.state.value
    return values


def _delivery(row: RowMapping) -> Delivery:
    values: dict[str, Any] = dict(row)
    values["case"], values["report"] = values.pop("case_id"), values.pop("report_id")
    values["kind"], values["state"] = DeliveryKind(values["kind"]), DeliveryState(values["state"])
    values["message_id"] = values["message_id"] or ""
    return Delivery(**values)
