"""E-mail to Internal Communications: the second channel of a case (docs/decisions/0022)."""

from bot.mail.errors import MailError, MailNeverSent, MailRefused, MailUncertain
from bot.mail.letters import letter
from bot.mail.mailer import Mailer
from bot.mail.server import MailServer

__all__ = [
    "MailError",
    "MailNeverSent",
    "MailRefused",
    "MailServer",
    "MailUncertain",
    "Mailer",
    "letter",
]
