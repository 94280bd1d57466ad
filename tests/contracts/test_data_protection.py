"""Retention and legal hold, on every store."""

from datetime import datetime, timedelta

import pytest

from storage.data_protection.protecting import GONE_AFTER
from storage.errors import UnknownCase, UnknownReport
from storage.records import (
    CaseQuery,
    DeliveryKind,
    DeliveryState,
    Erasure,
    HeldAbout,
    NotSent,
    Reopen,
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
    REPORTER_NAME,
    REPORTER_PERSON,
    SOFT,
    TEAM_MEMBER,
    World,
    a_reporter,
)

KEPT = timedelta(days=90)


def overdue(world: World) -> datetime:
    """Return the time before which cases were closed long enough ago."""
    return world.clock.now - KEPT


async def test_a_case_closed_for_its_time_is_found_by_nobody(world: World) -> None:
    report, case = await a_closed_case(world)
    world.clock.advance(days=90)
    assert await world.stores.protection.expire(overdue(world)) == 0
    world.clock.advance(seconds=1)
    assert await world.stores.protection.expire(overdue(world)) == 1
    assert await world.stores.protection.expire(overdue(world)) == 0
    with pytest.raises(UnknownCase):
        await world.see(case)
    with pytest.raises(UnknownCase):
        await world.act(case, TEAM_MEMBER, Reopen())
    with pytest.raises(UnknownReport):
        await world.stores.reports.report(REPORTER_PERSON, report)
    assert await world.stores.casework.find(CaseQuery(), TEAM_MEMBER, 10) == []
    assert await world.stores.casework.export(CaseQuery(), TEAM_MEMBER) == []
    assert await held(world, REPORTER) == HeldAbout()
    assert await held(world, AUTHORS_DATA) == HeldAbout()
    assert "expired" in await actions(world, case)


async def test_its_card_is_shown_once_more_without_a_word_and_then_its_rows_go(
    world: World,
) -> None:
    _, case = await a_closed_case(world)
    await everything_due(world)
    world.clock.advance(days=91)
    await world.stores.protection.expire(overdue(world))
    assert await world.stores.protection.delete_expired() == 0
    shown = await card(world)
    assert shown.case is not None
    assert shown.case.expired
    assert shown.card_activity == "card-1"
    said = shown.model_dump_json()
    for word in (
        *CANARIES.values(),
        *("addition-canary", "answer-canary", "note-canary", "When was it?"),
        *(TEAM_MEMBER.name, AUTHOR.name, SOFT.reason),
    ):
        assert word not in said
    world.clock.advance(seconds=1)
    assert await world.stores.protection.delete_expired() == 1
    assert await world.stores.protection.delete_expired() == 0
    assert await everything_due(world) == []
    assert (await actions(world, case))[-2:] == ["expired", "deleted"]


async def test_rows_do_not_wait_for_ever_for_a_channel_that_is_gone(world: World) -> None:
    await a_closed_case(world)
    await everything_due(world)
    world.clock.advance(days=91)
    await world.stores.protection.expire(overdue(world))
    for each in await world.stores.outbox.due(100):
        claimed = await world.claim(each)
        refused = NotSent(state=DeliveryState.BLOCKED, reason="403")
        await world.stores.outbox.settle(claimed, refused)
    assert await world.stores.protection.delete_expired() == 0
    world.clock.advance(seconds=GONE_AFTER.total_seconds() + 1)
    assert await world.stores.protection.delete_expired() == 1


async def test_open_and_reopened_cases_stay_however_old(world: World) -> None:
    _, reopened = await a_closed_case(world)
    await world.act(reopened, TEAM_MEMBER, Reopen(reason="More came."))
    other = await world.submit(post=None, reporter=a_reporter("person-b", "B"))
    world.clock.advance(days=900)
    assert await world.stores.protection.expire(overdue(world)) == 0
    assert len((await world.see(reopened)).reports) == 1
    await world.send_card(other)


async def test_what_waited_to_be_sent_of_an_expired_case_is_called_off(world: World) -> None:
    await a_closed_case(world)
    world.clock.advance(days=91)
    await world.stores.protection.expire(overdue(world))
    assert {each.kind for each in await everything_due(world)} == {DeliveryKind.CASE_CARD}


async def test_a_new_report_of_the_post_opens_a_case_that_knows_no_other(world: World) -> None:
    await a_closed_case(world)
    await everything_due(world)
    world.clock.advance(days=91)
    await world.stores.protection.expire(overdue(world))
    receipt = await world.submit()
    claimed = await world.send_card(receipt, "card-2")
    assert claimed.case is not None
    assert (claimed.case.related, len(claimed.case.reports)) == ((), 1)


async def test_a_legal_hold_keeps_a_case_from_its_end_and_from_erasure(world: World) -> None:
    report, case = await a_closed_case(world)
    await world.stores.protection.hold(case.lower(), OPERATOR, on=True)
    await world.stores.protection.hold(case, OPERATOR, on=True)
    world.clock.advance(days=91)
    assert await world.stores.protection.expire(overdue(world)) == 0
    assert await erase(world, REPORTER) == Erasure(on_hold=(report,))
    assert await erase(world, AUTHORS_DATA) == Erasure(on_hold=(case,))
    assert (await world.see(case)).reports[0].shared_name == REPORTER_NAME
    await world.stores.protection.hold(case, OPERATOR, on=False)
    assert await world.stores.protection.expire(overdue(world)) == 1
    told = await actions(world, case)
    assert (told.count("hold-on"), told.count("hold-off"), told.count("data-erased")) == (1, 1, 0)


async def test_a_hold_on_an_unknown_case_is_refused(world: World) -> None:
    with pytest.raises(UnknownCase):
        await world.stores.protection.hold("C-2222-2222", OPERATOR, on=True)


async def test_an_operator_is_in_the_audit_under_a_pseudonym(world: World) -> None:
    _, case = await a_closed_case(world)
    await world.stores.protection.hold(case, OPERATOR, on=True)
    [entry] = [e for e in await world.stores.casework.audit(case) if e.action == "hold-on"]
    assert entry.actor
    assert entry.actor != OPERATOR.encode().hex()


async def test_audit_entries_outlive_their_case_and_go_in_their_turn(world: World) -> None:
    _, gone = await a_closed_case(world)
    await everything_due(world)
    world.clock.advance(days=91)
    await world.stores.protection.expire(overdue(world))
    await everything_due(world)
    await world.stores.protection.delete_expired()
    receipt = await world.submit(post=None)
    [sent] = [c for c in [await world.send_card(receipt, "card-2")] if c.case is not None]
    assert sent.case is not None
    kept = sent.case.reference
    world.clock.advance(days=730)
    assert await actions(world, gone)
    assert await world.stores.protection.prune_audit(world.clock.now - timedelta(days=700)) > 0
    assert await actions(world, gone) == []
    assert await actions(world, kept)  # its case is still there
    assert "audit-pruned" in await actions(world)
    assert await world.stores.protection.prune_audit(world.clock.now - timedelta(days=700)) == 0
