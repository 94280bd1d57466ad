"""What could not be delivered is seen by the operator, can be requeued, and follows in order."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from storage.errors import NotStuck, UnknownDelivery
from storage.outbox.deliveries import BLOCKED_FOR
from storage.records import DeliveryKind, DeliveryState, NotSent, Receipt, Sent, Take
from tests.contracts.support import TEAM_MEMBER, World

LEASE = timedelta(seconds=30)
BLOCKED, DEAD, READY = DeliveryState.BLOCKED, DeliveryState.DEAD, DeliveryState.READY


async def missed(world: World, receipt: Receipt, state: DeliveryState, reason: str) -> None:
    claimed = await world.claim(receipt.card_delivery)
    await world.stores.outbox.settle(
        claimed, NotSent(state=state, reason=reason, wait_seconds=600.0)
    )


async def reported(world: World, number: int) -> Sequence[Receipt]:
    receipts = []
    for _ in range(number):
        receipts.append(await world.submit(post=None))
        world.clock.advance(seconds=1)
    return receipts


async def test_blocked_and_dead_deliveries_are_listed_the_longest_waiting_first(
    world: World,
) -> None:
    dead, blocked, _ = await reported(world, 3)
    assert await world.stores.outbox.stuck(10) == []
    await missed(world, blocked, BLOCKED, "refused-403")
    await missed(world, dead, DEAD, "refused-413")
    listed = await world.stores.outbox.stuck(10)
    assert [one.id for one in listed] == [dead.card_delivery, blocked.card_delivery]
    first, second = listed
    assert (first.kind, first.state, first.reason) == (DeliveryKind.CASE_CARD, DEAD, "refused-413")
    assert (first.attempts, first.tried_next) == (1, None)
    assert second.tried_next == world.clock.now + BLOCKED_FOR
    assert second.waits_since == world.clock.now - timedelta(seconds=2)
    assert await world.stores.outbox.stuck(1) == [first]


async def test_deliveries_are_counted_by_state(world: World) -> None:
    dead, done, _ = await reported(world, 3)
    await missed(world, dead, DEAD, "refused-413")
    await world.send_card(done)
    counts = await world.stores.outbox.counts()
    assert set(counts) == set(DeliveryState)
    # Each report has a card, and a notice of delivery beside it.
    assert (counts[DEAD], counts[DeliveryState.DONE], counts[READY]) == (1, 1, 4)


@pytest.mark.parametrize("state", [BLOCKED, DEAD])
async def test_a_stuck_delivery_can_be_requeued(world: World, state: DeliveryState) -> None:
    (receipt,) = await reported(world, 1)
    await missed(world, receipt, state, "refused-403")
    await world.stores.outbox.requeue(receipt.card_delivery, "op")
    assert await world.stores.outbox.state(receipt.card_delivery) is READY
    claimed = await world.claim(receipt.card_delivery)
    assert claimed.attempt == 1
    audited = await world.stores.casework.audit(claimed.reference)
    assert [bool(entry.actor) for entry in audited if entry.action == "requeued"] == [True]


async def test_what_is_not_stuck_cannot_be_sent_twice_by_requeuing_it(world: World) -> None:
    (receipt,) = await reported(world, 1)
    with pytest.raises(NotStuck):
        await world.stores.outbox.requeue(receipt.card_delivery, "op")
    await world.send_card(receipt)
    with pytest.raises(NotStuck):
        await world.stores.outbox.requeue(receipt.card_delivery, "op")
    with pytest.raises(UnknownDelivery):
        await world.stores.outbox.requeue(uuid4(), "op")


async def test_after_the_channel_is_mended_all_that_waits_follows_in_order(world: World) -> None:
    receipts = await reported(world, 4)
    for receipt in reversed(receipts):
        await missed(world, receipt, READY, "no-connection")
        world.clock.advance(seconds=1)
    assert await cards_due(world, receipts) == []
    await world.stores.outbox.unblock()
    assert await cards_due(world, receipts) == [receipt.card_delivery for receipt in receipts]


@pytest.mark.parametrize("reason", ["refused-429", "unreadable", "not-made"])
async def test_what_was_asked_to_wait_or_failed_by_itself_waits_on(
    world: World, reason: str
) -> None:
    (receipt,) = await reported(world, 1)
    await missed(world, receipt, READY, reason)
    await world.stores.outbox.unblock()
    assert await cards_due(world, [receipt]) == []


async def test_a_newer_version_of_a_card_waits_from_when_it_was_readied(world: World) -> None:
    first, second = await reported(world, 2)
    reference = await world.case_reference(first)
    world.clock.advance(seconds=5)
    await world.act(reference, TEAM_MEMBER, Take())
    assert await cards_due(world, [first, second]) == [
        second.card_delivery,
        first.card_delivery,
    ]
    claimed = await world.claim(first.card_delivery)
    assert await world.stores.outbox.settle(claimed, Sent(activity="card-1")) is DeliveryState.DONE


async def cards_due(world: World, receipts: Sequence[Receipt]) -> list[UUID]:
    cards = {receipt.card_delivery for receipt in receipts}
    return [each for each in await world.stores.outbox.due(100) if each in cards]
