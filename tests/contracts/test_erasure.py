"""Erasure of a person's data, on every store."""

import pytest

from storage.errors import UnknownReport
from storage.outbox.deliveries import BLOCKED_FOR
from storage.records import (
    Author,
    DeliveryState,
    Erasure,
    HeldAbout,
    RecordAuthor,
    Sent,
    Take,
    Withdraw,
)
from tests.contracts.data_protection import (
    AUTHOR,
    AUTHORS_DATA,
    OPERATOR,
    REPORTER,
    a_closed_case,
    actions,
    card,
    erase,
    everything_due,
    held,
)
from tests.contracts.support import (
    CANARIES,
    LEASE,
    NO_BREACH,
    REPORTER_NAME,
    REPORTER_PERSON,
    SOFT,
    TEAM_MEMBER,
    World,
    a_key,
    a_reporter,
)


async def test_erasure_of_a_closed_case_takes_reporter_and_words_and_leaves_the_rest(
    world: World,
) -> None:
    report, case = await a_closed_case(world)
    await everything_due(world)
    other = a_reporter("person-b", "Bronwen Hidden")
    await world.stores.conversations.save(a_key(), "{}", 0, "activity-1")
    would = await erase(world, REPORTER, try_only=True)
    assert await held(world, REPORTER) != HeldAbout()
    assert await erase(world, REPORTER) == would
    assert would == Erasure(identities=(report,), words=(report,), conversations=1)
    assert await held(world, REPORTER) == HeldAbout()
    state = await world.stores.conversations.load(a_key(), "activity-1")
    assert (state.document, state.seen) == ("", False)
    seen = await world.see(case)
    [gone] = seen.reports
    assert (gone.erased, gone.account, gone.shared_name) == (True, "", "")
    assert seen.decision == SOFT
    assert [question.text for question in seen.questions] == ["When was it?"]
    assert [answer.text for answer in seen.questions[0].answers] == [""]
    shown = await card(world)
    assert shown.case == seen
    for word in (*CANARIES.values(), "addition-canary", "answer-canary"):
        assert word not in shown.model_dump_json()
    await world.submit(reporter=other)  # the post may be reported again


async def test_erasure_of_an_open_case_takes_the_reporter_and_leaves_the_words(
    world: World,
) -> None:
    receipt = await world.submit(share_name=True)
    reference = await world.case_reference(receipt)
    await everything_due(world)
    done = await erase(world, REPORTER)
    assert done == Erasure(identities=(receipt.reference,), still_open=(receipt.reference,))
    [left] = (await world.see(reference)).reports
    assert (left.erased, left.account, left.shared_name) == (False, CANARIES["account"], "")
    with pytest.raises(UnknownReport):
        await world.stores.reports.report(REPORTER_PERSON, receipt.reference)
    assert (await card(world)).case == await world.see(reference)


async def test_whoever_was_erased_may_report_the_same_post_anew(world: World) -> None:
    first = await world.submit()
    await erase(world, REPORTER)
    second = await world.submit()
    assert second.card_delivery == first.card_delivery
    assert second.reference != first.reference


async def test_of_other_reporters_nothing_is_erased(world: World) -> None:
    receipt = await world.submit()
    other = await world.submit(reporter=a_reporter("person-b", "B"), share_name=True)
    reference = await world.case_reference(receipt)
    await world.close(reference, NO_BREACH)
    await erase(world, REPORTER)
    first, second = (await world.see(reference)).reports
    assert (first.erased, second.erased, second.shared_name) == (True, False, "B")
    assert (await world.stores.reports.report("person-b", other.reference)).reference


async def test_a_notice_to_whoever_was_erased_has_no_address(world: World) -> None:
    receipt = await world.submit()
    reference = await world.case_reference(receipt)
    await erase(world, REPORTER)
    await everything_due(world)
    await world.act(reference, TEAM_MEMBER, Take())
    for each in await everything_due(world):
        assert each.conversation == {}


