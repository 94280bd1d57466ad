"""What every group of settings is made of: its fields, and what is wrong with them together."""

from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.addresses import is_safe_url

PREFIX = "BOT_"


def variable(field: str) -> str:
    """Return the environment variable of a field."""
    return f"{PREFIX}{field.upper()}"


def _split_at_commas(given: object) -> object:
    if isinstance(given, str):
        return tuple(part.strip() for part in given.split(",") if part.strip())
    return given


Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split_at_commas)]
"""Several values in one variable, with commas between them."""


class SettingsGroup(BaseSettings):
    """The settings of one reader; all of them together are one model, `bot.settings.Settings`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )


def not_directory_ids(group: SettingsGroup, *fields: str) -> list[str]:
    """Name the fields that are set and hold no directory id."""
    return [
        f"{variable(field)} must be a directory id like 00000000-0000-0000-0000-000000000000."
        for field in fields
        if getattr(group, field) and not _is_uuid(getattr(group, field))
    ]


def not_lists_of_ids(group: SettingsGroup, *fields: str) -> list[str]:
    """Name the fields that hold anything but directory ids."""
    return [
        f"{variable(field)} must be directory ids, with commas between them."
        for field in fields
        if not all(_is_uuid(person) for person in getattr(group, field))
    ]


def not_safe_urls(group: SettingsGroup, *fields: str) -> list[str]:
    """Name the fields that are set and hold no address that secrets may be sent to."""
    return [
        f"{variable(field)} must be an https address (or http on 127.0.0.1)."
        for field in fields
        if getattr(group, field) and not is_safe_url(getattr(group, field))
    ]


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
