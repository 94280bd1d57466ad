"""The e-mail that a case or a digest becomes: its card's plain text, as it stands.

It has nothing of a reporter but a name that they chose to share, as the card has: it is made
from the same view of the case. Nothing of a report stands in a header.
"""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.mail.server import MailServer
from dialogs.cards.case_card import case_text
from dialogs.cards.digest_card import digest_text
from dialogs.text.inert import unlinked
from dialogs.wording import cases, digests
from policy_content.model import Policy
from storage.records import ClaimedDelivery

MAX_BODY = 10_000
"""Characters of text."""


def letter(claimed: ClaimedDelivery, policy: Policy, server: MailServer) -> EmailMessage:
    """Make the e-mail of a delivery; every try has the same id and date.

    Raises ValueError where the delivery carries nothing, or a header could hold a line's end.
    """
    if claimed.dated is None:
        raise ValueError("an e-mail without a date")
    subject, lines = _told(claimed, policy)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _undecodable(subject)
    message["From"] = server.sender
    message["To"] = ", ".join(server.recipients)
    message["Date"] = format_datetime(claimed.dated)
    message["Message-ID"] = claimed.message_id
    # No automatic answer (RFC 3834): nobody reads what comes back.
    message["Auto-Submitted"] = "auto-generated"
    again = (cases.EMAIL_MAY_REPEAT,) if claimed.may_repeat else ()
    message.set_content("\n".join((*again, *lines)) + "\n", cte="quoted-printable")
    return message


def _undecodable(header: str) -> str:
    """Return a header's text. Raises ValueError where the email package would decode it.

    It decodes an encoded word (RFC 2047) when it is set, and a line's end in there becomes one.
    """
    if "=?" in header or not header.isprintable():
        raise ValueError("a header that would be decoded")
    return header


def _told(claimed: ClaimedDelivery, policy: Policy) -> tuple[str, tuple[str, ...]]:
    if claimed.digest is not None:
        text = digest_text(claimed.digest)
        return digests.EMAIL_SUBJECT, (digests.EMAIL_WHY, "", text)
    if claimed.case is None:
        raise ValueError("an e-mail without a case")
    text = unlinked(case_text(claimed.case, policy), MAX_BODY)
    return cases.EMAIL_SUBJECT.format(ref=claimed.reference), (cases.EMAIL_WHY, "", text)
