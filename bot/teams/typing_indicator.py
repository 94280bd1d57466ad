"""Shows "is typing" while work takes longer than a moment."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from botbuilder.core import TurnContext
from botbuilder.schema import Activity, ActivityTypes

from bot.connector import ConnectorError

AFTER_SECONDS = 0.5


@asynccontextmanager
async def typing_after(context: TurnContext, seconds: float = AFTER_SECONDS) -> AsyncIterator[None]:
    """Send one typing indicator if the work inside takes longer than `seconds`."""
    loop = asyncio.get_running_loop()
    tasks: list[asyncio.Task[None]] = []
    timer = loop.call_later(seconds, lambda: tasks.append(loop.create_task(_show(context))))
    try:
        yield
    finally:
        timer.cancel()
        for task in tasks:
            task.cancel()
            await asyncio.wait([task])


async def _show(context: TurnContext) -> None:
    # A missing indicator harms nobody; the reply itself reports a connector that fails.
    with suppress(ConnectorError):
        await context.send_activity(Activity(type=ActivityTypes.typing))
