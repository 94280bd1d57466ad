"""One lock a key (bot/locks.py)."""

import asyncio

from bot.locks import KeyedLocks
from tests.waiting import PATIENCE_SECONDS


async def test_turns_of_one_conversation_follow_each_other() -> None:
    locks, order = KeyedLocks(), []

    async def turn(name: str) -> None:
        async with locks.hold("conversation"):
            order.append(f"{name} begins")
            await asyncio.sleep(0)
            order.append(f"{name} ends")

    await asyncio.gather(turn("first"), turn("second"), turn("third"))
    assert order == [
        f"{n} {what}" for n in ("first", "second", "third") for what in ("begins", "ends")
    ]


async def test_other_conversations_do_not_wait() -> None:
    locks = KeyedLocks()
    async with locks.hold("one"), asyncio.timeout(PATIENCE_SECONDS), locks.hold("two"):
        assert len(locks) == 2


async def test_nothing_is_kept_of_a_conversation_at_rest() -> None:
    locks = KeyedLocks()
    waiting = asyncio.Event()

    async def cancelled() -> None:
        waiting.set()
        async with locks.hold("one"):
            raise AssertionError("never reached")

    async with locks.hold("one"):
        task = asyncio.create_task(cancelled())
        await waiting.wait()
        task.cancel()
        await asyncio.wait([task])
    assert len(locks) == 0
