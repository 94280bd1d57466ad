"""Retention, legal hold, subject access and erasure, in SQL. Each method is one transaction."""

from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import Connection, delete, select, update

from storage.cases.case_file import CaseFile
from storage.cases.case_rows import LIVING, CaseRows
from storage.data_protection import audit
from storage.data_protection.erasing import Eraser
from storage.data_protection.protecting import GONE_AFTER, SHOWN
from storage.data_protection.subjects import held_about
from storage.data_protection.wiping import Wiper
from storage.database.engine import Database
from storage.database.kit import Kit
from storage.database.tables import case_events, cases, deliveries, reporters, reports
from storage.database.times import in_utc
from storage.outbox.deliveries import doubted
from storage.outbox.delivery_rows import card_of, keep, unsent
from storage.records import CaseStatus, Erasure, EventKind, HeldAbout, Subject

_AT_A_TIME = 50


class SqlDataProtection:
    """What data protection asks for (storage.ports)."""

    def __init__(self, database: Database, kit: Kit) -> None:
        self._database = database
        self._kit = kit

    async def hold(self, reference: str, operator: str, *, on: bool) -> None:
        """Put a case under legal hold, or end that. Raises UnknownCase."""
        await self._database.write(lambda c: _hold(c, self._kit, reference, operator, on=on))

    async def expire(self, closed_before: datetime) -> int:
        """Erase what cases hold that were closed before this time; return how many."""
        done = await self._database.write(partial(_expire, self._kit, in_utc(closed_before)))
        if done:
            await self._database.scrub()
        return done

    async def delete_expired(self) -> int:
        """Delete what is left of erased cases; return how many."""
        done = await self._database.write(partial(_delete_expired, self._kit))
        if done:
            await self._database.scrub()
        return done

    async def prune_audit(self, before: datetime) -> int:
        """Delete older audit entries, but those of cases that are kept; return how many."""
        old = in_utc(before)
        return await self._database.write(lambda c: audit.prune(c, self._kit, old))

    async def restored(self, operator: str) -> int:
        """Take what was not sent as possibly sent; return how much."""
        return await self._database.write(partial(_restored, self._kit, operator))

    async def held_about(self, subject: Subject, operator: str) -> HeldAbout:
        """Return what is held about a person."""
        return await self._database.write(lambda c: held_about(c, self._kit, subject, operator))

    async def erase(self, subject: Subject, operator: str, *, try_only: bool) -> Erasure:
        """Erase what is held about a person, as far as may be; or only tell what would be."""
        eraser = partial(Eraser, kit=self._kit, subject=subject, operator=operator)
        if try_only:
            return await self._database.read(lambda c: eraser(c, try_only=True).erase())
        done = await self._database.write(lambda c: eraser(c, try_only=False).erase())
        await self._database.scrub()
        return done


def _hold(connection: Connection, kit: Kit, reference: str, operator: str, *, on: bool) -> None:
    case = CaseRows(connection, kit).locked(reference)
    if case.on_hold is on:
        return
    connection.execute(update(cases).where(cases.c.id == case.id).values(on_hold=on))
    action = audit.HOLD_ON if on else audit.HOLD_OFF
    audit.note(connection, kit, action, case.reference, audit.operator(kit, operator))


def _expire(kit: Kit, closed_before: datetime, connection: Connection) -> int:
    c, events = cases.c, case_events.c
    closed_since = select(events.case_id).where(
        events.kind == EventKind.CLOSED.value, events.at >= closed_before
    )
    over = select(c.id).where(
        c.status == CaseStatus.CLOSED.value, ~c.on_hold, LIVING, c.id.not_in(closed_since)
    )
    done = 0
    for case in connection.scalars(over.order_by(c.id).limit(_AT_A_TIME)).all():
        row = CaseRows(connection, kit).locked_by_id(case)
        # Asked again under the lock: somebody may have opened it, or put it on hold. Its thread is
        # not read: what is damaged ends as everything else does.
        if connection.scalar(over.where(c.id == case)) is not None:
            wiper = Wiper(CaseFile(connection, kit, row, thread=()))
            wiper.everything()
            wiper.show()
            audit.note(connection, kit, audit.EXPIRED, row.reference)
            done += 1
    return done


def _delete_expired(kit: Kit, connection: Connection) -> int:
    c, now = cases.c, kit.now()
    query = select(c.id, c.reference, c.expired_at).where(c.expired_at.is_not(None))
    done = 0
    for case, reference, expired_at in connection.execute(
        query.order_by(c.id).limit(_AT_A_TIME).with_for_update()
    ).all():
        card = card_of(connection, case)
        if card.state in SHOWN or expired_at < now - GONE_AFTER:
            _delete(connection, case)
            audit.note(connection, kit, audit.DELETED, reference)
            done += 1
    return done


def _restored(kit: Kit, operator: str, connection: Connection) -> int:
    every = unsent(connection)
    for row in every:
        keep(connection, doubted(row, kit.now()))
    audit.note(connection, kit, audit.RESTORED, "", audit.operator(kit, operator))
    return len(every)


def _delete(connection: Connection, case: UUID) -> None:
    filed = select(reports.c.id).where(reports.c.case_id == case)
    for statement in (
        delete(deliveries).where(deliveries.c.case_id == case),
        delete(reporters).where(reporters.c.report_id.in_(filed)),
        delete(reports).where(reports.c.case_id == case),
        delete(case_events).where(case_events.c.case_id == case),
        delete(cases).where(cases.c.id == case),
    ):
        connection.execute(statement)
