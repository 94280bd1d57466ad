"""A case goes by e-mail where its card is refused, once for each report; that is delivery."""

from storage.records import (
    ClaimedDelivery,
    DeliveryKind,
    DeliveryState,
    NotSent,
    Receipt,
    ReportStage,
    SecondChannel,
    Sent,
)
from tests.contracts.support import LEASE, REPORTER_PERSON, World, a_reporter

FALLBACK = SecondChannel(domain="ons.example")
PARALLEL = SecondChannel(domain="ons.example", in_parallel=True)
REFUSED = NotSent(state=DeliveryState.BLOCKED, reason="refused-403")
BUSY = NotSent(state=DeliveryState.READY, reason="refused-429", wait_seconds=9)


async def refuse(
    world: World,
    receipt: Receipt,
    how: NotSent = REFUSED,
    second: SecondChannel | None = FALLBACK,
) -> None:
    claimed = await world.claim(receipt.card_delivery)
    await world.stores.outbox.settle(claimed, how, second)


async def emails(world: World) -> list[ClaimedDelivery]:
    """Claim all that is due, and return the e-mails."""
    return await world.due_notices(DeliveryKind.CASE_EMAIL)


async def test_a_refused_card_readies_an_e_mail_at_once(world: World) -> None:
    receipt = await world.submit()
    await refuse(world, receipt)
    [email] = await emails(world)
    assert email.case is not None
    assert email.case.reference == email.reference
    assert email.message_id == f"<{email.id}@ons.example>"
    assert email.dated == world.clock()
    assert not email.may_repeat


async def test_without_a_second_channel_there_is_none(world: World) -> None:
    await refuse(world, await world.submit(), second=None)
    assert await emails(world) == []


async def test_a_card_that_only_has_to_wait_readies_none_but_in_parallel(world: World) -> None:
    await refuse(world, await world.submit(post=None), BUSY)
    assert await emails(world) == []
    await refuse(world, await world.submit(post=None), BUSY, PARALLEL)
    assert len(await emails(world)) == 1


async def test_the_card_refused_again_readies_no_second_e_mail(world: World) -> None:
    receipt = await world.submit()
    await refuse(world, receipt)
    [email] = await emails(world)
    await world.stores.outbox.settle(email, Sent(activity=email.message_id), FALLBACK)
    world.clock.advance(hours=2)
    await refuse(world, receipt)
    assert await emails(world) == []


async def test_another_report_of_the_post_has_an_e_mail_of_its_own(world: World) -> None:
    receipt = await world.submit()
    await refuse(world, receipt)
    [first] = await emails(world)
    await world.stores.outbox.settle(first, Sent(activity=first.message_id), FALLBACK)
    await world.submit(reporter=a_reporter("person-b", "B"))
    world.clock.advance(hours=2)
    await refuse(world, receipt)
    [second] = await emails(world)
    assert second.message_id != first.message_id
    assert second.case is not None
    assert len(second.case.reports) == 2


async def test_an_accepted_e_mail_counts_as_delivered_and_the_reporter_hears(world: World) -> None:
    receipt = await world.submit()
    await refuse(world, receipt)
    status = await world.stores.reports.report(REPORTER_PERSON, receipt.reference)
    assert status.stage is ReportStage.SAVED
    [email] = await emails(world)
    world.clock.advance(seconds=6)
    assert await world.due_notices(DeliveryKind.NOTICE_DELIVERED) == []
    await world.stores.outbox.settle(email, Sent(activity=email.message_id), FALLBACK)
    status = await world.stores.reports.report(REPORTER_PERSON, receipt.reference)
    assert status.delivered_at == world.clock()
    [notice] = await world.due_notices(DeliveryKind.NOTICE_DELIVERED)
    assert notice.report is not None
    assert notice.report.reference == receipt.reference


async def test_an_e_mail_that_may_have_arrived_is_the_same_one_when_sent_again(
    world: World,
) -> None:
    await refuse(world, await world.submit())
    [email] = await emails(world)
    unsure = NotSent(state=DeliveryState.UNCERTAIN, reason="smtp-timeout", wait_seconds=30)
    assert await world.stores.outbox.settle(email, unsure, FALLBACK) is DeliveryState.UNCERTAIN
    world.clock.advance(seconds=30)
    again = await world.stores.outbox.claim(email.id, LEASE)
    assert again is not None
    assert (again.message_id, again.dated) == (email.message_id, email.dated)
    assert again.may_repeat


async def test_a_card_that_arrives_first_calls_off_the_e_mail_that_stood_in(world: World) -> None:
    receipt = await world.submit()
    await refuse(world, receipt)
    [email_id] = await world.stores.outbox.due(10)
    world.clock.advance(hours=2)
    claimed = await world.claim(receipt.card_delivery)
    await world.stores.outbox.settle(claimed, Sent(activity="card-1"), FALLBACK)
    assert await world.stores.outbox.state(email_id) is DeliveryState.CALLED_OFF


async def test_in_parallel_both_are_sent(world: World) -> None:
    receipt = await world.submit()
    claimed = await world.claim(receipt.card_delivery)
    await world.stores.outbox.settle(claimed, Sent(activity="card-1"), PARALLEL)
    assert len(await emails(world)) == 1
