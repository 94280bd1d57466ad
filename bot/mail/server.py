"""The mail server and the addresses, as the settings give them."""

import re
from dataclasses import dataclass, field

from bot.addresses import is_loopback

# Without =?, which begins an encoded word (RFC 2047): those are decoded, line ends and all.
_ADDRESS = re.compile(r"(?!.*=\?)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
_HOST = re.compile(r"[A-Za-z0-9.:-]{1,253}")


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mail is handed in, from whom, and to whom; without a host there is none."""

    host: str
    port: int
    starttls: bool
    user: str
    password: str = field(repr=False)
    sender: str
    recipients: tuple[str, ...]
    in_parallel: bool

    @property
    def domain(self) -> str:
        """What ids of messages end with."""
        return self.sender.rpartition("@")[2]

    def problems(self) -> list[str]:
        """Name what is wrong, each a sentence with the variable and never its value."""
        if not self.host:
            given = self.user or self.password or self.sender or self.recipients
            return ["BOT_EMAIL_HOST must be set too, as other BOT_EMAIL settings are."] * bool(
                given
            )
        problems = []
        if not _HOST.fullmatch(self.host):
            problems.append("BOT_EMAIL_HOST must be the name or address of a mail server.")
        if not _ADDRESS.fullmatch(self.sender):
            problems.append("BOT_EMAIL_FROM must be an e-mail address, like bot@example.gov.uk.")
        if not self.recipients or not all(_ADDRESS.fullmatch(one) for one in self.recipients):
            problems.append("BOT_EMAIL_TO must be e-mail addresses, with commas between them.")
        if bool(self.user) is not bool(self.password):
            problems.append("BOT_EMAIL_USER and BOT_EMAIL_PASSWORD must be set together.")
        if not self.starttls and not is_loopback(self.host):
            problems.append(
                "BOT_EMAIL_STARTTLS can be false on 127.0.0.1 only: reports would be readable on "
                "their way."
            )
        return problems
