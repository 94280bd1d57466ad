"""A conversation's state: one writer at a time, and no activity twice."""

import asyncio
from datetime import datetime, timedelta

import pytest

from storage.errors import AlreadyProcessed, StateConflict
from storage.records import KeptConversation
from tests.contracts.support import World, a_key


async def test_a_new_conversation_has_no_state(world: World) -> None:
    kept = await world.stores.conversations.load(a_key(), "activity-1")
    assert kept == KeptConversation(document="", etag=0, seen=False)


async def test_a_state_comes_back_as_it_was_saved(world: World) -> None:
    conversations = world.stores.conversations
    assert await conversations.save(a_key(), '{"greeted": true, "ŷ": "🧵"}', 0, "activity-1") == 1
    kept = await conversations.load(a_key(), "activity-2")
    assert kept == KeptConversation(document='{"greeted": true, "ŷ": "🧵"}', etag=1, seen=False)


async def test_an_activity_is_seen_once_it_was_saved(world: World) -> None:
    conversations = world.stores.conversations
    etag = await conversations.save(a_key(), "{}", 0, "activity-1")
    assert (await conversations.load(a_key(), "activity-1")).seen
    with pytest.raises(AlreadyProcessed):
        await conversations.save(a_key(), "other", etag, "activity-1")
    assert (await conversations.load(a_key(), "")).document == "{}"


async def test_a_repeated_activity_is_told_from_an_overtaken_one(world: World) -> None:
    conversations = world.stores.conversations
    await conversations.save(a_key(), "{}", 0, "activity-1")
    with pytest.raises(AlreadyProcessed):
        await conversations.save(a_key(), "{}", 0, "activity-1")
    with pytest.raises(StateConflict):
        await conversations.save(a_key(), "{}", 0, "activity-2")


async def test_an_overtaken_writer_leaves_nothing_behind(world: World) -> None:
    conversations = world.stores.conversations
    await conversations.save(a_key(), "first", 0, "activity-1")
    for stale in (0, 2, 7):
        with pytest.raises(StateConflict):
            await conversations.save(a_key(), "stale", stale, "activity-2")
    kept = await conversations.load(a_key(), "activity-2")
    assert (kept.document, kept.etag, kept.seen) == ("first", 1, False)


async def test_without_an_activity_nothing_is_marked(world: World) -> None:
    conversations = world.stores.conversations
    etag = await conversations.save(a_key(), "one", 0, "")
    assert await conversations.save(a_key(), "two", etag, "") == 2
    assert not (await conversations.load(a_key(), "")).seen


async def test_two_people_in_one_chat_have_a_state_each(world: World) -> None:
    conversations = world.stores.conversations
    await conversations.save(a_key("person-a"), "a's", 0, "activity-1")
    assert await conversations.load(a_key("person-b"), "activity-1") == KeptConversation()
    for field in ("tenant", "channel", "conversation"):
        other = a_key("person-a").model_copy(update={field: "other"})
        assert await conversations.load(other, "activity-1") == KeptConversation()


async def test_one_activity_delivered_many_times_at_once_is_saved_once(world: World) -> None:
    saves = (world.stores.conversations.save(a_key(), f"{n}", 0, "activity-1") for n in range(10))
    answers = await asyncio.gather(*saves, return_exceptions=True)
    assert answers.count(1) == 1
    assert len([each for each in answers if isinstance(each, AlreadyProcessed)]) == 9


async def test_two_hundred_concurrent_increments_lose_nothing(world: World) -> None:
    conversations = world.stores.conversations
    await conversations.save(a_key(), "0", 0, "")

    async def increment(activity: str) -> None:
        while True:
            kept = await conversations.load(a_key(), activity)
            try:
                await conversations.save(a_key(), str(int(kept.document) + 1), kept.etag, activity)
            except StateConflict:
                continue
            return

    async def ten(worker: int) -> None:
        for n in range(20):
            await increment(f"activity-{worker}-{n}")

    await asyncio.gather(*(ten(worker) for worker in range(10)))
    kept = await conversations.load(a_key(), "")
    assert (kept.document, kept.etag) == ("200", 201)


async def test_old_states_and_marks_are_forgotten_each_by_their_own_age(world: World) -> None:
    conversations, clock = world.stores.conversations, world.clock
    await conversations.save(a_key("old"), "old", 0, "activity-1")
    clock.advance(hours=2)
    await conversations.save(a_key("new"), "new", 0, "activity-1")
    hour_ago = clock.now - timedelta(hours=1)
    await conversations.forget_old(hour_ago, hour_ago - timedelta(days=1))
    assert await conversations.load(a_key("old"), "activity-1") == KeptConversation(seen=True)
    assert (await conversations.load(a_key("new"), "")).document == "new"
    await conversations.forget_old(hour_ago, hour_ago)
    assert not (await conversations.load(a_key("old"), "activity-1")).seen
    assert (await conversations.load(a_key("new"), "activity-1")).seen


async def test_a_state_touched_again_is_not_forgotten(world: World) -> None:
    conversations, clock = world.stores.conversations, world.clock
    etag = await conversations.save(a_key(), "one", 0, "")
    clock.advance(hours=2)
    await conversations.save(a_key(), "two", etag, "")
    await conversations.forget_old(clock.now, clock.now)
    assert (await conversations.load(a_key(), "")).document == "two"


async def test_naive_times_are_refused(world: World) -> None:
    await world.stores.conversations.save(a_key(), "{}", 0, "activity-1")
    naive = datetime(2030, 1, 1)  # noqa: DTZ001 - a naive time is the point
    aware = world.clock.now + timedelta(days=1)
    for times in ((naive, aware), (aware, naive)):
        with pytest.raises(ValueError, match="time zone"):
            await world.stores.conversations.forget_old(*times)
    assert (await world.stores.conversations.load(a_key(), "activity-1")).seen


async def test_a_naive_clock_stores_nothing(world: World) -> None:
    right = world.clock.now
    world.clock.now = right.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        await world.stores.conversations.save(a_key(), "{}", 0, "activity-1")
    with pytest.raises(ValueError, match="time zone"):
        await world.submit()
    world.clock.now = right
    assert await world.stores.conversations.load(a_key(), "activity-1") == KeptConversation()
    assert list(await world.stores.outbox.due(10)) == []
