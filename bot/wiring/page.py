"""The page of Internal Communications, put together as an application beneath the service's."""

from contextlib import AsyncExitStack
from urllib.parse import urlsplit

from aiohttp import ClientSession, web

from bot.authentication import SigningKeys, TabTokens
from bot.door import Rates
from bot.page.answers import TEAMS, Answers
from bot.page.own_files import add_scripts, add_style
from bot.page.reading import Reading
from bot.page.reception import OnThisMachine, Reception, SignedIn, Visitors
from bot.page.rendering import Pages
from bot.page.session import Sessions
from bot.page.signing_in import SigningIn
from bot.settings import Settings
from bot.wiring.callers import staff_for
from bot.wiring.talking import Joined
from storage.ports.clock import Clock

PAGE = "/team"


def team_page(
    settings: Settings,
    clock: Clock,
    joined: Joined,
    session: ClientSession,
    opening: AsyncExitStack,
) -> web.Application:
    """Return the page; `opening` closes what it needs."""
    policy, frames = joined.toolbox.policy, TEAMS if settings.app_id else "'none'"
    answers = Answers(Pages(PAGE, policy), PAGE, frames)
    page = web.Application(middlewares=[answers.middleware()])
    add_style(page)
    visitors: Visitors = OnThisMachine(settings.team_page_member)
    if settings.app_id:
        tokens = _tokens(settings, clock, session)
        opening.push_async_callback(tokens.close)
        sessions = Sessions.from_key(settings.encryption_key_bytes(), PAGE, clock)
        page.router.add_routes(SigningIn(answers, tokens, sessions).routes())
        add_scripts(page)
        visitors = SignedIn(sessions)
    reception = Reception(
        visitors,
        joined.permissions,
        joined.desk,
        Rates(settings.messages_a_minute),
        staff_for(settings, joined.connector),
    )
    stores, kept = joined.stores, settings.cases_kept_days
    reading = Reading(answers, reception, stores.casework, stores.questions, policy, clock, kept)
    page.router.add_routes(reading.routes())
    return page


def _tokens(settings: Settings, clock: Clock, session: ClientSession) -> TabTokens:
    login, app = settings.login_url.rstrip("/"), settings.app_id.lower()
    host = urlsplit(settings.public_url).hostname or ""
    documents = {
        tenant: f"{login}/{tenant}/v2.0/.well-known/openid-configuration"
        for tenant in settings.tenants
    }
    keys = {tenant: SigningKeys(session, document) for tenant, document in documents.items()}
    return TabTokens(keys, frozenset({app, f"api://{host}/botid-{app}"}), login, clock)