async def test_who_wrote_a_post_is_erased_once_its_case_is_closed(world: World) -> None:
    receipt = await world.submit()
    reference = await world.case_reference(receipt)
    await world.act(reference, TEAM_MEMBER, RecordAuthor(author=AUTHOR))
    assert await erase(world, AUTHORS_DATA) == Erasure(still_open=(reference,))
    assert (await world.see(reference)).author_recorded
    await world.close(reference, SOFT)
    assert await erase(world, AUTHORS_DATA) == Erasure(authorships=(reference,))
    assert not (await world.see(reference)).author_recorded
    assert await held(world, AUTHORS_DATA) == HeldAbout()
    # And is not counted for a later breach any more.
    again = await world.submit()
    later = await world.send_card(again, "card-2")
    assert later.case is not None
    await world.act(later.case.reference, TEAM_MEMBER, RecordAuthor(author=AUTHOR))
    assert (await world.see(later.case.reference)).repeats == ()


async def test_a_card_under_way_while_its_words_are_erased_is_sent_again(world: World) -> None:
    receipt = await world.submit(share_name=True)
    under_way = await world.claim(receipt.card_delivery)
    await erase(world, REPORTER)
    await world.stores.outbox.settle(under_way, Sent(activity="card-1"))
    world.clock.advance(seconds=max(LEASE, BLOCKED_FOR).total_seconds() + 1)
    again = await world.claim(receipt.card_delivery)
    assert again.case is not None
    assert REPORTER_NAME not in again.model_dump_json()
    assert again.may_repeat


async def test_a_case_is_not_lost_by_trying_an_erasure(world: World) -> None:
    report, case = await a_closed_case(world)
    before = await actions(world, case)
    assert (await erase(world, REPORTER, try_only=True)).words == (report,)
    assert await actions(world, case) == before
    assert (await world.see(case)).reports[0].account == CANARIES["account"]


async def test_after_a_restore_nothing_is_sent_unmarked_that_may_have_been_sent(
    world: World,
) -> None:
    sent = await world.submit()
    await world.send_card(sent)
    await world.submit(post=None, reporter=a_reporter("person-b", "B"))
    under_way = await world.submit(post=None, reporter=a_reporter("person-c", "C"))
    claimed = await world.claim(under_way.card_delivery)
    # A backup is restored here: what was sent since is not known.
    assert await world.stores.protection.restored(OPERATOR) == 5
    await world.stores.outbox.settle(claimed, Sent(activity="late"))
    assert await world.stores.outbox.state(sent.card_delivery) is DeliveryState.DONE
    again = await everything_due(world)
    world.clock.advance(minutes=1)
    again += await everything_due(world)
    assert len(again) == 5
    assert all(each.may_repeat for each in again)
    assert "restored" in await actions(world)


async def test_whoever_reported_their_own_post_is_found_and_erased_as_both(world: World) -> None:
    receipt = await world.submit(own_post=True, share_name=True)
    reference = await world.case_reference(receipt)
    themselves = Author(person=REPORTER_PERSON, name=REPORTER_NAME)
    await world.act(reference, TEAM_MEMBER, RecordAuthor(author=themselves))
    await world.close(reference, SOFT)
    about = await held(world, REPORTER)
    assert (len(about.reports), len(about.authorships)) == (1, 1)
    assert REPORTER_NAME not in about.reports[0].others
    assert await erase(world, REPORTER) == Erasure(
        identities=(receipt.reference,),
        words=(receipt.reference,),
        authorships=(reference,),
    )
    assert await held(world, REPORTER) == HeldAbout()


async def test_every_report_of_a_person_in_one_case_is_erased(world: World) -> None:
    first = await world.submit()
    await world.tell(first.reference, Withdraw())
    second = await world.submit(account="told again")
    reference = await world.case_reference(second)
    await world.close(reference, NO_BREACH)
    done = await erase(world, REPORTER)
    assert sorted(done.words) == sorted([first.reference, second.reference])
    assert all(report.erased for report in (await world.see(reference)).reports)
