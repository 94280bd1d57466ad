"""The settings: the only place that reads the environment.

`load_settings` either returns settings that the service can run with, or raises `SettingsError`
with every problem at once, each a sentence that names the variable and never its value.
"""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.addresses import is_host_pattern, is_loopback, is_safe_url
from bot.mail.server import MailServer
from bot.settings.keys import Ring, RingSettings, read_ring
from dialogs.languages import ENGLISH, languages

PREFIX = "BOT_"


class SettingsError(Exception):
    """The settings cannot be used; `problems` holds one sentence for each fault."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Settings(BaseSettings):
    """What the operator decides. Read from variables that begin with BOT_."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

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
    host: str = Field("127.0.0.1", description="The address that the service listens on.")
    port: int = Field(3978, ge=0, le=65535, description="The port that the service listens on.")
    metrics_port: int = Field(
        0, ge=0, le=65535, description="The port that serves /metrics to Prometheus; 0 serves none."
    )
    database_url: str = Field(
        "sqlite:///bot.sqlite3",
        repr=False,  # it may hold a password
        description="Where records are kept: sqlite:///FILE or postgresql+psycopg://….",
    )
    delivery_engine: Literal["embedded", "procrastinate"] = Field(
        "embedded",
        description="What sends: embedded (SQLite, or PostgreSQL), or procrastinate (PostgreSQL, "
        "for several replicas).",
    )
    encryption_key: SecretStr = Field(
        SecretStr(""),
        description="The key that reports and names are encrypted with: 32 bytes in base64.",
    )
    encryption_key_id: str = Field(
        "1", min_length=1, max_length=32, description="The name of that key, kept with each record."
    )
    encryption_other_keys: SecretStr = Field(
        SecretStr(""),
        description="Further keys that records can be read with, earlier ones or the next, each as "
        "ID:KEY, with commas.",
    )
    encryption_keys_file: str = Field(
        "",
        description="A file with keys, one ID:KEY a line, instead of keys in variables.",
    )
    triage_team_id: str = Field("", description="The Internal Communications team's id in Teams.")
    triage_channel_id: str = Field("", description="The channel of that team that receives cases.")
    triage_service_url: str = Field(
        "", description="The Bot Connector address that this channel is reached through."
    )
    triage_members: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description=(
            "Directory object ids of the members who may handle cases, with commas; without any, "
            "the members of the channel may."
        ),
    )
    deputy: str = Field(
        "",
        description="Directory object id of whoever hears that a case needs a second handler.",
    )
    email_host: str = Field(
        "",
        description="The mail server that cases are sent through as the second channel; without "
        "it there is none.",
    )
    email_port: int = Field(587, ge=1, le=65535, description="The port of that mail server.")
    email_starttls: bool = Field(
        default=True,
        description="Whether the mail server must encrypt the connection (STARTTLS).",
    )
    email_user: str = Field("", description="The name that the bot signs in to it with, if any.")
    email_password: SecretStr = Field(SecretStr(""), description="The password for that.")
    email_from: str = Field("", description="The e-mail address that the bot writes from.")
    email_to: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="The e-mail addresses of Internal Communications, with commas.",
    )
    email_mode: Literal["fallback", "parallel"] = Field(
        "fallback",
        description="When e-mail is used: fallback, once a case's card is refused; or parallel, "
        "for every case.",
    )
    public_url: str = Field(
        "",
        description=(
            "The address that staff reach this service at, for links to files; without it there "
            "are none."
        ),
    )
    screenshot_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        ("*.sharepoint.com", "smba.trafficmanager.net"),
        description=(
            "Hosts that screenshots may be fetched from, with commas; `*.` stands for one name."
        ),
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
    operators: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Directory object ids of those who may confirm the channel, with commas.",
    )
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
    cases_kept_days: int = Field(
        90,
        ge=1,
        le=3650,
        description="For how many days after it was closed a case is kept, unless it is on hold.",
    )
    audit_kept_days: int = Field(
        730,
        ge=1,
        le=3650,
        description="For how many days audit entries are kept once their case is gone.",
    )
    questions_kept_days: int = Field(
        180,
        ge=0,
        le=3650,
        description="For how many days a question without an answer is kept; 0 keeps none.",
    )
    other_tenants: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Further directory (tenant) ids whose people may use the bot, with commas.",
    )
    allow_guests: bool = Field(
        False, description="Whether guests of the directory may use the bot."
    )
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

    @field_validator(
        "operators",
        "other_tenants",
        "triage_members",
        "screenshot_hosts",
        "email_to",
        mode="before",
    )
    @classmethod
    def _split_at_commas(cls, given: object) -> object:
        if isinstance(given, str):
            return tuple(part.strip() for part in given.split(",") if part.strip())
        return given

    def ring(self) -> Ring:
        """Return the keys that records are encrypted with, and what is wrong with them."""
        return read_ring(
            RingSettings(
                current=self.encryption_key_id,
                key=self.encryption_key.get_secret_value(),
                others=self.encryption_other_keys.get_secret_value(),
                file=self.encryption_keys_file,
            )
        )

    @property
    def tenants(self) -> frozenset[str]:
        """The directories whose people may use the bot, in small letters."""
        named = (self.tenant_id, *self.other_tenants)
        return frozenset(one.lower() for one in named if one)

    def mail_server(self) -> MailServer:
        """Return the second channel; without a host there is none."""
        return MailServer(
            host=self.email_host,
            port=self.email_port,
            starttls=self.email_starttls,
            user=self.email_user,
            password=self.email_password.get_secret_value(),
            sender=self.email_from,
            recipients=self.email_to,
            in_parallel=self.email_mode == "parallel",
        )

    def encryption_key_bytes(self) -> bytes:
        """Return the 32 bytes of the current key."""
        return self.ring().keys[self.encryption_key_id]


