"""Sends what the outbox holds: a case's card to Internal Communications, notices to reporters.

A delivery is sent by whoever holds its lease; what came of it is settled in the outbox. The
connector's POST has no key against repetition, so a try that may have arrived is *uncertain* and
never plainly retried (docs/decisions/0005, 0007).
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from bot import settlement
from bot.connector import Connector, ConnectorError
from bot.locks import KeyedLocks
from bot.teams import outgoing
from bot.triage_channel import TriageDesk
from dialogs.cards.case_card import case_card, case_text
from dialogs.notices import notice
from dialogs.turn import Reply
from policy_content.model import Policy
from storage.errors import StorageError
from storage.ports import Outbox
from storage.records import (
    CaseForTeam,
    ClaimedDelivery,
    DeliveryState,
    NotSent,
    Sent,
    Settlement,
)

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
    desk: TriageDesk
    policy: Policy
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
        if claimed.case is not None:
            return await self._send_card(claimed, claimed.case)
        if claimed.report is None:
            return NotSent(state=DeliveryState.DEAD, reason="nothing-to-send")
        message = outgoing.message(notice(claimed.kind, claimed.report))
        service_url = str(claimed.conversation.get("serviceUrl") or "")
        conversation = claimed.conversation.get("conversation")
        chat = str(conversation.get("id") or "") if isinstance(conversation, dict) else ""
        message["from"] = claimed.conversation.get("bot")
        return await self._post(claimed, service_url, chat, message)

    async def _send_card(self, claimed: ClaimedDelivery, case: CaseForTeam) -> Settlement:
        channel = await self.desk.channel()
        if channel is None:
            return NotSent(state=DeliveryState.BLOCKED, reason="no-triage-channel")
        card = case_card(case, self.policy, may_repeat=claimed.may_repeat)
        message = outgoing.message(Reply(case_text(case, self.policy), card))
        if claimed.card_activity:
            updated = await self._update(claimed, channel.service_url, channel.channel, message)
            if updated is not None:
                return updated
        return await self._post(claimed, channel.service_url, channel.channel, message)

    async def _post(
        self, claimed: ClaimedDelivery, service_url: str, conversation: str, message: dict[str, Any]
    ) -> Settlement:
        self.connector.trust(service_url)
        async with self._destinations.hold(conversation):
            try:
                sent = await self.connector.send_once(service_url, conversation, message)
            except ConnectorError as error:
                return settlement.after(error, claimed.attempt, repeatable=False)
        return Sent(activity=sent)

    async def _update(
        self, claimed: ClaimedDelivery, service_url: str, conversation: str, message: dict[str, Any]
    ) -> Settlement | None:
        """Replace the card; None where somebody deleted it, so that it is posted anew."""
        card = claimed.card_activity
        self.connector.trust(service_url)
        async with self._destinations.hold(conversation):
            try:
                await self.connector.update_once(service_url, conversation, card, message)
            except ConnectorError as error:
                if error.status == 404:
                    return None
                return settlement.after(error, claimed.attempt, repeatable=True)
        return Sent(activity=card)


def _note(claimed: ClaimedDelivery, result: Settlement, state: DeliveryState) -> None:
    about = {"delivery": claimed.id, "kind": claimed.kind.value, "state": state.value}
    if isinstance(result, NotSent):
        level = logging.ERROR if state is DeliveryState.DEAD else logging.WARNING
        log.log(level, "delivery.not-sent", extra={"reason": result.reason, **about})
    else:
        log.info("delivery.sent", extra=about)
