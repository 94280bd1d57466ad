"""A report is kept once, joins the open case of its post, and its reporter can follow it."""

import asyncio
from uuid import uuid4

import pytest

from storage.errors import AlreadyReported
from storage.records import (
    CaseStatus,
    Decide,
    DeliveryState,
    PostAddress,
    Receipt,
    ReportOutcome,
    ReportStage,
    StepAside,
    Take,
    Withdraw,
)
from tests.contracts.support import COLLEAGUE, HARD, TEAM_MEMBER, World, a_report, a_reporter


async def test_a_report_opens_a_new_case_whose_card_is_ready(world: World) -> None:
    receipt = await world.submit()
    assert receipt.reference.startswith("R-")
    assert not receipt.repeated
    assert list(await world.stores.outbox.due(10)) == [receipt.card_delivery]
    assert await world.stores.outbox.state(receipt.card_delivery) is DeliveryState.READY


async def test_the_card_shows_what_was_reported(world: World) -> None:
    claimed = await world.claim((await world.submit(own_post=True)).card_delivery)
    case = claimed.case
    assert case is not None
    report = a_report()
    assert case.reference.startswith("C-")
    assert (case.version, case.status) == (1, CaseStatus.NEW)
    assert (case.link, case.policy_version) == (report.link, report.policy_version)
    assert case.opened_at == world.clock.now
    [shown] = case.reports
    assert (shown.account, shown.seen_when) == (report.account, report.seen_when)
    assert (shown.principle, shown.own_post) == (report.principle, True)


async def test_the_same_submission_again_gives_the_first_receipt(world: World) -> None:
    report = a_report()
    first = await world.stores.reports.submit(report)
    again = await world.stores.reports.submit(report)
    assert again == first.model_copy(update={"repeated": True})
    assert len(await world.stores.reports.reports_of(report.reporter.person)) == 1


async def test_a_submission_repeated_at_the_same_moment_is_kept_once(world: World) -> None:
    report = a_report()
    receipts = await asyncio.gather(*(world.stores.reports.submit(report) for _ in range(10)))
    assert len({receipt.reference for receipt in receipts}) == 1
    assert [receipt.repeated for receipt in receipts].count(False) == 1
    assert len(await world.stores.reports.reports_of(report.reporter.person)) == 1


async def test_two_reports_of_one_post_make_one_case(world: World) -> None:
    first = await world.submit()
    second = await world.submit(reporter=a_reporter("person-b", "B"))
    assert second.reference != first.reference
    assert second.card_delivery == first.card_delivery
    card = await world.claim(first.card_delivery)
    assert card.case is not None
    assert (card.case.version, len(card.case.reports)) == (2, 2)


async def test_twenty_reports_of_one_post_at_the_same_moment_make_one_case(world: World) -> None:
    reports = [a_report(reporter=a_reporter(f"person-{n}", f"N{n}")) for n in range(20)]
    receipts = await asyncio.gather(*map(world.stores.reports.submit, reports))
    assert len({receipt.reference for receipt in receipts}) == 20
    assert len({receipt.card_delivery for receipt in receipts}) == 1
    card = await world.claim(receipts[0].card_delivery)
    assert card.case is not None
    assert (card.case.version, len(card.case.reports)) == (20, 20)


async def test_different_posts_make_different_cases(world: World) -> None:
    addresses = [
        PostAddress(network="ons.gov.uk", thread="1"),
        PostAddress(network="ons.gov.uk", thread="2"),
        PostAddress(network="ons.gov.uk", thread="1", message="2"),
        PostAddress(network="osr.gov.uk", thread="1"),
    ]
    receipts = [await world.submit(post=address) for address in addresses]
    assert len({receipt.card_delivery for receipt in receipts}) == len(addresses)


async def test_reports_without_a_post_never_join(world: World) -> None:
    first, second = await world.submit(post=None), await world.submit(post=None)
    assert first.card_delivery != second.card_delivery


async def test_a_case_taken_but_undecided_is_still_joined(world: World) -> None:
    first = await world.submit()
    reference = await world.case_reference(first)
    await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    second = await world.submit(reporter=a_reporter("person-b", "B"))
    assert second.card_delivery == first.card_delivery
    case = await world.see(reference)
    assert (case.status, case.owner) == (CaseStatus.TAKEN, TEAM_MEMBER.name)


async def test_a_report_after_closing_opens_a_new_linked_case(world: World) -> None:
    first = await world.submit()
    reference = await world.case_reference(first)
    await world.close(reference, HARD)
    second = await world.submit()
    assert second.card_delivery != first.card_delivery
    third = await world.submit(reporter=a_reporter("person-b", "B"))
    assert third.card_delivery == second.card_delivery
    later = await world.case_reference(second)
    [link] = (await world.see(later)).related
    assert (link.reference, link.status, link.same_post) == (reference, CaseStatus.CLOSED, True)
    [back] = (await world.see(reference)).related
    assert (back.reference, back.status) == (later, CaseStatus.NEW)


