"""Where Internal Communications are, who of them may act, and how they are reminded."""

import re
from datetime import time
from pathlib import Path

from pydantic import Field

from bot.settings.group import (
    Listed,
    SettingsGroup,
    not_directory_ids,
    not_lists_of_ids,
    not_safe_urls,
    variable,
)

_NEVER = "never"
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_TEAMS_JS = "deploy/tab/node_modules/@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js"
TEAMS_SCRIPT = Path(__file__).resolve().parents[2] / _TEAMS_JS
"""The script of Teams that signs people in on the team's page; it comes with an npm package."""


class Team(SettingsGroup):
    """Where Internal Communications are, who may act, and when they are reminded."""

    triage_team_id: str = Field("", description="The Internal Communications team's id in Teams.")
    triage_channel_id: str = Field("", description="The channel of that team that receives cases.")
    triage_service_url: str = Field(
        "", description="The Bot Connector address that this channel is reached through."
    )
    triage_members: Listed = Field(
        (),
        description=(
            "Directory object ids of the members who may handle cases, with commas; without any, "
            "the members of the channel may."
        ),
    )
    triage_group_id: str = Field(
        "",
        description="The Microsoft 365 group id of that team. With it, cards whose sending broke "
        "off are looked up in the channel; this needs the permission ChannelMessage.Read.Group.",
    )
    graph_url: str = Field(
        "https://graph.microsoft.com", description="Where Microsoft Graph is, for that look-up."
    )
    operators: Listed = Field(
        (),
        description="Directory object ids of those who may confirm the channel, with commas.",
    )
    deputy: str = Field(
        "",
        description="Directory object id of whoever hears that a case needs a second handler.",
    )
    team_page: bool = Field(
        False, description="Whether the team's page is served, at /team: a tab in Teams."
    )
    team_page_member: str = Field(
        "",
        description="With --local: directory object id of the member whom the page is shown to.",
    )
    remind_untaken_hours: float = Field(
        4,
        ge=0,
        le=900,
        description="After how many working hours an untaken case is reminded of; 0 never.",
    )
    remind_undecided_hours: float = Field(
        18,
        ge=0,
        le=900,
        description="After how many working hours a taken case is reminded of; 0 never.",
    )
    remind_again_hours: float = Field(
        9,
        ge=0,
        le=900,
        description="After how many working hours it is reminded of again; 0 never.",
    )
    reminders_most: int = Field(
        3, ge=0, le=100, description="How often a case is reminded of at most while it waits so."
    )
    digest_at: str = Field(
        "09:00",
        description="When the team gets its daily digest on working days, by London's clock, as "
        "HH:MM; never gets none.",
    )

    def digest_time(self) -> time | None:
        """Return when the daily digest is due, None where there is none."""
        return None if self.digest_at == _NEVER else time.fromisoformat(self.digest_at)


def team_problems(given: Team) -> list[str]:
    """Name what is missing of the channel, and what is no directory id."""
    return [
        *_channel_problems(given),
        *not_directory_ids(given, "deputy", "triage_group_id", "team_page_member"),
        *not_lists_of_ids(given, "operators", "triage_members"),
        *not_safe_urls(given, "triage_service_url", "graph_url"),
        *_digest_problems(given),
    ]


def _digest_problems(given: Team) -> list[str]:
    if given.digest_at == _NEVER or _TIME.fullmatch(given.digest_at):
        return []
    return ["BOT_DIGEST_AT must be a time of day such as 09:00, or never."]


def _channel_problems(given: Team) -> list[str]:
    """Ask for the whole channel or nothing (then it is learned, and an operator confirms it)."""
    fields = ("triage_team_id", "triage_channel_id", "triage_service_url")
    missing = [variable(field) for field in fields if not getattr(given, field)]
    if not missing or len(missing) == len(fields):
        return []
    return [f"{' and '.join(missing)} must be set too, as the other BOT_TRIAGE settings are."]
