"""Deliveries as rows."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, insert, or_, select, update

from storage.deliveries import WAITING, Delivery
from storage.records import DeliveryKind, DeliveryState
from storage.tables import deliveries, reports


def add_deliveries(connection: Connection, rows: Sequence[Delivery]) -> None:
    """Add to the outbox."""
    if rows:
        connection.execute(insert(deliveries), [_values(row) for row in rows])


def keep(connection: Connection, row: Delivery) -> None:
    """Write a delivery as it now stands."""
    connection.execute(update(deliveries).where(deliveries.c.id == row.id).values(_values(row)))


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


def due_ids(connection: Connection, now: datetime, limit: int) -> Sequence[UUID]:
    """Return the ids of what `storage.deliveries.is_due` holds for, oldest first."""
    c = deliveries.c
    waiting = and_(
        c.state.in_([state.value for state in WAITING]), c.held.is_(False), c.due_at <= now
    )
    lost = and_(c.state == DeliveryState.SENDING.value, c.lease_until <= now)
    query = select(c.id).where(or_(waiting, lost)).order_by(c.due_at, c.id).limit(limit)
    return connection.scalars(query).all()


def release_notices(connection: Connection, case: UUID, version: int) -> None:
    """Let go the notices of delivery of those reports that a card of this version showed."""
    shown = select(reports.c.id).where(reports.c.case_id == case, reports.c.version <= version)
    connection.execute(
        update(deliveries)
        .where(deliveries.c.report_id.in_(shown), deliveries.c.held.is_(True))
        .values(held=False)
    )


def _values(row: Delivery) -> dict[str, Any]:
    values = asdict(row)
    values["case_id"], values["report_id"] = values.pop("case"), values.pop("report")
    values["kind"], values["state"] = row.kind.value, row.state.value
    return values


def _delivery(row: RowMapping) -> Delivery:
    values: dict[str, Any] = dict(row)
    values["case"], values["report"] = values.pop("case_id"), values.pop("report_id")
    values["kind"], values["state"] = DeliveryKind(values["kind"]), DeliveryState(values["state"])
    return Delivery(**values)
