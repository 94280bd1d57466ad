"""Runs several parts together: all of them, or none."""

import asyncio
import contextlib
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from bot.local.errors import LocalRunError
from bot.local.folder import make_local
from bot.local.part import Part
from bot.local.ports import LOOPBACK

READY_SECONDS = 180.0
GRACE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Running:
    """A part that was started, leading a process group of its own."""

    part: Part
    process: asyncio.subprocess.Process

    def signal(self, number: int) -> None:
        """Send a signal to the part and whatever it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    async def died(self) -> LocalRunError:
        """Wait until it ends by itself; return what there is to say about that."""
        status = await self.process.wait()
        end = self.part.end_of_log()
        told = f"{end}\n" if end else ""
        return LocalRunError(
            f"{told}{self.part.name.capitalize()} has stopped (status {status}), "
            f"so everything was stopped. Its log: {self.part.log}"
        )


class Supervisor:
    """Starts parts, notices when one dies, and stops them all in the end."""

    def __init__(self) -> None:
        self._running: list[Running] = []

    async def start(self, parts: Iterable[Part]) -> None:
        """Start parts and wait until each listens. Raises LocalRunError where one doesn't."""
        started = [await self._launch(part) for part in parts]
        for running in started:
            await self._until_ready(running)

    async def first_death(self) -> LocalRunError:
        """Wait until one of the parts ends by itself; return what to say about it."""
        deaths = [asyncio.ensure_future(running.died()) for running in self._running]
        try:
            done, _ = await asyncio.wait(deaths, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for death in deaths:
                death.cancel()
        return done.pop().result()

    async def stop_all(self) -> None:
        """Ask every part to stop, last started first; after a while, make it."""
        running, self._running = self._running[::-1], []
        for one in running:
            one.signal(signal.SIGTERM)
        ends = [asyncio.ensure_future(one.process.wait()) for one in running]
        if ends:
            await asyncio.wait(ends, timeout=GRACE_SECONDS)
        for one in running:
            one.signal(signal.SIGKILL)  # its group: also what a part may have left behind
        await asyncio.gather(*ends)

    async def _launch(self, part: Part) -> Running:
        make_local(part.log.parent)
        with part.log.open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *part.command,
                cwd=part.folder,
                env={**os.environ, **part.environment},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        running = Running(part, process)
        self._running.append(running)
        return running

    async def _until_ready(self, running: Running) -> None:
        death = asyncio.ensure_future(running.died())
        listening = asyncio.ensure_future(_until_listening(running.part.port))
        try:
            await asyncio.wait(
                {death, listening}, timeout=READY_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            if death.done():
                raise death.result()
            if not listening.done():
                raise LocalRunError(
                    f"{running.part.name.capitalize()} did not start within "
                    f"{READY_SECONDS:.0f} seconds. Its log: {running.part.log}"
                )
        finally:
            death.cancel()
            listening.cancel()


@contextlib.asynccontextmanager
async def supervised() -> AsyncIterator[Supervisor]:
    """Give a supervisor whose parts are all stopped in the end, whatever happens."""
    supervisor = Supervisor()
    try:
        yield supervisor
    finally:
        await asyncio.shield(supervisor.stop_all())


async def asked_to_stop() -> None:
    """Wait for Ctrl-C, a request to end, or the terminal to be closed."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, asked.set)
    await asked.wait()


async def _until_listening(port: int) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection(LOOPBACK, port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
