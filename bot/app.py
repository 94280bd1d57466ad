"""The only place where the parts meet: settings in, an aiohttp application out.

Every part can be replaced by an argument, so that tests and benchmarks run the real wiring with
their own stores, clock, key set and bearer.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any

from aiohttp import web
from botbuilder.schema import Activity

from bot.authentication import Claims
from bot.connector import Connector, bearer_for, open_session
from bot.deliveries.delivery import STOP_SECONDS, Courier
from bot.desks.case_files import CaseFiles
from bot.desks.screenshot_desk import ScreenshotDesk
from bot.endpoint import Handle, InvokeAnswer, messages_route
from bot.engines import Engine
from bot.files import FileLinks, files_route
from bot.observability.health import Health
from bot.observability.metrics import Metrics
from bot.screenshots import Cleaner, Fetcher, Sources
from bot.settings import Settings
from bot.teams.adapter import TeamsAdapter
from bot.teams.policy_bot import PolicyBot
from bot.wiring.callers import authenticator
from bot.wiring.page import PAGE, team_page
from bot.wiring.parts import Parts
from bot.wiring.policy import load_toolbox
from bot.wiring.sending import courier_for, look_up_for, triage_desk
from bot.wiring.talking import Joined, adapter_and_bot, permissions_for
from bot.wiring.watching import watch_for
from bot.wiring.work import all_chores, engine_for
from storage.database.sql import open_stores
from storage.ports.stores import Stores

log = logging.getLogger(__name__)

MESSAGES = "/api/messages"
STORES: web.AppKey[Stores] = web.AppKey("stores")
COURIER: web.AppKey[Courier] = web.AppKey("courier")


async def build_app(settings: Settings, parts: Parts | None = None) -> web.Application:
    """Build the service, and open what it needs; the application closes it when it stops.

    Raises StorageError where the database cannot be reached, PolicyProblems for a broken policy.
    """
    parts, metrics = parts or Parts(), Metrics()
    toolbox = parts.toolbox or load_toolbox(settings)
    watch = parts.watch or watch_for(settings)
    toolbox = replace(toolbox, find=watch.finding(metrics.counting(toolbox.find)))
    async with AsyncExitStack() as opening:
        opening.push_async_callback(watch.close)
        opening.enter_context(metrics.counting_faults())
        session = await opening.enter_async_context(open_session())
        stores = watch.storing(parts.stores or await _open_stores(settings, parts))
        opening.push_async_callback(stores.close)
        bearer = parts.bearer or bearer_for(settings)
        opening.push_async_callback(bearer.close)
        authenticate, keys = authenticator(settings, session, parts.clock, opening)
        connector = Connector(session, bearer)
        fetcher = parts.fetcher or Fetcher(_sources(settings), bearer)
        opening.push_async_callback(fetcher.close)
        screenshots = ScreenshotDesk(fetcher, Cleaner(), stores.screenshots)
        desk, links = triage_desk(settings, stores), _file_links(settings, parts)
        courier = courier_for(settings, stores, connector, desk, toolbox.policy)
        courier.look_up = look_up_for(settings, parts.bearer, session, opening)
        courier = watch.delivering(courier)
        allowed = permissions_for(settings, connector, desk)
        joined = Joined(stores, connector, toolbox, screenshots, desk, allowed, courier, links)
        adapter, bot = adapter_and_bot(settings, parts, joined)
        app = web.Application()
        app[STORES], app[COURIER] = stores, courier
        handle = watch.handling(_handle_with(adapter, bot, metrics))
        app.router.add_routes([messages_route(MESSAGES, authenticate, connector.trust, handle)])
        files = CaseFiles(stores.casework, toolbox.policy)
        app.router.add_routes([files_route(links, files.write)])
        if settings.team_page:
            app.add_subapp(PAGE, team_page(settings, parts.clock, joined, session, opening))
        Health(stores.outbox, keys, metrics, parts.clock).join(app, settings)
        engine = engine_for(
            settings, courier, all_chores(settings, stores, parts.clock, courier.nudge)
        )
        app.cleanup_ctx.append(_running(courier, engine, opening.pop_all()))
    return app


def _running(
    courier: Courier, engine: Engine, opened: AsyncExitStack
) -> Callable[[web.Application], AsyncIterator[None]]:
    """Run the engine while the application runs; then finish what was begun, and close all."""

    async def run(_app: web.Application) -> AsyncIterator[None]:
        async with opened:
            work = asyncio.create_task(engine.run())
            log.info("service.started")
            yield
            await engine.stop()
            await courier.finish()
            await asyncio.wait([work], timeout=STOP_SECONDS)
            work.cancel()
            log.info("service.stopped")

    return run


def _handle_with(adapter: TeamsAdapter, bot: PolicyBot, metrics: Metrics) -> Handle:
    async def handle(
        _claims: Claims, activity: Activity, _raw: dict[str, Any]
    ) -> InvokeAnswer | None:
        with metrics.turn(activity.type):
            answer = await adapter.process(activity, bot.on_turn)
        return None if answer is None else InvokeAnswer(answer.status, answer.body)

    return handle


async def _open_stores(settings: Settings, parts: Parts) -> Stores:
    cipher = settings.ring().cipher()
    jobs = settings.delivery_engine == "procrastinate"
    return await open_stores(settings.database_url, cipher, parts.clock, jobs=jobs)


def _file_links(settings: Settings, parts: Parts) -> FileLinks:
    return FileLinks.from_key(settings.public_url, settings.encryption_key_bytes(), parts.clock)


def _sources(settings: Settings) -> Sources:
    """Return where screenshots come from; local running has a service of its own machine."""
    return Sources.of(settings.screenshot_hosts, local=not settings.app_id)
