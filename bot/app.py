"""The only place where the parts meet: settings in, an aiohttp application out.

Every part can be replaced by an argument, so that tests and benchmarks run the real wiring with
their own stores, clock, key set and bearer.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from aiohttp import ClientSession, web
from botbuilder.schema import Activity

from bot.authentication import (
    Authenticator,
    Claims,
    NoAuthentication,
    SigningKeys,
    TokenAuthentication,
)
from bot.clock import utc_now
from bot.connector import Bearer, Connector, bearer_for, open_session
from bot.daily_digest import EVERY as DIGEST_EVERY
from bot.daily_digest import DailyDigest
from bot.deliveries.delivery import STOP_SECONDS, Courier
from bot.deliveries.pace import Pace
from bot.deliveries.parcels import Deputy, Packer
from bot.desks.case_desk import CaseDesk
from bot.desks.case_files import CaseFiles
from bot.desks.effects import Effects
from bot.desks.permissions import Permissions
from bot.desks.report_desk import ReportDesk
from bot.desks.screenshot_desk import ScreenshotDesk
from bot.desks.team_members import TeamMembers
from bot.desks.triage_channel import TriageDesk
from bot.door import Rates, Staff
from bot.endpoint import Handle, InvokeAnswer, messages_route
from bot.engines import Chore, Chores, EmbeddedEngine, Engine
from bot.files import FileLinks, files_route
from bot.housekeeping import EVERY, Housekeeping, Kept
from bot.mail import Mailer
from bot.observability.health import Health
from bot.observability.metrics import Metrics
from bot.screenshots import Cleaner, Fetcher, Sources
from bot.settings import Settings
from bot.teams.adapter import TeamsAdapter
from bot.teams.apology import apologise
from bot.teams.doorman import Doorman
from bot.teams.extensions import Extensions
from bot.teams.incoming import ActivityReader
from bot.teams.personal_chats import PersonalChats
from bot.teams.policy_bot import PolicyBot
from bot.teams.replies import Replies
from bot.turns.turns import Turns
from dialogs.languages.owners_files import (
    translated_follow_ups,
    translated_policy,
    translated_silence,
)
from dialogs.toolbox import Toolbox
from policy_content.draft_reader import DraftReader
from policy_content.follow_up_files import load_follow_ups
from policy_content.loader import load_policy
from policy_content.search import QuestionMatcher
from policy_content.silence_files import load_silence
from storage.cases.reminders import ReminderRules
from storage.database.sql import open_stores
from storage.ports.clock import Clock
from storage.ports.stores import Stores
from storage.records import TriageChannel

log = logging.getLogger(__name__)

MESSAGES = "/api/messages"
STORES: web.AppKey[Stores] = web.AppKey("stores")
COURIER: web.AppKey[Courier] = web.AppKey("courier")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is made of, where it is not to be made from the settings."""

    stores: Stores | None = None
    bearer: Bearer | None = None
    toolbox: Toolbox | None = None
    fetcher: Fetcher | None = None
    clock: Clock = utc_now
    new_id: Callable[[], UUID] = uuid4


def load_toolbox(settings: Settings) -> Toolbox:
    """Read the policy and what was trained on it. Raises PolicyProblems for a broken policy."""
    chat = f"https://teams.microsoft.com/l/chat/0/0?users=28:{settings.app_id}"
    policy = translated_policy(load_policy())
    return Toolbox(
        policy=policy,
        find=QuestionMatcher.load().find,
        read=DraftReader.load().read,
        policy_contact=settings.policy_contact,
        bot_chat_link=chat if settings.app_id else "",
        silence=translated_silence(load_silence(policy.clauses)),
        follow_ups=translated_follow_ups(load_follow_ups(policy.clauses)),
        personal_signpost=settings.personal_signpost,
        danger_signpost=settings.danger_signpost,
        social_media_desk=settings.social_media_desk,
        questions_kept_days=settings.questions_kept_days,
    )


async def build_app(settings: Settings, parts: Parts | None = None) -> web.Application:
    """Build the service, and open what it needs; the application closes it when it stops.

    Raises StorageError where the database cannot be reached, PolicyProblems for a broken policy.
    """
    parts, metrics = parts or Parts(), Metrics()
    toolbox = parts.toolbox or load_toolbox(settings)
    toolbox = replace(toolbox, find=metrics.counting(toolbox.find))
    async with AsyncExitStack() as opening:
        opening.enter_context(metrics.counting_faults())
        session = await opening.enter_async_context(open_session())
        stores = parts.stores or await _open_stores(settings, parts)
        opening.push_async_callback(stores.close)
        bearer = parts.bearer or bearer_for(settings)
        opening.push_async_callback(bearer.close)
        authenticator, keys = _authenticator(settings, session, parts, opening)
        connector = Connector(session, bearer)
        fetcher = parts.fetcher or Fetcher(_sources(settings), bearer)
        opening.push_async_callback(fetcher.close)
        screenshots = ScreenshotDesk(fetcher, Cleaner(), stores.screenshots)
        joined = _Joined(stores, connector, toolbox, screenshots)
        courier, adapter, bot = _assemble(settings, parts, joined)
        app = web.Application()
        app[STORES], app[COURIER] = stores, courier
        handle = _handle_with(adapter, bot, metrics)
        app.router.add_routes([messages_route(MESSAGES, authenticator, connector.trust, handle)])
        files = CaseFiles(stores.casework, toolbox.policy)
        app.router.add_routes([files_route(_file_links(settings, parts), files.write)])
        Health(stores.outbox, keys, metrics, parts.clock).join(app, settings)
        engine = _engine(settings, courier, _chores(settings, parts, stores, courier.nudge))
        app.cleanup_ctx.append(_running(courier, engine, opening.pop_all()))
    return app


