"""One piece of work at a time, shared by all who ask for it meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class SingleFlight(Generic[Result]):
    """Runs `work` once for all callers that arrive while it is under way.

    A caller who is cancelled stops waiting; the work goes on for the others.
    """

    def __init__(self, work: Callable[[], Awaitable[Result]]) -> None:
        self._work = work
        self._task: asyncio.Task[Result] | None = None

    @property
    def under_way(self) -> bool:
        """Tell whether the work is being done just now."""
        return self._task is not None and not self._task.done()

    def start(self) -> asyncio.Task[Result]:
        """Return the work under way, and begin it where there is none."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
            self._task.add_done_callback(_mark_retrieved)
        return self._task

    async def join(self) -> Result:
        """Return what the work under way comes to, or raise what it raises."""
        return await asyncio.shield(self.start())

    async def close(self) -> None:
        """Give up the work under way."""
        if self._task is not None and self.under_way:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _run(self) -> Result:
        return await self._work()


def _mark_retrieved(task: "asyncio.Task[Result]") -> None:
    """Look at the exception, so that a task that nobody waited for is not complained about."""
    if not task.cancelled():
        task.exception()
