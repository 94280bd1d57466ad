"""One member of the team takes a case and decides it; nothing happens twice."""

import asyncio

import pytest

from storage.errors import AlreadyDecided, AlreadyTaken, NotTaken, StorageError, UnknownCase
from storage.records import Actor, CaseForTeam, CaseStatus, DeliveryKind, EventKind
from tests.contracts.support import COLLEAGUE, HARD, TEAM_MEMBER, World, a_reporter


async def test_an_unknown_reference_is_told_so(world: World) -> None:
    casework = world.stores.casework
    with pytest.raises(UnknownCase):
        await casework.case("C-2222-2222")
    with pytest.raises(UnknownCase):
        await casework.take("C-2222-2222", TEAM_MEMBER, "cause-1")
    with pytest.raises(UnknownCase):
        await casework.decide("C-2222-2222", TEAM_MEMBER, HARD, "cause-1")


async def test_a_report_reference_is_not_a_case_reference(world: World) -> None:
    receipt = await world.submit()
    with pytest.raises(UnknownCase):
        await world.stores.casework.case(receipt.reference)


async def test_a_reference_may_be_typed_carelessly(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    typed = reference.lower().replace("-", " ")
    assert (await world.stores.casework.case(typed)).reference == reference
    taken = await world.stores.casework.take(typed, TEAM_MEMBER, "cause-1")
    assert taken.reference == reference


async def test_taking_makes_the_actor_the_owner(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    world.clock.advance(minutes=3)
    case = await world.stores.casework.take(reference, TEAM_MEMBER, "cause-1")
    assert (case.status, case.owner, case.version) == (CaseStatus.TAKEN, TEAM_MEMBER.name, 2)
    assert [event.kind for event in case.events] == [EventKind.REPORTED, EventKind.TAKEN]
    assert case.events[1].at == world.clock.now
    assert await world.stores.casework.case(reference) == case


async def test_a_second_taker_is_told_who_and_when(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    await world.stores.casework.take(reference, TEAM_MEMBER, "cause-1")
    taken_at = world.clock.now
    world.clock.advance(minutes=1)
    with pytest.raises(AlreadyTaken) as refusal:
        await world.stores.casework.take(reference, COLLEAGUE, "cause-2")
    assert (refusal.value.by, refusal.value.at) == (TEAM_MEMBER.name, taken_at)


async def test_of_many_takers_at_the_same_moment_one_wins(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    actors = [Actor(person=f"person-ic-{n}", name=f"Member {n}") for n in range(10)]
    takes = (
        world.stores.casework.take(reference, actor, f"cause-{actor.person}") for actor in actors
    )
    answers = await asyncio.gather(*takes, return_exceptions=True)
    won = [answer for answer in answers if isinstance(answer, CaseForTeam)]
    lost = [answer for answer in answers if isinstance(answer, AlreadyTaken)]
    assert (len(won), len(lost)) == (1, 9)
    assert {refusal.by for refusal in lost} == {won[0].owner}
    assert (await world.stores.casework.case(reference)).version == 2


async def test_the_owner_may_take_again_without_effect(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    first = await world.stores.casework.take(reference, TEAM_MEMBER, "cause-1")
    assert await world.stores.casework.take(reference, TEAM_MEMBER, "cause-2") == first


async def test_the_same_cause_takes_and_decides_once(world: World) -> None:
    casework = world.stores.casework
    reference = await world.case_reference(await world.submit())
    taken = await casework.take(reference, TEAM_MEMBER, "cause-1")
    assert await casework.take(reference, TEAM_MEMBER, "cause-1") == taken
    decided = await casework.decide(reference, TEAM_MEMBER, HARD, "cause-2")
    assert await casework.decide(reference, TEAM_MEMBER, HARD, "cause-2") == decided
    assert decided.version == 3
    assert len(await world.due_notices(DeliveryKind.NOTICE_DECIDED)) == 1


async def test_a_case_is_taken_before_it_is_decided(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    with pytest.raises(NotTaken):
        await world.stores.casework.decide(reference, TEAM_MEMBER, HARD, "cause-1")


async def test_only_the_owner_decides(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    await world.stores.casework.take(reference, TEAM_MEMBER, "cause-1")
    with pytest.raises(AlreadyTaken) as refusal:
        await world.stores.casework.decide(reference, COLLEAGUE, HARD, "cause-2")
    assert refusal.value.by == TEAM_MEMBER.name


async def test_a_decision_is_kept_with_its_clause_and_reason(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    await world.stores.casework.take(reference, TEAM_MEMBER, "cause-1")
    case = await world.stores.casework.decide(reference, TEAM_MEMBER, HARD, "cause-2")
    assert (case.status, case.decision) == (CaseStatus.DECIDED, HARD)
    assert case.events[-1].decision == HARD
    assert case.events[-1].actor_name == TEAM_MEMBER.name


async def test_a_decided_case_is_neither_taken_nor_decided_again(world: World) -> None:
    casework = world.stores.casework
    reference = await world.case_reference(await world.submit())
    await casework.take(reference, TEAM_MEMBER, "cause-1")
    await casework.decide(reference, TEAM_MEMBER, HARD, "cause-2")
    for actor in (TEAM_MEMBER, COLLEAGUE):
        with pytest.raises(AlreadyDecided):
            await casework.take(reference, actor, "cause-3")
        with pytest.raises(AlreadyDecided):
            await casework.decide(reference, actor, HARD, "cause-4")


async def test_every_reporter_gets_one_notice_of_each_event(world: World) -> None:
    receipts = [
        await world.submit(reporter=a_reporter(person, person, f"chat-{person}"))
        for person in ("a", "b", "c")
    ]
    reference = await world.case_reference(receipts[0])
    await world.stores.casework.take(reference, TEAM_MEMBER, "cause-1")
    await world.stores.casework.decide(reference, TEAM_MEMBER, HARD, "cause-2")
    due = [await world.claim(each) for each in await world.stores.outbox.due(100)]
    for kind in (DeliveryKind.NOTICE_TAKEN, DeliveryKind.NOTICE_DECIDED):
        told = [each.report.reference for each in due if each.kind is kind and each.report]
        assert sorted(told) == sorted(receipt.reference for receipt in receipts)


async def test_a_refusal_changes_nothing(world: World) -> None:
    receipt = await world.submit()
    reference = await world.case_reference(receipt)
    await world.stores.casework.take(reference, TEAM_MEMBER, "cause-1")
    before = await world.stores.casework.case(reference)
    due_before = set(await world.stores.outbox.due(100))
    for attempt in (
        world.stores.casework.take(reference, COLLEAGUE, "cause-2"),
        world.stores.casework.decide(reference, COLLEAGUE, HARD, "cause-3"),
    ):
        with pytest.raises(StorageError):
            await attempt
    assert await world.stores.casework.case(reference) == before
    assert set(await world.stores.outbox.due(100)) == due_before