def _chores(settings: Settings, parts: Parts, stores: Stores, nudge: Callable[[], None]) -> Chores:
    """List the scheduled work, each with its name on the rota."""
    housekeeping = Housekeeping(stores, parts.clock, _kept(settings), _reminder_rules(settings))
    digest = DailyDigest(
        stores.casework,
        parts.clock,
        settings.digest_time(),
        settings.mail_server().domain if settings.email_host else None,
        nudge,
    )
    return Chores(
        stores.rota,
        [
            Chore("housekeeping", EVERY, housekeeping.sweep),
            Chore("digest", DIGEST_EVERY, digest.write),
        ],
    )


def _engine(settings: Settings, courier: Courier, chores: Chores) -> Engine:
    if settings.delivery_engine == "procrastinate":
        # Its packages are 16 MB that a service with the other engine does without.
        from bot.engines.jobs import JobEngine  # noqa: PLC0415 - see above

        return JobEngine(settings.database_url, courier, chores)
    return EmbeddedEngine(courier, chores)


@dataclass(frozen=True, slots=True)
class _Joined:
    """What is open already, for the parts that decide and send."""

    stores: Stores
    connector: Connector
    toolbox: Toolbox
    screenshots: ScreenshotDesk


def _assemble(
    settings: Settings, parts: Parts, joined: _Joined
) -> tuple[Courier, TeamsAdapter, PolicyBot]:
    """Join the parts that decide and send."""
    stores, connector, toolbox = joined.stores, joined.connector, joined.toolbox
    desk = TriageDesk(
        stores.triage_channels,
        tenant=settings.tenant_id,
        preset=_preset_channel(settings),
    )
    deputy = Deputy(settings.deputy, f"28:{settings.app_id}")
    packer = Packer(connector, desk, toolbox.policy, deputy)
    pace = Pace(settings.posts_a_minute)
    courier = Courier(stores.outbox, connector, packer, pace, _mailer(settings))
    listed = frozenset(person.lower() for person in settings.triage_members)
    members = TeamMembers(connector, desk, listed)
    links = _file_links(settings, parts)
    case_desk = CaseDesk(stores.casework, members, links, courier.nudge)
    report_desk = ReportDesk(stores.reports, courier, joined.screenshots, settings.reports_an_hour)
    permissions = Permissions(members, frozenset(settings.operators))
    effects = Effects(permissions, report_desk, case_desk, desk, courier, stores.questions)
    turns = Turns(stores.conversations, effects, toolbox)
    adapter = TeamsAdapter(connector)
    adapter.on_turn_error = apologise
    chats = PersonalChats(connector)
    adapter.use(_doorman(settings, connector, chats))
    reader = ActivityReader(desk, parts.clock, parts.new_id)
    extensions = Extensions(turns, reader, chats)
    bot = PolicyBot(turns, reader, courier, Replies(connector), extensions)
    return courier, adapter, bot


def _mailer(settings: Settings) -> Mailer | None:
    server = settings.mail_server()
    return Mailer(server) if server.host else None


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


def _doorman(settings: Settings, connector: Connector, chats: PersonalChats) -> Doorman:
    """Return who stands at the door. In local mode nobody is of any directory, so none is asked."""
    rates = Rates(settings.messages_a_minute)
    if settings.allow_guests or not settings.app_id:
        return Doorman(rates, chats)
    return Doorman(rates, chats, Staff(connector, settings.tenants))


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


def _authenticator(
    settings: Settings, session: ClientSession, parts: Parts, opening: AsyncExitStack
) -> tuple[Authenticator, Callable[[], Awaitable[bool]]]:
    """Return what checks tokens, and what tells whether it can.

    Without an app id (local mode, on loopback) there are none to check.
    """
    if not settings.app_id:
        return NoAuthentication(), _without_keys
    keys = SigningKeys(session, settings.openid_metadata_url)
    opening.push_async_callback(keys.close)
    tokens = TokenAuthentication(
        keys,
        app_id=settings.app_id,
        tenants=settings.tenants,
        issuer=settings.issuer,
        clock=parts.clock,
    )
    return tokens, keys.ready


def _file_links(settings: Settings, parts: Parts) -> FileLinks:
    return FileLinks.from_key(settings.public_url, settings.encryption_key_bytes(), parts.clock)


def _kept(settings: Settings) -> Kept:
    return Kept(
        questions=timedelta(days=settings.questions_kept_days),
        cases=timedelta(days=settings.cases_kept_days),
        audit=timedelta(days=settings.audit_kept_days),
    )


def _sources(settings: Settings) -> Sources:
    """Return where screenshots come from; local running has a service of its own machine."""
    return Sources.of(settings.screenshot_hosts, local=not settings.app_id)


def _reminder_rules(settings: Settings) -> ReminderRules:
    return ReminderRules(
        untaken=timedelta(hours=settings.remind_untaken_hours),
        undecided=timedelta(hours=settings.remind_undecided_hours),
        again=timedelta(hours=settings.remind_again_hours),
        most=settings.reminders_most,
    )


def _preset_channel(settings: Settings) -> TriageChannel | None:
    if not settings.triage_channel_id:
        return None
    return TriageChannel(
        team=settings.triage_team_id,
        channel=settings.triage_channel_id,
        tenant=settings.tenant_id,
        service_url=settings.triage_service_url,
    )


async def _without_keys() -> bool:
    return True
