"""All settings as one model, made of a group for each reader."""

from bot.settings.identity import Identity, identity_problems
from bot.settings.limits import Limits
from bot.settings.mail import Mail
from bot.settings.records import Records, record_problems
from bot.settings.serving import Serving, serving_problems
from bot.settings.team import TEAMS_SCRIPT, Team, team_problems
from bot.settings.wording import Wording, wording_problems


class Settings(Limits, Wording, Mail, Team, Records, Serving, Identity):
    """What the operator decides. Read from variables that begin with BOT_."""


def conflicts(settings: Settings, *, local: bool) -> list[str]:
    """Name what is wrong with the settings together, each a sentence without a value."""
    return [
        *identity_problems(settings, local=local),
        *serving_problems(settings, local=local),
        *record_problems(settings),
        *team_problems(settings),
        *settings.mail_server().problems(),
        *wording_problems(settings),
        *_page_problems(settings, local=local),
    ]


def _page_problems(settings: Settings, *, local: bool) -> list[str]:
    """Name what the team's page lacks: nobody is signed in locally, and everybody is elsewhere."""
    if settings.team_page_member and not local:
        return ["BOT_TEAM_PAGE_MEMBER works with --local only. In Teams people sign in themselves."]
    if settings.team_page and local and not settings.team_page_member:
        return ["BOT_TEAM_PAGE_MEMBER must be set for BOT_TEAM_PAGE with --local."]
    if settings.team_page and not local and not settings.public_url:
        return ["BOT_PUBLIC_URL must be set for BOT_TEAM_PAGE, since Teams opens the page there."]
    if settings.team_page and not local and not TEAMS_SCRIPT.exists():
        return ["BOT_TEAM_PAGE needs Teams' script. Install it: sh deploy/local/set_up.sh tab"]
    return []
