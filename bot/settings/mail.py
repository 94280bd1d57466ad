"""The second channel to Internal Communications: e-mail."""

from typing import Literal

from pydantic import Field, SecretStr

from bot.mail.server import MailServer
from bot.settings.group import Listed, SettingsGroup


class Mail(SettingsGroup):
    """The mail server and the addresses of the second channel."""

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
    email_to: Listed = Field(
        (),
        description="The e-mail addresses of Internal Communications, with commas.",
    )
    email_mode: Literal["fallback", "parallel"] = Field(
        "fallback",
        description="When e-mail is used: fallback, once a case's card is refused; or parallel, "
        "for every case.",
    )

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
