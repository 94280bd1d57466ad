"""What sends: the channel of Internal Communications, and the courier with all that it needs."""

from contextlib import AsyncExitStack

from aiohttp import ClientSession

from bot.connector import Bearer, Connector, bearer_for
from bot.deliveries.delivery import Courier
from bot.deliveries.pace import Pace
from bot.deliveries.parcels import Deputy, Packer
from bot.desks.triage_channel import TriageDesk
from bot.graph import ChannelMessages
from bot.mail import Mailer
from bot.settings import Settings
from policy_content.model import Policy
from storage.ports.stores import Stores
from storage.records import TriageChannel


def triage_desk(settings: Settings, stores: Stores) -> TriageDesk:
    """Return who knows the channel of Internal Communications."""
    return TriageDesk(
        stores.triage_channels, tenant=settings.tenant_id, preset=_preset_channel(settings)
    )


def courier_for(
    settings: Settings, stores: Stores, connector: Connector, desk: TriageDesk, policy: Policy
) -> Courier:
    """Return what sends the outbox's deliveries."""
    deputy = Deputy(settings.deputy, f"28:{settings.app_id}")
    packer = Packer(connector, desk, policy, deputy)
    pace = Pace(settings.posts_a_minute)
    return Courier(stores.outbox, connector, packer, pace, _mailer(settings))


def look_up_for(
    settings: Settings, bearer: Bearer | None, session: ClientSession, opening: AsyncExitStack
) -> ChannelMessages | None:
    """Return what looks cards up in the team's channel, where that is configured."""
    if not settings.triage_group_id or not settings.app_id:
        return None
    if bearer is None:
        bearer = bearer_for(settings, settings.graph_url.rstrip("/"))
        opening.push_async_callback(bearer.close)
    group = settings.triage_group_id
    return ChannelMessages(session, bearer, settings.graph_url, group, settings.app_id)


def _mailer(settings: Settings) -> Mailer | None:
    server = settings.mail_server()
    return Mailer(server) if server.host else None


def _preset_channel(settings: Settings) -> TriageChannel | None:
    if not settings.triage_channel_id:
        return None
    return TriageChannel(
        team=settings.triage_team_id,
        channel=settings.triage_channel_id,
        tenant=settings.tenant_id,
        service_url=settings.triage_service_url,
    )
