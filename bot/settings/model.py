"""All settings as one model, made of a group for each reader."""

from bot.settings.identity import Identity, identity_problems
from bot.settings.limits import Limits
from bot.settings.mail import Mail
from bot.settings.records import Records, record_problems
from bot.settings.serving import Serving, serving_problems
from bot.settings.team import Team, team_problems
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
    ]
