"""Where records are kept, with which keys, and for how long."""

from typing import Literal

from pydantic import Field, SecretStr

from bot.settings.group import SettingsGroup
from bot.settings.keys import Ring, RingSettings, read_ring


class Records(SettingsGroup):
    """Where records are kept, with which keys, and for how long."""

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

    def encryption_key_bytes(self) -> bytes:
        """Return the 32 bytes of the current key."""
        return self.ring().keys[self.encryption_key_id]


def record_problems(given: Records) -> list[str]:
    """Name what keeps records from being kept or read."""
    problems = given.ring().problems
    if not given.database_url.startswith(("sqlite:///", "postgresql+psycopg://")):
        problems.append("BOT_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://.")
    elif given.delivery_engine == "procrastinate" and "postgresql" not in given.database_url:
        problems.append("BOT_DELIVERY_ENGINE can be procrastinate with PostgreSQL only.")
    return problems
