"""Sends what the outbox holds, to Internal Communications, reporters and the deputy.

A delivery is sent by whoever holds its lease; what came of it is settled in the outbox. The
connector's POST has no key against repetition, so a try that may have arrived is *uncertain* and
never plainly retried (docs/decisions/0005, 0007).
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from bot import settlement
from bot.connector import Connector, ConnectorError
from bot.locks import KeyedLocks
from bot.pace import Pace
from bot.parcels import Packer, Parcel
from storage.errors import StorageError
from storage.ports import Outbox
from storage.records import ClaimedDelivery, DeliveryState, NotSent, Sent, Settlement

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
POLL_SECONDS = 1.0
BATCH = 50
AT_ONCE = 4
STOP_SECONDS = 15.0


@dataclass(slots=True)
class Courier:
    """Delivers from the outbox. `run` is the embedded engine: a loop over what is due."""

    outbox: Outbox
    connector: Connector
    packer: Packer
    pace: Pace = field(default_factory=Pace)
    _destinations: KeyedLocks = field(default_factory=KeyedLocks)
    _stopping: bool = False
    # What waits for its channel holds a lease already: no more may wait than are sent within it.
    _at_once: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _hurried: set[asyncio.Task[DeliveryState | None]] = field(default_factory=set)

    async def run(self) -> None:
        """Deliver what is due until stopped: at once when nudged, else every second."""
        while not self._stopping:
            self._wake.clear()
            try:
                await self._deliver_all(await self.outbox.due(BATCH))
            except StorageError:
                log.warning("delivery.no-outbox")
            try:
                await asyncio.wait_for(self._wake.wait(), POLL_SECONDS)
            except TimeoutError:
                continue

    def nudge(self) -> None:
        """Look at the outbox now rather than at the next second."""
        self._wake.set()

    async def unblock(self) -> None:
        """Try what was blocked again: the bot was installed, or a channel was chosen."""
        await self.outbox.unblock()
        self.nudge()

    def hurry(self, delivery: UUID) -> asyncio.Task[DeliveryState | None]:
        """Begin this delivery now, apart from the loop; it goes on whoever stops waiting.

        The task never raises; it gives None where nobody can tell what came of it.
        """
        task = asyncio.create_task(self._attempt(delivery))
        self._hurried.add(task)
        task.add_done_callback(self._hurried.discard)
        return task

    async def stop(self, engine: asyncio.Task[None]) -> None:
        """Begin nothing more, and finish what is under way; the rest stays in the outbox."""
        self._stopping = True
        self.nudge()
        await asyncio.wait([engine, *self._hurried], timeout=STOP_SECONDS)
        engine.cancel()

    async def deliver(self, delivery: UUID) -> DeliveryState:
        """Try one delivery, if it is due and nobody else holds it; return its state."""
        async with self._at_once:
            claimed = await self.outbox.claim(delivery, LEASE)
            if claimed is None:
                return await self.outbox.state(delivery)
            result = await self._send(claimed)
        state = await self.outbox.settle(claimed, result)
        _note(claimed, result, state)
        return state

    async def _deliver_all(self, deliveries: Sequence[UUID]) -> None:
        async with asyncio.TaskGroup() as group:
            for delivery in deliveries:
                group.create_task(self._attempt(delivery))

    async def _attempt(self, delivery: UUID) -> DeliveryState | None:
        """Deliver, and let nothing that goes wrong end the engine: the lease runs out by itself."""
        try:
            return await self.deliver(delivery)
        except StorageError:
            log.warning("delivery.no-outbox", extra={"delivery": delivery})
        except Exception:
            log.exception("delivery.failed", extra={"delivery": delivery})
        return None

    async def _send(self, claimed: ClaimedDelivery) -> Settlement:
        try:
            parcel = await self.packer.pack(claimed)
        except ConnectorError as error:
            # Only a chat was asked for: nothing that somebody could read has left.
            return settlement.after(error, claimed.attempt, repeatable=True)
        except Exception:
            # Blocked, so that it does not come back with every lease that runs out.
            log.exception("delivery.not-made", extra={"delivery": claimed.id})
            return NotSent(state=DeliveryState.BLOCKED, reason="not-made")
        if isinstance(parcel, NotSent):
            return parcel
        held_up = await self.pace.turn(_destination(parcel))
        if held_up:
            return settlement.paced(held_up)
        if parcel.replaces:
            updated = await self._update(claimed, parcel)
            if updated is not None:
                return updated
        return await self._post(claimed, parcel)

    async def _post(self, claimed: ClaimedDelivery, parcel: Parcel) -> Settlement:
        self.connector.trust(parcel.service_url)
        async with self._destinations.hold(_destination(parcel)):
            try:
                sent = await self.connector.send_once(
                    parcel.service_url,
                    parcel.conversation,
                    parcel.message,
                    reply_to=parcel.answers or None,
                )
            except ConnectorError as error:
                return settlement.after(error, claimed.attempt, repeatable=False)
        return Sent(activity=sent)

    async def _update(self, claimed: ClaimedDelivery, parcel: Parcel) -> Settlement | None:
        """Replace the card; None where somebody deleted it, so that it is posted anew."""
        self.connector.trust(parcel.service_url)
        async with self._destinations.hold(_destination(parcel)):
            try:
                await self.connector.update_once(
                    parcel.service_url, parcel.conversation, parcel.replaces, parcel.message
                )
            except ConnectorError as error:
                if error.status == 404:
                    return None
                return settlement.after(error, claimed.attempt, repeatable=True)
        return Sent(activity=parcel.replaces)


def _destination(parcel: Parcel) -> str:
    """Return by what sends are kept one after the other: a channel with all its threads."""
    return parcel.conversation.partition(";")[0]


def _note(claimed: ClaimedDelivery, result: Settlement, state: DeliveryState) -> None:
    about = {"delivery": claimed.id, "kind": claimed.kind.value, "state": state.value}
    if isinstance(result, NotSent):
        level = logging.ERROR if state is DeliveryState.DEAD else logging.WARNING
        log.log(level, "delivery.not-sent", extra={"reason": result.reason, **about})
    else:
        log.info("delivery.sent", extra=about)
