"""How much a person may send, and how fast deliveries go out."""

from pydantic import Field

from bot.settings.group import SettingsGroup


class Limits(SettingsGroup):
    """How much a person may send, and how fast deliveries go out."""

    reports_an_hour: int = Field(
        5, ge=0, le=1000, description="How many reports a person may send in an hour; 0 any number."
    )
    messages_a_minute: int = Field(
        30,
        ge=0,
        le=10_000,
        description="How many messages and presses a person may send in a minute; 0 any number.",
    )
    posts_a_minute: int = Field(
        30,
        ge=0,
        le=10_000,
        description="How many deliveries go into one channel or chat in a minute; 0 any number.",
    )
