"""A delivery is sent by whoever holds its lease, and is never silently lost or doubled."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from storage.errors import UnknownDelivery
from storage.outbox.deliveries import BLOCKED_FOR, MOST_ATTEMPTS
from storage.records import DeliveryState, NotSent, Receipt, Sent, Take
from tests.contracts.support import LEASE, TEAM_MEMBER, World, a_reporter

READY, UNCERTAIN = DeliveryState.READY, DeliveryState.UNCERTAIN
BLOCKED, DEAD, DONE = DeliveryState.BLOCKED, DeliveryState.DEAD, DeliveryState.DONE


async def fail(world: World, receipt: Receipt, **how: object) -> DeliveryState:
    claimed = await world.claim(receipt.card_delivery)
    outcome = NotSent.model_validate({"reason": "test"} | how)
    return await world.stores.outbox.settle(claimed, outcome)


async def test_an_unknown_delivery_is_told_so(world: World) -> None:
    assert await world.stores.outbox.claim(uuid4(), LEASE) is None
    with pytest.raises(UnknownDelivery):
        await world.stores.outbox.state(uuid4())


async def test_of_many_claims_at_the_same_moment_one_wins(world: World) -> None:
    receipt = await world.submit()
    claims = await asyncio.gather(
        *(world.stores.outbox.claim(receipt.card_delivery, LEASE) for _ in range(10))
    )
    assert len([claim for claim in claims if claim]) == 1
    assert await world.stores.outbox.state(receipt.card_delivery) is DeliveryState.SENDING
    assert list(await world.stores.outbox.due(10)) == []


async def test_what_was_sent_is_done(world: World) -> None:
    receipt = await world.submit()
    claimed = await world.claim(receipt.card_delivery)
    assert (claimed.attempt, claimed.may_repeat, claimed.card_activity) == (1, False, "")
    assert await world.stores.outbox.settle(claimed, Sent(activity="card-1")) is DONE
    assert await world.stores.outbox.state(receipt.card_delivery) is DONE
    assert await world.stores.outbox.claim(receipt.card_delivery, LEASE) is None


async def test_the_oldest_is_due_first_up_to_the_limit(world: World) -> None:
    receipts = []
    for _ in range(4):
        receipts.append(await world.submit(post=None))
        world.clock.advance(seconds=1)
    due = list(await world.stores.outbox.due(3))
    assert due == [receipt.card_delivery for receipt in receipts[:3]]


async def test_a_lease_that_ran_out_is_claimed_anew_and_may_repeat(world: World) -> None:
    receipt = await world.submit()
    await world.claim(receipt.card_delivery)
    world.clock.advance(seconds=LEASE.total_seconds() - 1)
    assert await world.stores.outbox.claim(receipt.card_delivery, LEASE) is None
    world.clock.advance(seconds=1)
    assert list(await world.stores.outbox.due(10)) == [receipt.card_delivery]
    again = await world.claim(receipt.card_delivery)
    assert (again.attempt, again.may_repeat) == (2, True)


async def test_who_lost_the_lease_changes_nothing(world: World) -> None:
    receipt = await world.submit()
    slow = await world.claim(receipt.card_delivery)
    world.clock.advance(seconds=LEASE.total_seconds())
    quick = await world.claim(receipt.card_delivery)
    outbox = world.stores.outbox
    assert await outbox.settle(slow, Sent(activity="slow")) is DeliveryState.SENDING
    assert await outbox.settle(quick, Sent(activity="quick")) is DONE
    assert await outbox.settle(slow, NotSent(state=DEAD, reason="late")) is DONE
    await world.submit(reporter=a_reporter("person-b", "B"))
    assert (await world.claim(receipt.card_delivery)).card_activity == "quick"


async def test_who_comes_late_but_still_holds_the_lease_is_heard(world: World) -> None:
    receipt = await world.submit()
    claimed = await world.claim(receipt.card_delivery)
    world.clock.advance(seconds=LEASE.total_seconds() * 3)
    assert await world.stores.outbox.settle(claimed, Sent(activity="card-1")) is DONE


async def test_not_sent_is_ready_again_after_its_wait(world: World) -> None:
    receipt = await world.submit()
    assert await fail(world, receipt, state=READY, wait_seconds=7.5) is READY
    world.clock.advance(seconds=7)
    assert await world.stores.outbox.claim(receipt.card_delivery, LEASE) is None
    assert list(await world.stores.outbox.due(10)) == []
    world.clock.advance(seconds=0.5)
    again = await world.claim(receipt.card_delivery)
    assert (again.attempt, again.may_repeat) == (2, False)


async def test_being_asked_to_wait_spends_no_attempt(world: World) -> None:
    receipt = await world.submit()
    for _ in range(MOST_ATTEMPTS + 5):
        assert await fail(world, receipt, state=READY, spends_attempt=False) is READY
    assert (await world.claim(receipt.card_delivery)).attempt == 1


async def test_an_uncertain_delivery_may_repeat_until_it_is_sent(world: World) -> None:
    receipt = await world.submit()
    assert await fail(world, receipt, state=UNCERTAIN, wait_seconds=2) is UNCERTAIN
    assert list(await world.stores.outbox.due(10)) == []
    world.clock.advance(seconds=2)
    assert list(await world.stores.outbox.due(10)) == [receipt.card_delivery]
    claimed = await world.claim(receipt.card_delivery)
    assert claimed.may_repeat
    await world.stores.outbox.settle(claimed, NotSent(state=READY, reason="429"))
    assert (await world.claim(receipt.card_delivery)).may_repeat


async def test_a_blocked_delivery_is_due_again_after_an_hour(world: World) -> None:
    receipt = await world.submit()
    assert await fail(world, receipt, state=BLOCKED) is BLOCKED
    world.clock.now += BLOCKED_FOR - timedelta(seconds=1)
    assert list(await world.stores.outbox.due(10)) == []
    world.clock.advance(seconds=1)
    assert list(await world.stores.outbox.due(10)) == [receipt.card_delivery]
    await world.send_card(receipt)
    assert await world.stores.outbox.state(receipt.card_delivery) is DONE


async def test_what_is_blocked_is_due_at_once_when_a_destination_was_mended(world: World) -> None:
    blocked, dead = await world.submit(post=None), await world.submit(post=None)
    await fail(world, blocked, state=BLOCKED)
    await fail(world, dead, state=DEAD)
    await world.stores.outbox.unblock()
    assert list(await world.stores.outbox.due(10)) == [blocked.card_delivery]


async def test_a_dead_delivery_is_never_due(world: World) -> None:
    receipt = await world.submit()
    assert await fail(world, receipt, state=DEAD) is DEAD
    world.clock.advance(days=30)
    assert list(await world.stores.outbox.due(10)) == []


@pytest.mark.parametrize("state", [READY, UNCERTAIN])
async def test_after_many_attempts_it_is_blocked_and_not_dropped(
    world: World, state: DeliveryState
) -> None:
    receipt = await world.submit()
    for _ in range(MOST_ATTEMPTS - 1):
        assert await fail(world, receipt, state=state) is state
    assert await fail(world, receipt, state=state) is BLOCKED
    world.clock.now += BLOCKED_FOR
    await world.send_card(receipt)
    assert await world.stores.outbox.state(receipt.card_delivery) is DONE


async def test_leases_that_keep_running_out_spend_attempts(world: World) -> None:
    receipt = await world.submit()
    for _ in range(MOST_ATTEMPTS):
        await world.claim(receipt.card_delivery)
        world.clock.advance(seconds=LEASE.total_seconds())
    assert await fail(world, receipt, state=READY) is BLOCKED


async def test_a_second_report_updates_the_card_that_is_there(world: World) -> None:
    receipt = await world.submit()
    await world.send_card(receipt, "card-1")
    await world.submit(reporter=a_reporter("person-b", "B"))
    assert await world.stores.outbox.state(receipt.card_delivery) is READY
    update = await world.claim(receipt.card_delivery)
    assert update.card_activity == "card-1"
    assert update.case is not None
    assert update.case.version == 2
    assert await world.stores.outbox.settle(update, Sent(activity="card-1")) is DONE


async def test_an_update_of_a_card_never_warns_of_repeating(world: World) -> None:
    receipt = await world.submit()
    await world.send_card(receipt)
    await world.submit(reporter=a_reporter("person-b", "B"))
    await fail(world, receipt, state=UNCERTAIN)
    await world.claim(receipt.card_delivery)
    world.clock.advance(seconds=LEASE.total_seconds())
    assert not (await world.claim(receipt.card_delivery)).may_repeat


async def test_what_happens_while_a_card_is_sent_is_shown_next(world: World) -> None:
    receipt = await world.submit()
    claimed = await world.claim(receipt.card_delivery)
    await world.submit(reporter=a_reporter("person-b", "B"))
    assert await world.stores.outbox.state(receipt.card_delivery) is DeliveryState.SENDING
    assert await world.stores.outbox.settle(claimed, Sent(activity="card-1")) is READY
    update = await world.claim(receipt.card_delivery)
    assert update.case is not None
    assert (update.case.version, update.card_activity) == (2, "card-1")
    assert await world.stores.outbox.settle(update, Sent(activity="card-1")) is DONE


async def test_a_card_that_was_given_up_is_tried_again_when_its_case_changes(world: World) -> None:
    receipt = await world.submit()
    await fail(world, receipt, state=DEAD)
    await world.submit(reporter=a_reporter("person-b", "B"))
    assert await world.stores.outbox.state(receipt.card_delivery) is READY
    claimed = await world.claim(receipt.card_delivery)
    await world.submit(reporter=a_reporter("person-c", "C"))
    outcome = NotSent(state=DEAD, reason="too-large")
    assert await world.stores.outbox.settle(claimed, outcome) is READY


async def test_a_card_that_waits_keeps_its_wait_when_its_case_changes(world: World) -> None:
    receipt = await world.submit()
    await fail(world, receipt, state=READY, wait_seconds=60)
    await world.submit(reporter=a_reporter("person-b", "B"))
    assert await world.stores.outbox.claim(receipt.card_delivery, LEASE) is None


async def test_a_report_is_delivered_only_once_a_card_showed_it(world: World) -> None:
    first = await world.submit()
    claimed = await world.claim(first.card_delivery)
    await world.submit(reporter=a_reporter("person-b", "B"))
    world.clock.advance(seconds=2)
    arrived = world.clock.now
    await world.stores.outbox.settle(claimed, Sent(activity="card-1"))
    reports = world.stores.reports
    assert [r.delivered_at for r in await reports.reports_of(a_reporter().person)] == [arrived]
    assert [r.delivered_at for r in await reports.reports_of("person-b")] == [None]
    world.clock.advance(seconds=2)
    await world.send_card(first)
    assert [r.delivered_at for r in await reports.reports_of(a_reporter().person)] == [arrived]
    assert [r.delivered_at for r in await reports.reports_of("person-b")] == [world.clock.now]


async def test_the_card_follows_every_step_of_a_case_in_one_message(world: World) -> None:
    receipt = await world.submit()
    reference = await world.case_reference(receipt)
    await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    update = await world.claim(receipt.card_delivery)
    assert update.case is not None
    assert (update.case.owner, update.card_activity) == (TEAM_MEMBER.name, "card-1")
