"""What tells an operator how the service is: /healthz, /readyz, and /metrics on a port of its own.

- /healthz: the process lives. Where it fails, the process is to be started anew.
- /readyz: the records can be read, and callers can be checked. Where it fails, no traffic is to be
  sent here. Late deliveries are told of and change nothing: what keeps one replica from Internal
  Communications keeps all of them, and staff can still ask.
- /metrics: for Prometheus (bot.observability.metrics). Staff and channel have no business there, so
  it never stands on the port that they reach.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.observability.metrics import Metrics
from bot.settings import Settings
from storage.errors import StorageError
from storage.ports.clock import Clock
from storage.ports.outbox import Outbox
from storage.records import Backlog

LATE = timedelta(minutes=10)
LOOK_SECONDS = 3.0
# Anybody may ask /readyz: so often at most are the records looked at for it.
GOOD_FOR_SECONDS = 1.0


@dataclass(slots=True)
class Health:
    """Looks at what the service stands on. `keys` tells whether callers can be checked."""

    outbox: Outbox
    keys: Callable[[], Awaitable[bool]]
    metrics: Metrics
    clock: Clock
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _looked_at: float = -GOOD_FOR_SECONDS
    _last: tuple[Backlog | None, bool] = (None, False)

    def join(self, app: web.Application, settings: Settings) -> None:
        """Add the two routes to the service, and /metrics beside it where a port is set."""
        app.router.add_get("/healthz", _alive)
        app.router.add_get("/readyz", self._ready)
        if settings.metrics_port:
            app.cleanup_ctx.append(self._serving_metrics(settings.host, settings.metrics_port))

    async def look(self) -> tuple[Backlog | None, bool]:
        """Return the backlog, None without the records, and whether callers can be checked."""
        async with self._looking:
            if time.monotonic() - self._looked_at >= GOOD_FOR_SECONDS:
                self._last = await self._backlog(), await self.keys()
                self._looked_at = time.monotonic()
            return self._last

    async def _backlog(self) -> Backlog | None:
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                return await self.outbox.backlog()
        except (StorageError, TimeoutError):
            return None

    async def _ready(self, _request: web.Request) -> web.Response:
        backlog, keys = await self.look()
        ready = backlog is not None and keys
        told = {
            "status": "ready" if ready else "not-ready",
            "database": "unreachable" if backlog is None else "ok",
            "keys": "ok" if keys else "unavailable",
        }
        if backlog is not None:
            lag = backlog.lag(self.clock())
            told["deliveries"] = "late" if lag > LATE else "ok"
        return web.json_response(told, status=200 if ready else 503)

    async def _measured(self, _request: web.Request) -> web.Response:
        backlog, _ = await self.look()
        body = self.metrics.written(backlog, self.clock())
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    def _serving_metrics(
        self, host: str, port: int
    ) -> Callable[[web.Application], AsyncIterator[None]]:
        async def serve(_app: web.Application) -> AsyncIterator[None]:
            metrics = web.Application()
            metrics.router.add_get("/metrics", self._measured)
            runner = web.AppRunner(metrics, access_log=None, handle_signals=False)
            await runner.setup()
            try:
                await web.TCPSite(runner, host, port).start()
                yield
            finally:
                await runner.cleanup()

        return serve


async def _alive(_request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})
