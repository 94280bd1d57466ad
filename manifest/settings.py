"""What the operator decides about the app package; read from the environment here alone.

All begin with APP_PACKAGE_ but the bot's own application id, which the service has as well.
The values are checked where they stand in the manifest (manifest/checks.py).
"""

import os
from collections.abc import Mapping
from difflib import get_close_matches

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "APP_PACKAGE_"
_NEEDED = {
    "BOT_APP_ID": "the bot's application (client) id in Microsoft Entra ID",
    "APP_PACKAGE_HOST": "the public host name of the service, like bot.example.org",
    "APP_PACKAGE_WEBSITE_URL": "a page about the bot, for those who install it",
    "APP_PACKAGE_PRIVACY_URL": "a page on what the bot keeps, and for how long",
    "APP_PACKAGE_TERMS_URL": "a page with the terms of use",
}


class PackageProblems(Exception):
    """The package cannot be built or used; `problems` holds one sentence for each fault."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class PackageSettings(BaseSettings):
    """The settings of the app package, each named as its variable."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="forbid", frozen=True)

    bot_app_id: str = Field(
        "", description="The bot's application (client) id in Microsoft Entra ID."
    )
    app_package_id: str = Field(
        "", description="The id of the package in Teams' catalogue; the bot's app id if not set."
    )
    app_package_host: str = Field(
        "", description="The public host name of the service, without https://."
    )
    app_package_short_name: str = Field(
        "Social media policy", description="The name in lists and chats, at most 30 characters."
    )
    app_package_full_name: str = Field(
        "Social media policy bot", description="The full name, at most 100 characters."
    )
    app_package_developer: str = Field(
        "Office for National Statistics",
        description="Who provides the bot, at most 32 characters.",
    )
    app_package_website_url: str = Field("", description="The address of a page about the bot.")
    app_package_privacy_url: str = Field(
        "", description="The address of a page on what the bot keeps."
    )
    app_package_terms_url: str = Field(
        "", description="The address of a page with the terms of use."
    )
    app_package_read_channel_messages: bool = Field(
        False,
        description="Whether to ask each team for the right to read its channels' messages, "
        "which looking up a delivery needs.",
    )

    app_package_team_page: bool = Field(
        False,
        description="Whether the team's page may be added to a channel as a tab; the service needs "
        "BOT_TEAM_PAGE.",
    )

    def values(self) -> dict[str, str]:
        """Return each setting by its variable, as the template names them."""
        given = {variable_of(name): str(value) for name, value in self}
        return given | {"APP_PACKAGE_ID": self.app_package_id or self.bot_app_id}


def variable_of(field: str) -> str:
    """Return the environment variable of a field."""
    return field.upper()


def load_package_settings() -> PackageSettings:
    """Read the settings. Raises PackageProblems with what is missing, misspelt or unreadable."""
    known = [variable_of(field) for field in PackageSettings.model_fields]
    environment = os.environ
    problems = [_unknown(name, known) for name in _strangers(environment, known)]
    problems += [
        f"{name} is not set. It is {what}."
        for name, what in _NEEDED.items()
        if not environment.get(name, "").strip()
    ]
    try:
        settings = PackageSettings()
    except ValidationError as error:
        faults = (str(fault["loc"][0]) for fault in error.errors())
        problems += [f"{variable_of(fault)} must be true or false." for fault in faults]
        raise PackageProblems(tuple(problems)) from None
    if problems:
        raise PackageProblems(tuple(problems))
    return settings


def _strangers(environment: Mapping[str, str], known: list[str]) -> list[str]:
    return [n for n in sorted(environment) if n.upper().startswith(PREFIX) and n not in known]


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name.upper(), known, n=1)
    return f"{name} is not a setting of the package." + (
        f" Did you mean {near[0]}?" if near else ""
    )
