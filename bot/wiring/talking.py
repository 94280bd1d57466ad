"""What takes a turn: the desks that carry out, the turns, and the SDK's adapter before them."""

from dataclasses import dataclass

from bot.connector import Connector
from bot.deliveries.delivery import Courier
from bot.desks.case_desk import CaseDesk
from bot.desks.effects import Effects
from bot.desks.permissions import Permissions
from bot.desks.report_desk import ReportDesk
from bot.desks.screenshot_desk import ScreenshotDesk
from bot.desks.team_members import TeamMembers
from bot.desks.triage_channel import TriageDesk
from bot.files import FileLinks
from bot.settings import Settings
from bot.teams.adapter import TeamsAdapter
from bot.teams.apology import apologise
from bot.teams.extensions import Extensions
from bot.teams.incoming import ActivityReader
from bot.teams.personal_chats import PersonalChats
from bot.teams.policy_bot import PolicyBot
from bot.teams.replies import Replies
from bot.turns.turns import Turns
from bot.wiring.callers import doorman
from bot.wiring.parts import Parts
from dialogs.toolbox import Toolbox
from storage.ports.stores import Stores


@dataclass(frozen=True, slots=True)
class Joined:
    """What is open already, for the parts that decide and answer."""

    stores: Stores
    connector: Connector
    toolbox: Toolbox
    screenshots: ScreenshotDesk
    desk: TriageDesk
    permissions: Permissions
    courier: Courier
    links: FileLinks


def adapter_and_bot(
    settings: Settings, parts: Parts, joined: Joined
) -> tuple[TeamsAdapter, PolicyBot]:
    """Join what reads an activity, decides, carries out and answers."""
    connector, courier = joined.connector, joined.courier
    turns = Turns(joined.stores.conversations, _effects(settings, joined), joined.toolbox)
    chats = PersonalChats(connector)
    reader = ActivityReader(joined.desk, parts.clock, parts.new_id)
    extensions = Extensions(turns, reader, chats)
    adapter = TeamsAdapter(connector)
    adapter.on_turn_error = apologise
    adapter.use(doorman(settings, connector, chats))
    return adapter, PolicyBot(turns, reader, courier, Replies(connector), extensions)


def permissions_for(settings: Settings, connector: Connector, desk: TriageDesk) -> Permissions:
    """Return who may have what done, or shown: for turns and for the team's page alike."""
    listed = frozenset(person.lower() for person in settings.triage_members)
    members = TeamMembers(connector, desk, listed)
    return Permissions(members, frozenset(settings.operators))


def _effects(settings: Settings, joined: Joined) -> Effects:
    """Join the desks, and who may have what carried out at them."""
    stores, courier, desk = joined.stores, joined.courier, joined.desk
    permissions = joined.permissions
    cases = CaseDesk(stores.casework, permissions.members, joined.links, courier.nudge)
    reports = ReportDesk(stores.reports, courier, joined.screenshots, settings.reports_an_hour)
    return Effects(permissions, reports, cases, desk, courier, stores.questions)
