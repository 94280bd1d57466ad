"""Who the bot is, and whose people may use it."""

from typing import Literal

from pydantic import Field, SecretStr

from bot.settings.group import (
    Listed,
    SettingsGroup,
    not_directory_ids,
    not_lists_of_ids,
    not_safe_urls,
)


class Identity(SettingsGroup):
    """Who the bot is, and who may use it."""

    app_id: str = Field("", description="The bot's application (client) id in Microsoft Entra ID.")
    app_password: SecretStr = Field(
        SecretStr(""), description="The application's client secret; for SingleTenant only."
    )
    app_type: Literal["SingleTenant", "UserAssignedMSI"] = Field(
        "SingleTenant",
        description="How the bot proves who it is: by a client secret, or by a managed identity.",
    )
    tenant_id: str = Field(
        "",
        description="The directory (tenant) id whose people alone may use the bot.",
    )
    other_tenants: Listed = Field(
        (),
        description="Further directory (tenant) ids whose people may use the bot, with commas.",
    )
    allow_guests: bool = Field(
        False, description="Whether guests of the directory may use the bot."
    )
    openid_metadata_url: str = Field(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        description="Where the Bot Framework says which keys sign its tokens.",
    )
    issuer: str = Field(
        "https://api.botframework.com",
        min_length=1,
        description="Who must have issued a token; also the audience of the bot's own tokens.",
    )
    login_url: str = Field(
        "https://login.microsoftonline.com",
        description="Where the bot gets its own tokens.",
    )

    @property
    def tenants(self) -> frozenset[str]:
        """The directories whose people may use the bot, in small letters."""
        named = (self.tenant_id, *self.other_tenants)
        return frozenset(one.lower() for one in named if one)


def identity_problems(given: Identity, *, local: bool) -> list[str]:
    """Name what is missing to run for real, or too much to run locally, and what is misshapen."""
    return [
        *(_local_problems(given) if local else _service_problems(given)),
        *not_directory_ids(given, "app_id", "tenant_id"),
        *not_lists_of_ids(given, "other_tenants"),
        *not_safe_urls(given, "openid_metadata_url", "login_url"),
    ]


def _local_problems(given: Identity) -> list[str]:
    if not given.app_id:
        return []
    return ["BOT_APP_ID is set, but with --local nobody's token is checked. Leave one of them out."]


def _service_problems(given: Identity) -> list[str]:
    """Name what is missing to run for real; without an app id every token would be believed."""
    problems = []
    if not given.app_id:
        problems.append(
            "BOT_APP_ID is not set, so the bot could not tell who is calling. Set it, or start "
            "with --local on 127.0.0.1."
        )
    if not given.tenant_id:
        problems.append("BOT_TENANT_ID is not set. Only that directory's people may use the bot.")
    if given.app_type == "SingleTenant" and not given.app_password.get_secret_value():
        problems.append("BOT_APP_PASSWORD is not set. A SingleTenant bot needs its client secret.")
    return problems
