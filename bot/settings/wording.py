"""What is said that is not the policy's, and in which language."""

from pydantic import Field

from bot.settings.group import SettingsGroup
from dialogs.languages import ENGLISH, languages


class Wording(SettingsGroup):
    """The language, and whom staff are sent to: shown as configured, never as policy."""

    language: str = Field(
        ENGLISH,
        description="The language of the bot's own sentences, by its tag; it needs a catalogue.",
    )
    policy_contact: str = Field(
        "", description="Whom staff may ask about the policy; shown as configured, not as policy."
    )
    personal_signpost: str = Field(
        "", description="Where staff may turn with a personal matter; shown as configured."
    )
    danger_signpost: str = Field(
        "",
        description="What is said first where a life may be in danger, instead of: call 999.",
    )
    social_media_desk: str = Field(
        "",
        description="Where staff may report a post outside Yammer; shown as configured. An e-mail "
        "address gets a button.",
    )


def wording_problems(given: Wording) -> list[str]:
    """Tell when there is no catalogue of the language."""
    if given.language in languages():
        return []
    known = ", ".join(languages())
    return [f"BOT_LANGUAGE has no catalogue here. There are catalogues for: {known}."]
