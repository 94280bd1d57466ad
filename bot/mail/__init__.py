"""E-mail to Internal Communications: the second channel of a case (docs/decisions/0022).

The settings read `server`, so `letters`, which speaks, is not imported here: first a language is
chosen.
"""

from bot.mail.errors import MailError, MailNeverSent, MailRefused, MailUncertain
from bot.mail.mailer import Mailer
from bot.mail.server import MailServer

__all__ = [
    "MailError",
    "MailNeverSent",
    "MailRefused",
    "MailServer",
    "MailUncertain",
    "Mailer",
]
