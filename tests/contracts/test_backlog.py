"""What the operator sees of the outbox at a glance: how many, and what waits since when."""

from datetime import timedelta

from storage.records import DeliveryState, NotSent
from tests.contracts.support import World

READY, BLOCKED, DONE = DeliveryState.READY, DeliveryState.BLOCKED, DeliveryState.DONE


async def test_nothing_waits_in_an_empty_outbox(world: World) -> None:
    backlog = await world.stores.outbox.backlog()
    assert backlog.oldest == {}
    assert backlog.lag(world.clock.now) == timedelta()
    assert set(backlog.counts) == set(DeliveryState)
    assert sum(backlog.counts.values()) == 0


async def test_the_oldest_unsent_delivery_tells_the_lag_and_a_held_notice_does_not(
    world: World,
) -> None:
    began = world.clock.now
    await world.submit(post=None)
    world.clock.advance(seconds=90)
    await world.submit(post=None)
    backlog = await world.stores.outbox.backlog()
    # Two cards wait. Their notices of delivery are held until the cards have arrived.
    assert backlog.oldest == {READY: began}
    assert backlog.counts[READY] == 4
    assert backlog.lag(world.clock.now) == timedelta(seconds=90)


async def test_what_was_tried_in_vain_goes_on_ageing_while_it_is_put_off(world: World) -> None:
    began = world.clock.now
    receipt = await world.submit(post=None)
    claimed = await world.claim(receipt.card_delivery)
    refused = NotSent(state=BLOCKED, reason="refused-403")
    await world.stores.outbox.settle(claimed, refused)
    world.clock.advance(seconds=30)
    backlog = await world.stores.outbox.backlog()
    assert backlog.oldest == {BLOCKED: began}
    assert backlog.counts[BLOCKED] == 1


async def test_what_is_sent_waits_no_more(world: World) -> None:
    receipt = await world.submit(post=None)
    await world.send_card(receipt)
    backlog = await world.stores.outbox.backlog()
    assert backlog.counts[DONE] == 1
    assert DONE not in backlog.oldest
