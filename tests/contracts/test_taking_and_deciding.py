"""One member of the team takes a case and decides it; nothing happens twice."""

import asyncio

import pytest

from storage.errors import AlreadyDecided, AlreadyTaken, NotTaken, StorageError, UnknownCase
from storage.records import (
    Actor,
    CaseForTeam,
    CaseStatus,
    Decide,
    DeliveryKind,
    EventKind,
    ReadFor,
    Take,
)
from tests.contracts.support import COLLEAGUE, HARD, TEAM_MEMBER, World, a_reporter


async def test_an_unknown_reference_is_told_so(world: World) -> None:
    casework = world.stores.casework
    with pytest.raises(UnknownCase):
        await casework.case("C-2222-2222", TEAM_MEMBER, ReadFor.CASE)
    with pytest.raises(UnknownCase):
        await casework.act("C-2222-2222", TEAM_MEMBER, Take(), "cause-1")
    with pytest.raises(UnknownCase):
        await casework.act("C-2222-2222", TEAM_MEMBER, Decide(decision=HARD), "cause-1")


async def test_a_report_reference_is_not_a_case_reference(world: World) -> None:
    receipt = await world.submit()
    with pytest.raises(UnknownCase):
        await world.see(receipt.reference)


async def test_a_reference_may_be_typed_carelessly(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    typed = reference.lower().replace("-", " ")
    assert (await world.see(typed)).reference == reference
    taken = await world.act(typed, TEAM_MEMBER, Take(), "cause-1")
    assert taken.reference == reference


async def test_taking_makes_the_actor_the_owner(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    world.clock.advance(minutes=3)
    case = await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    assert (case.status, case.owner, case.version) == (CaseStatus.TAKEN, TEAM_MEMBER.name, 2)
    assert [event.kind for event in case.events] == [EventKind.REPORTED, EventKind.TAKEN]
    assert case.events[1].at == world.clock.now
    assert await world.see(reference) == case


async def test_a_second_taker_is_told_who_and_when(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    taken_at = world.clock.now
    world.clock.advance(minutes=1)
    with pytest.raises(AlreadyTaken) as refusal:
        await world.act(reference, COLLEAGUE, Take(), "cause-2")
    assert (refusal.value.by, refusal.value.at) == (TEAM_MEMBER.name, taken_at)


async def test_of_many_takers_at_the_same_moment_one_wins(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    actors = [Actor(person=f"person-ic-{n}", name=f"Member {n}") for n in range(10)]
    takes = (world.act(reference, actor, Take(), f"cause-{actor.person}") for actor in actors)
    answers = await asyncio.gather(*takes, return_exceptions=True)
    won = [answer for answer in answers if isinstance(answer, CaseForTeam)]
    lost = [answer for answer in answers if isinstance(answer, AlreadyTaken)]
    assert (len(won), len(lost)) == (1, 9)
    assert {refusal.by for refusal in lost} == {won[0].owner}
    assert (await world.see(reference)).version == 2


async def test_the_owner_may_take_again_without_effect(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    first = await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    assert await world.act(reference, TEAM_MEMBER, Take(), "cause-2") == first


async def test_the_same_cause_takes_and_decides_once(world: World) -> None:
    casework = world.stores.casework
    reference = await world.case_reference(await world.submit())
    taken = await casework.act(reference, TEAM_MEMBER, Take(), "cause-1")
    assert await casework.act(reference, TEAM_MEMBER, Take(), "cause-1") == taken
    decided = await casework.act(reference, TEAM_MEMBER, Decide(decision=HARD), "cause-2")
    assert await casework.act(reference, TEAM_MEMBER, Decide(decision=HARD), "cause-2") == decided
    assert decided.version == 3
    assert [event.kind for event in decided.events].count(EventKind.DECIDED) == 1


async def test_a_case_is_taken_before_it_is_decided(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    with pytest.raises(NotTaken):
        await world.act(reference, TEAM_MEMBER, Decide(decision=HARD), "cause-1")


async def test_only_the_owner_decides(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    with pytest.raises(AlreadyTaken) as refusal:
        await world.act(reference, COLLEAGUE, Decide(decision=HARD), "cause-2")
    assert refusal.value.by == TEAM_MEMBER.name


async def test_a_decision_is_kept_with_its_clause_and_reason(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    case = await world.act(reference, TEAM_MEMBER, Decide(decision=HARD), "cause-2")
    assert (case.status, case.decision) == (CaseStatus.DECIDED, HARD)
    assert case.events[-1].decision == HARD
    assert case.events[-1].actor_name == TEAM_MEMBER.name


async def test_a_decided_case_is_neither_taken_nor_decided_again(world: World) -> None:
    casework = world.stores.casework
    reference = await world.case_reference(await world.submit())
    await casework.act(reference, TEAM_MEMBER, Take(), "cause-1")
    await casework.act(reference, TEAM_MEMBER, Decide(decision=HARD), "cause-2")
    for actor in (TEAM_MEMBER, COLLEAGUE):
        with pytest.raises(AlreadyDecided):
            await casework.act(reference, actor, Take(), "cause-3")
        with pytest.raises(AlreadyDecided):
            await casework.act(reference, actor, Decide(decision=HARD), "cause-4")


async def test_every_reporter_gets_one_notice_of_each_event(world: World) -> None:
    receipts = [
        await world.submit(reporter=a_reporter(person, person, f"chat-{person}"))
        for person in ("a", "b", "c")
    ]
    reference = await world.case_reference(receipts[0])
    await world.close(reference, HARD)
    due = [await world.claim(each) for each in await world.stores.outbox.due(100)]
    for kind in (DeliveryKind.NOTICE_TAKEN, DeliveryKind.NOTICE_OUTCOME):
        told = [each.report.reference for each in due if each.kind is kind and each.report]
        assert sorted(told) == sorted(receipt.reference for receipt in receipts)


async def test_a_refusal_changes_nothing(world: World) -> None:
    receipt = await world.submit()
    reference = await world.case_reference(receipt)
    await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    before = await world.see(reference)
    due_before = set(await world.stores.outbox.due(100))
    for attempt in (
        world.act(reference, COLLEAGUE, Take(), "cause-2"),
        world.act(reference, COLLEAGUE, Decide(decision=HARD), "cause-3"),
    ):
        with pytest.raises(StorageError):
            await attempt
    assert await world.see(reference) == before
    assert set(await world.stores.outbox.due(100)) == due_before