def load_settings(*, local: bool, host: str | None = None, port: int | None = None) -> Settings:
    """Read and check the settings. Raises SettingsError with all problems at once.

    `host` and `port`, from the command line, stand before the environment's. `local` is
    the --local flag: authentication is off then, so it is allowed on loopback only and where no
    app id is set (Bot Framework authentication is off with an empty app id).
    """
    given: dict[str, Any] = {
        name: value for name, value in (("host", host), ("port", port)) if value is not None
    }
    problems = _unknown_variables(os.environ)
    try:
        settings = Settings(**given)
    except ValidationError as error:
        faults = {str(fault["loc"][0]): fault["msg"] for fault in error.errors()}
        problems += [_sentence(field, message) for field, message in faults.items()]
        # The rest is checked as well: the faulty ones stand at their defaults meanwhile.
        settings = Settings(**{field: _default(field) for field in faults})
    problems += _conflicts(settings, local=local)
    if problems:
        raise SettingsError(tuple(problems))
    return settings


def _default(field: str) -> Any:
    return Settings.model_fields[field].default


def _unknown_variables(environment: Mapping[str, str]) -> list[str]:
    """Name every BOT_ variable that is no setting, since a misspelt one would be ignored."""
    known = [_variable(name) for name in Settings.model_fields]
    problems = []
    for name in sorted(environment):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = get_close_matches(name.upper(), known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            problems.append(f"{name} is not a setting of this service.{hint}")
    return problems


def _variable(field: str) -> str:
    return f"{PREFIX}{field.upper()}"


def _sentence(field: str, message: str) -> str:
    return f"{_variable(field)} cannot be used: {message[:1].lower()}{message[1:]}."


def _conflicts(settings: Settings, *, local: bool) -> list[str]:
    checks = _local_problems(settings) if local else _service_problems(settings)
    return [
        *checks,
        *settings.ring().problems,
        *_triage_problems(settings),
        *_port_problems(settings),
        *settings.mail_server().problems(),
        *_format_problems(settings),
    ]


def _local_problems(settings: Settings) -> list[str]:
    if settings.app_id:
        return [
            "BOT_APP_ID is set, but with --local nobody's token is checked. Leave one of them out."
        ]
    if not is_loopback(settings.host):
        return ["BOT_HOST must be 127.0.0.1 with --local, since callers are not checked there."]
    return []


def _service_problems(settings: Settings) -> list[str]:
    """Name what is missing to run for real; without an app id every token would be believed."""
    problems = []
    if not settings.app_id:
        problems.append(
            "BOT_APP_ID is not set, so the bot could not tell who is calling. Set it, or start "
            "with --local on 127.0.0.1."
        )
    if not settings.tenant_id:
        problems.append("BOT_TENANT_ID is not set. Only that directory's people may use the bot.")
    if settings.app_type == "SingleTenant" and not settings.app_password.get_secret_value():
        problems.append("BOT_APP_PASSWORD is not set. A SingleTenant bot needs its client secret.")
    return problems


def _triage_problems(settings: Settings) -> list[str]:
    """Ask for the whole channel or nothing (then it is learned, and an operator confirms it)."""
    fields = ("triage_team_id", "triage_channel_id", "triage_service_url")
    missing = [_variable(field) for field in fields if not getattr(settings, field)]
    if not missing or len(missing) == len(fields):
        return []
    return [f"{' and '.join(missing)} must be set too, as the other BOT_TRIAGE settings are."]


def _port_problems(settings: Settings) -> list[str]:
    if settings.metrics_port and settings.metrics_port == settings.port:
        return ["BOT_METRICS_PORT must not be BOT_PORT: the public has no business there."]
    return []


def _format_problems(settings: Settings) -> list[str]:
    problems = [
        f"{_variable(field)} must be a directory id like 00000000-0000-0000-0000-000000000000."
        for field in ("app_id", "tenant_id", "deputy")
        if getattr(settings, field) and not _is_uuid(getattr(settings, field))
    ]
    problems += [
        f"{_variable(field)} must be directory ids, with commas between them."
        for field in ("operators", "other_tenants", "triage_members")
        if not all(_is_uuid(person) for person in getattr(settings, field))
    ]
    problems += [
        f"{_variable(field)} must be an https address (or http on 127.0.0.1)."
        for field in ("openid_metadata_url", "login_url", "triage_service_url", "public_url")
        if getattr(settings, field) and not is_safe_url(getattr(settings, field))
    ]
    if not all(is_host_pattern(host) for host in settings.screenshot_hosts):
        problems.append(
            "BOT_SCREENSHOT_HOSTS must be names of hosts, such as *.sharepoint.com, with commas."
        )
    if settings.language not in languages():
        known = ", ".join(languages())
        problems.append(f"BOT_LANGUAGE has no catalogue here. There are catalogues for: {known}.")
    if not settings.database_url.startswith(("sqlite:///", "postgresql+psycopg://")):
        problems.append("BOT_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://.")
    elif settings.delivery_engine == "procrastinate" and "postgresql" not in settings.database_url:
        problems.append("BOT_DELIVERY_ENGINE can be procrastinate with PostgreSQL only.")
    return problems


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
