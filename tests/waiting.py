"""Waiting for what happens beside a test: for the thing itself, never for time."""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable

PATIENCE_SECONDS = 300.0
"""Where it is not over by then it hangs. No fact rests on it: a machine may be very slow."""


async def until(
    holds: Callable[[], object | Awaitable[object]], patience: float = PATIENCE_SECONDS
) -> None:
    """Wait until something holds, which may itself be something to wait for."""
    async with asyncio.timeout(patience):
        while True:
            found = holds()
            if await found if inspect.isawaitable(found) else found:
                return
            await asyncio.sleep(0.005)


def wait_until(holds: Callable[[], object], patience: float = PATIENCE_SECONDS) -> None:
    """Wait until something holds, where there is no loop."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
