"""A reporter is told once, and of delivery only when the card has arrived."""

from storage.outbox.deliveries import NOTICE_AFTER
from storage.records import DeliveryKind, DeliveryState, NotSent, ReportStage, Sent, Take
from tests.contracts.support import CANARIES, LEASE, TEAM_MEMBER, World, a_reporter


async def test_no_notice_of_delivery_before_the_card_has_arrived(world: World) -> None:
    receipt = await world.submit()
    claimed = await world.claim(receipt.card_delivery)
    blocked = NotSent(state=DeliveryState.BLOCKED, reason="test")
    await world.stores.outbox.settle(claimed, blocked)
    world.clock.advance(minutes=30)
    assert list(await world.stores.outbox.due(10)) == []
    world.clock.advance(minutes=30)
    await world.send_card(receipt)
    [notice] = await world.due_notices(DeliveryKind.NOTICE_DELIVERED)
    assert notice.report is not None
    assert notice.report.delivered_at == world.clock.now


async def test_a_notice_of_delivery_waits_for_the_receipt(world: World) -> None:
    await world.send_card(await world.submit())
    assert list(await world.stores.outbox.due(10)) == []
    world.clock.now += NOTICE_AFTER
    [notice] = await world.due_notices(DeliveryKind.NOTICE_DELIVERED)
    assert notice.conversation == a_reporter().conversation
    assert (notice.case, notice.card_activity, notice.may_repeat) == (None, "", False)


async def test_a_receipt_that_said_delivered_calls_the_notice_off(world: World) -> None:
    receipt = await world.submit()
    await world.send_card(receipt)
    await world.stores.reports.call_off_notice(receipt.reference)
    world.clock.advance(days=1)
    assert list(await world.stores.outbox.due(10)) == []


async def test_calling_off_touches_no_other_notice(world: World) -> None:
    first = await world.submit()
    second = await world.submit(reporter=a_reporter("person-b", "B"))
    reference = await world.case_reference(first)
    await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    await world.stores.reports.call_off_notice(first.reference)
    world.clock.now += NOTICE_AFTER
    due = [await world.claim(each) for each in await world.stores.outbox.due(10)]
    kinds = sorted((each.kind, each.report.reference) for each in due if each.report)
    assert kinds == sorted(
        [
            (DeliveryKind.NOTICE_DELIVERED, second.reference),
            (DeliveryKind.NOTICE_TAKEN, first.reference),
            (DeliveryKind.NOTICE_TAKEN, second.reference),
        ]
    )


async def test_a_notice_being_sent_or_sent_is_not_called_off(world: World) -> None:
    receipt = await world.submit()
    await world.send_card(receipt)
    world.clock.now += NOTICE_AFTER
    [notice] = await world.due_notices(DeliveryKind.NOTICE_DELIVERED)
    await world.stores.reports.call_off_notice(receipt.reference)
    assert await world.stores.outbox.state(notice.id) is DeliveryState.SENDING
    await world.stores.outbox.settle(notice, Sent(activity="message-1"))
    await world.stores.reports.call_off_notice(receipt.reference)
    assert await world.stores.outbox.state(notice.id) is DeliveryState.DONE


async def test_calling_off_the_notice_of_an_unknown_report_does_nothing(world: World) -> None:
    receipt = await world.submit()
    await world.stores.reports.call_off_notice("R-2222-2222")
    await world.send_card(receipt)
    world.clock.now += NOTICE_AFTER
    assert len(await world.due_notices(DeliveryKind.NOTICE_DELIVERED)) == 1


async def test_a_joined_report_is_told_when_the_card_shows_it(world: World) -> None:
    first = await world.submit()
    await world.send_card(first)
    second = await world.submit(reporter=a_reporter("person-b", "B"))
    world.clock.now += NOTICE_AFTER
    due = await world.stores.outbox.due(10)
    assert len(due) == 2  # the card's update and the first reporter's notice
    await world.send_card(first)
    told = await world.due_notices(DeliveryKind.NOTICE_DELIVERED)
    assert second.reference in {each.report.reference for each in told if each.report}


async def test_a_notice_whose_lease_ran_out_may_repeat(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    [notice] = await world.due_notices(DeliveryKind.NOTICE_TAKEN)
    world.clock.advance(seconds=LEASE.total_seconds())
    again = await world.claim(notice.id)
    assert (again.may_repeat, again.attempt) == (True, 2)


async def test_a_notice_goes_to_its_own_reporter_with_their_own_report(world: World) -> None:
    receipt = await world.submit()
    other = await world.submit(reporter=a_reporter("person-b", "B", "chat-b"))
    reference = await world.case_reference(receipt)
    await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    notices = await world.due_notices(DeliveryKind.NOTICE_TAKEN)
    chats = {each.report.reference: str(each.conversation) for each in notices if each.report}
    assert set(chats) == {receipt.reference, other.reference}
    assert CANARIES["chat"] in chats[receipt.reference]
    assert "chat-b" in chats[other.reference]
    assert {each.report.stage for each in notices if each.report} == {ReportStage.TAKEN}
