"""Sends what the outbox holds, to Internal Communications, reporters and the deputy.

A delivery is sent by whoever holds its lease; what came of it is settled in the outbox. The
connector's POST has no key against repetition, so a try that may have arrived is *uncertain* and
never plainly retried (docs/decisions/0005, 0007).
"""

import asyncio
import logging
import time
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from bot.connector import Connector, ConnectorError
from bot.deliveries import settlement
from bot.deliveries.pace import Pace
from bot.deliveries.parcels import Packer, Parcel
from bot.graph import ChannelMessages, LookUpFailed
from bot.locks import KeyedLocks
from bot.mail import Mailer, MailError
from bot.mail.letters import letter
from storage.errors import StorageError
from storage.ports.outbox import Outbox
from storage.records import ClaimedDelivery, DeliveryKind, DeliveryState, NotSent, Sent, Settlement

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
# A send takes ten seconds at most, and twenty where a deleted card is posted anew: begun within
# this time, it ends within the lease.
BEGIN_WITHIN_SECONDS = 8.0
AT_ONCE = 4
STOP_SECONDS = 15.0
FOLLOW_SECONDS = 0.05
UNBLOCK_EVERY_SECONDS = 60.0
# By how much Graph's clock may be behind this one's.
CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(slots=True)
class Courier:
    """Delivers from the outbox what an engine brings it (bot.engines), or what is hurried."""

    outbox: Outbox
    connector: Connector
    packer: Packer
    pace: Pace = field(default_factory=Pace)
    mailer: Mailer | None = None
    look_up: ChannelMessages | None = None
    nudged: asyncio.Event = field(default_factory=asyncio.Event)
    _destinations: KeyedLocks = field(default_factory=KeyedLocks)
    _stopping: bool = False
    # What waits for its channel holds a lease already: not many may wait at once.
    _at_once: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _hurried: set[asyncio.Task[DeliveryState | None]] = field(default_factory=set)
    # As long as nothing got through, the channel may have been down before the start.
    _troubled: bool = True
    _unblocked_at: float = -UNBLOCK_EVERY_SECONDS

    def nudge(self) -> None:
        """Have the engine look at the outbox now rather than at the next second."""
        self.nudged.set()

    async def unblock(self) -> None:
        """Try what was blocked again: the bot was installed, or a channel was chosen."""
        await self.outbox.unblock()
        self.nudge()

    def hurry(self, delivery: UUID) -> asyncio.Task[DeliveryState | None]:
        """Begin this delivery now, apart from the engine; it goes on whoever stops waiting.

        Where another replica was quicker, it follows what comes of it there.
        The task never raises; it gives None where nobody can tell what came of it.
        """
        task = asyncio.create_task(self._follow(delivery))
        self._hurried.add(task)
        task.add_done_callback(self._hurried.discard)
        return task

    async def finish(self) -> None:
        """Begin nothing more, and finish what was hurried; the rest stays in the outbox."""
        self._stopping = True
        if self._hurried:
            await asyncio.wait(self._hurried, timeout=STOP_SECONDS)

    async def deliver(self, delivery: UUID) -> DeliveryState:
        """Try one delivery, if it is due and nobody else holds it; return its state."""
        async with self._at_once:
            claimed = None if self._stopping else await self.outbox.claim(delivery, LEASE)
            if claimed is None:
                return await self.outbox.state(delivery)
            return await self._carry(claimed, time.monotonic() + BEGIN_WITHIN_SECONDS)

    async def _carry(self, claimed: ClaimedDelivery, begin_by: float) -> DeliveryState:
        if claimed.kind in _EMAILS:
            return await self._settle(claimed, await self._mail(claimed, begin_by))
        claimed = await self._looked_up(claimed)
        parcel = await self._pack(claimed)
        if isinstance(parcel, NotSent):
            return await self._settle(claimed, parcel)
        # Held until what came of it is kept: whatever dies, of each destination at most one
        # message can have arrived without our knowing.
        async with self._destinations.hold(_destination(parcel)):
            return await self._settle(claimed, await self._send_in_time(claimed, parcel, begin_by))

    async def _looked_up(self, claimed: ClaimedDelivery) -> ClaimedDelivery:
        """Look a card up that may have arrived: one that did is updated, one that did not is sent.

        Where nobody can tell it stays as it is: it is sent with the words that it may come again.
        """
        case, channel = claimed.case, await self._channel_to_search(claimed)
        if self.look_up is None or case is None or not channel:
            return claimed
        try:
            found = await self.look_up.find_card(
                channel, case.reference, case.opened_at - CLOCKS_DIFFER
            )
        except LookUpFailed as failure:
            about = {"delivery": claimed.id, "reason": failure.reason}
            log.warning("delivery.not-looked-up", extra=about)
            return claimed
        log.info("delivery.looked-up", extra={"delivery": claimed.id, "found": bool(found)})
        return claimed.model_copy(update={"may_repeat": False, "card_activity": found})

    async def _channel_to_search(self, claimed: ClaimedDelivery) -> str:
        if self.look_up is None or not claimed.may_repeat:
            return ""
        if claimed.kind is not DeliveryKind.CASE_CARD:
            return ""
        channel = await self.packer.desk.channel()
        return channel.channel if channel else ""

    async def _send_in_time(
        self, claimed: ClaimedDelivery, parcel: Parcel, begin_by: float
    ) -> Settlement:
        """Send at the destination's pace, unless the lease might run out meanwhile."""
        held_up = await self.pace.turn(_destination(parcel))
        if held_up:
            return settlement.paced(held_up)
        # A service that stops gives back what waited here, so that nobody waits for its lease.
        if self._stopping or time.monotonic() > begin_by:
            return _LEASE_SHORT
        return await self._send(claimed, parcel)

    async def _settle(self, claimed: ClaimedDelivery, result: Settlement) -> DeliveryState:
        second = self.mailer.second if self.mailer else None
        state = await self.outbox.settle(claimed, result, second)
        if second and claimed.kind is DeliveryKind.CASE_CARD:
            self.nudge()  # an e-mail may have been readied
        _note(claimed, result, state)
        await self._watch_channel(claimed, result)
        return state

    async def attempt(self, delivery: UUID) -> DeliveryState | None:
        """Deliver, and let nothing that goes wrong end the engine: the lease runs out by itself."""
        try:
            return await self.deliver(delivery)
        except StorageError:
            log.warning("delivery.no-outbox", extra={"delivery": delivery})
        except Exception:
            log.exception("delivery.failed", extra={"delivery": delivery})
        return None

    async def _follow(self, delivery: UUID) -> DeliveryState | None:
        """Deliver, or wait until whoever holds the lease has done so, or has lost it."""
        state = await self.attempt(delivery)
        for _ in range(int(LEASE.total_seconds() / FOLLOW_SECONDS)):
            if state is not DeliveryState.SENDING or self._stopping:
                break
            await asyncio.sleep(FOLLOW_SECONDS)
            try:
                state = await self.outbox.state(delivery)
            except StorageError:
                return None
        return state

    async def _watch_channel(self, claimed: ClaimedDelivery, result: Settlement) -> None:
        """Have all that waits follow, once something gets through to the team after a failure."""
        if isinstance(result, NotSent):
            harmless = result.state is DeliveryState.CALLED_OFF or settlement.is_paced(result)
            self._troubled |= not harmless
            return
        now = time.monotonic()
        rested = now - self._unblocked_at >= UNBLOCK_EVERY_SECONDS
        to_channel = claimed.report is None and claimed.kind not in _EMAILS
        if self._troubled and rested and to_channel:
            self._troubled, self._unblocked_at = False, now
            await self.unblock()

    async def _pack(self, claimed: ClaimedDelivery) -> Parcel | NotSent:
        try:
            return await self.packer.pack(claimed)
        except ConnectorError as error:
            # Only a chat was asked for: nothing that somebody could read has left.
            return settlement.after(error, claimed.attempt, repeatable=True)
        except Exception:
            # Blocked, so that it does not come back with every lease that runs out.
            log.exception("delivery.not-made", extra={"delivery": claimed.id})
            return NotSent(state=DeliveryState.BLOCKED, reason="not-made")

    async def _mail(self, claimed: ClaimedDelivery, begin_by: float) -> Settlement:
        if self.mailer is None:
            return NotSent(state=DeliveryState.BLOCKED, reason="no-mail-server")
        try:
            message = letter(claimed, self.packer.policy, self.mailer.server)
        except Exception:
            log.exception("delivery.not-made", extra={"delivery": claimed.id})
            return NotSent(state=DeliveryState.BLOCKED, reason="not-made")
        async with self._destinations.hold(_BY_EMAIL):
            if time.monotonic() > begin_by:
                return _LEASE_SHORT
            try:
                await self.mailer.send(message)
            except MailError as error:
                return settlement.after_email(error, claimed.attempt)
        return Sent(activity=claimed.message_id)

    async def _send(self, claimed: ClaimedDelivery, parcel: Parcel) -> Settlement:
        self.connector.trust(parcel.service_url)
        if parcel.replaces:
            updated = await self._update(claimed, parcel)
            if updated is not None:
                return updated
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
        try:
            await self.connector.update_once(
                parcel.service_url, parcel.conversation, parcel.replaces, parcel.message
            )
        except ConnectorError as error:
            if error.status == 404:
                return None
            return settlement.after(error, claimed.attempt, repeatable=True)
        return Sent(activity=parcel.replaces)


# Another may hold the lease before this send would end: better to begin again with a new one.
_LEASE_SHORT = NotSent(state=DeliveryState.READY, reason="lease-short", spends_attempt=False)

_BY_EMAIL = "e-mail"
_EMAILS = frozenset({DeliveryKind.CASE_EMAIL, DeliveryKind.DIGEST_EMAIL})


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
