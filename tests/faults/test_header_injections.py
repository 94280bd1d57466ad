"""A thousand tries to put a header, a recipient or a second message into an e-mail: none works."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from uuid import UUID

from bot.mail import MailServer
from bot.mail.letters import letter
from policy_content import load_policy
from policy_content.model import Policy
from storage.records import ClaimedDelivery, DeliveryKind
from tests.dialogs.cases import REFERENCE, case, report

NUMBER = 1_000
_ENDS = ("\r\n", "\n", "\r", "\n\r", "\r\n ", "\n\t", "\u2028", "\u2029", "\x85", "\x0b", "\x0c",
         "\x00", "\r\n\r\n", "\r\n.\r\n", "%0d%0a", "\\r\\n", "=0D=0A",
         "=?utf-8?q?=0D=0A?=")  # fmt: skip
_WANTED = ("Bcc: all@evil.example", "To: all@evil.example", "Subject: you have won",
           "From: ceo@ons.gov.uk", "Content-Type: text/html", "MIME-Version: 9", "Received: x",
           "RCPT TO:<all@evil.example>", "MAIL FROM:<a@evil.example>", "DATA", "QUIT",
           "<all@evil.example>", ",all@evil.example", "--boundary", "<script>alert(1)</script>",
           "Content-Transfer-Encoding: base64", "Reply-To: x@evil.example")  # fmt: skip
HEADERS = ["Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From",
           "MIME-Version", "Message-ID", "Subject", "To"]  # fmt: skip
SENDER, TEAM = "bot@ons.example", "ic@ons.example"


def server(sender: str = SENDER, recipients: tuple[str, ...] = (TEAM,)) -> MailServer:
    return MailServer(
        host="127.0.0.1",
        port=25,
        starttls=False,
        user="",
        password="",
        sender=sender,
        recipients=recipients,
        in_parallel=False,
    )


def injections() -> Iterator[str]:
    """Yield the tries, the same ones every time: each pair, then longer ones."""
    draw = random.Random(22)  # noqa: S311 - chance that can be repeated
    for end in _ENDS:
        for wanted in _WANTED:
            yield f"x{end}{wanted}{end}y"
    while True:
        parts = draw.choices([*_ENDS, *_WANTED, "x", " ", "é", "🐟"], k=draw.randint(2, 9))
        yield "".join(parts)


def told(words: str, reference: str, policy: Policy, to: MailServer | None = None) -> EmailMessage:
    """Make the e-mail of a case in which this stands wherever people's words stand."""
    hostile = report(account=words, seen_when=words, shared_name=words)
    carried = case(reference=reference, link=words, reports=(hostile,), owner=words)
    claimed = ClaimedDelivery(
        id=UUID(int=1),
        kind=DeliveryKind.CASE_EMAIL,
        attempt=1,
        reference=reference,
        case=carried,
        message_id="<1@ons.example>",
        dated=datetime(2026, 6, 1, tzinfo=UTC),
    )
    return letter(claimed, policy, to or server())


def check_inert(made: EmailMessage) -> None:
    """Check that it is sent with the headers that it should have, each once, and as plain text."""
    sent = made.as_bytes()
    assert b"\n" not in sent.replace(b"\r\n", b"")
    assert b"\r" not in sent.replace(b"\r\n", b"")
    assert max(len(line) for line in sent.split(b"\r\n")) <= 998
    check_headers(made, server(), REFERENCE)


def check_headers(made: EmailMessage, of: MailServer, reference: str) -> None:
    """Check that it has the headers that it should have, each once, and is plain text."""
    read = message_from_bytes(made.as_bytes(), _class=EmailMessage, policy=SMTP)
    assert sorted(read.keys()) == HEADERS
    assert [address.addr_spec for address in read["To"].addresses] == list(of.recipients)
    assert [address.addr_spec for address in read["From"].addresses] == [of.sender]
    assert read["Subject"].split() == f"Potential Yammer breach {reference}".split()
    assert (read.get_content_type(), read.is_multipart()) == ("text/plain", False)


def test_a_thousand_header_injections_change_nothing_but_the_text() -> None:
    policy, tries = load_policy(), injections()
    for words in (next(tries) for _ in range(NUMBER)):
        check_inert(told(words, REFERENCE, policy))


def test_a_subject_or_an_address_that_would_end_its_line_is_never_sent() -> None:
    policy, tries = load_policy(), injections()
    sent = 0
    for words in (next(tries) for _ in range(NUMBER)):
        for to in (server(sender=f"bot@ons.example{words}"), server(recipients=(f"{words}@a.b",))):
            if not to.problems():  # letters of an address alone, such as %0d
                check_headers(told("harmless", REFERENCE, policy, to), to, REFERENCE)
                sent += 1
        try:
            made = told("harmless", f"{REFERENCE}{words}", policy)
        except ValueError:
            continue
        check_headers(made, server(), f"{REFERENCE}{words}")
    assert 0 < sent < NUMBER