async def test_cases_of_one_thread_are_linked_and_those_of_another_are_not(world: World) -> None:
    posts = [("1", ""), ("1", "2"), ("3", "")]
    cases = [
        await world.case_reference(await world.submit(post=PostAddress(thread=t, message=m)))
        for t, m in posts
    ]
    without = await world.case_reference(await world.submit(post=None))
    assert [one.reference for one in (await world.see(cases[0])).related] == [cases[1]]
    [other] = (await world.see(cases[1])).related
    assert (other.reference, other.same_post) == (cases[0], False)
    assert (await world.see(cases[2])).related == ()
    assert (await world.see(without)).related == ()


async def test_a_case_decided_but_not_closed_is_still_joined(world: World) -> None:
    first = await world.submit()
    reference = await world.case_reference(first)
    await world.act(reference, TEAM_MEMBER, Take())
    await world.act(reference, TEAM_MEMBER, Decide(decision=HARD))
    second = await world.submit(reporter=a_reporter("person-b", "B"))
    assert second.card_delivery == first.card_delivery


async def test_the_same_person_reports_a_post_once(world: World) -> None:
    first = await world.submit()
    post = a_report().post
    assert post is not None
    with pytest.raises(AlreadyReported) as refusal:
        await world.submit(account="something more")
    assert refusal.value.reference == first.reference
    before = await world.stores.reports.reported_before(a_reporter().person, post)
    assert before is not None
    assert before.reference == first.reference
    assert await world.stores.reports.reported_before("person-b", post) is None
    assert len(await world.stores.reports.reports_of(a_reporter().person)) == 1


async def test_the_same_person_twice_at_the_same_moment_reports_once(world: World) -> None:
    answers = await asyncio.gather(*(world.submit() for _ in range(6)), return_exceptions=True)
    assert len([each for each in answers if isinstance(each, Receipt)]) == 1
    assert len([each for each in answers if isinstance(each, AlreadyReported)]) == 5


async def test_a_withdrawn_report_can_be_sent_again(world: World) -> None:
    first = await world.submit()
    await world.tell(first.reference, Withdraw())
    second = await world.submit()
    assert (second.reference != first.reference, second.card_delivery) == (
        True,
        first.card_delivery,
    )


async def test_the_link_of_a_case_is_the_first_that_a_report_gave(world: World) -> None:
    receipt = await world.submit(link="")
    for name in ("second", "third"):
        link = f"https://engage.cloud.microsoft/{name}"
        await world.submit(link=link, reporter=a_reporter(name, name))
    card = await world.claim(receipt.card_delivery)
    assert card.case is not None
    assert card.case.link == "https://engage.cloud.microsoft/second"


async def test_a_reporter_sees_their_own_reports_newest_first(world: World) -> None:
    older = await world.submit()
    world.clock.advance(minutes=1)
    newer = await world.submit(post=None)
    await world.submit(reporter=a_reporter("person-b", "B"), submission=uuid4())
    own = await world.stores.reports.reports_of(a_reporter().person)
    assert [report.reference for report in own] == [newer.reference, older.reference]
    assert own[0].submitted_at == world.clock.now
    assert own[0].delivered_at is None


async def test_nobody_has_reports_before_they_report(world: World) -> None:
    assert list(await world.stores.reports.reports_of("person-nobody")) == []


async def test_a_report_follows_its_case(world: World) -> None:
    person = a_reporter().person
    reference = await world.case_reference(await world.submit())
    assert (await world.stores.reports.reports_of(person))[0].stage is ReportStage.DELIVERED
    await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    taken_at = world.clock.now
    assert (await world.stores.reports.reports_of(person))[0].stage is ReportStage.TAKEN
    world.clock.advance(hours=1)
    await world.act(reference, TEAM_MEMBER, StepAside())
    await world.close(reference, HARD, COLLEAGUE)
    [own] = await world.stores.reports.reports_of(person)
    assert (own.stage, own.outcome) == (ReportStage.CLOSED, ReportOutcome.ACTED)
    assert (own.taken_at, own.closed_at) == (taken_at, world.clock.now)


async def test_text_of_any_kind_comes_back_as_it_was(world: World) -> None:
    account = 'Nul \x00, Welsh ŷ, emoji 🧵, ; DROP TABLE reports; -- {{DATE()}} "quoted"\n' * 50
    receipt = await world.submit(account=account)
    card = await world.claim(receipt.card_delivery)
    assert card.case is not None
    assert card.case.reports[0].account == account
