"""How sending an e-mail fails, against a real mail server, and what becomes of it then."""

import socket
from collections.abc import AsyncIterator
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from bot.deliveries.settlement import after_email
from bot.mail import Mailer, MailError, MailNeverSent, MailRefused, MailServer, MailUncertain
from storage.records import DeliveryState
from tests.mail_server import MailBox, running_mail_server

READY, UNCERTAIN = DeliveryState.READY, DeliveryState.UNCERTAIN
BLOCKED, DEAD = DeliveryState.BLOCKED, DeliveryState.DEAD


@pytest.fixture
async def box() -> AsyncIterator[MailBox]:
    async with running_mail_server() as running:
        yield running


def server(port: int, **changes: object) -> MailServer:
    values: dict[str, object] = {
        "host": "127.0.0.1",
        "port": port,
        "starttls": False,
        "user": "",
        "password": "",
        "sender": "bot@ons.example",
        "recipients": ("ic@ons.example", "deputy@ons.example"),
        "in_parallel": False,
    }
    return MailServer(**(values | changes))  # type: ignore[arg-type] # a table of test values


def message() -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["Subject"] = "Potential Yammer breach C-0000-0000"
    made["From"], made["To"] = "bot@ons.example", "ic@ons.example"
    made["Message-ID"] = "<1@ons.example>"
    made.set_content("A report is not a finding.\n")
    return made


async def outcome(mailer: Mailer) -> DeliveryState:
    try:
        await mailer.send(message())
    except MailError as error:
        return after_email(error, 1).state
    return DeliveryState.DONE


@pytest.mark.parametrize(
    ("command", "answers", "state"),
    [
        ("MAIL", ("250 OK",), DeliveryState.DONE),
        ("MAIL", ("421 closing",), READY),
        ("MAIL", ("451 try later",), READY),
        ("MAIL", ("552 too large",), DEAD),
        ("MAIL", ("550 not you",), BLOCKED),
        ("RCPT", ("450 busy", "450 busy"), READY),
        ("RCPT", ("550 unknown", "450 busy"), READY),
        ("RCPT", ("550 unknown", "550 unknown"), BLOCKED),
        ("RCPT", ("550 unknown",), DeliveryState.DONE),
        ("DATA", ("452 full",), READY),
        ("DATA", ("552 too large",), DEAD),
        ("DATA", ("554 policy",), BLOCKED),
    ],
)
async def test_each_answer_of_the_server_has_one_state(
    box: MailBox, command: str, answers: tuple[str, ...], state: DeliveryState
) -> None:
    box.answers(command, *answers)
    assert await outcome(Mailer(server(box.port))) is state
    assert len(box.taken) == (state is DeliveryState.DONE)


async def test_a_server_that_takes_the_message_and_hangs_leaves_it_uncertain(box: MailBox) -> None:
    box.hangs = True
    with pytest.raises(MailUncertain, match="smtp-timeout"):
        await Mailer(server(box.port), seconds=1.5).send(message())
    assert len(box.taken) == 1


async def test_a_server_that_takes_the_message_and_hangs_up_leaves_it_uncertain(
    box: MailBox,
) -> None:
    box.drops = True
    assert await outcome(Mailer(server(box.port))) is UNCERTAIN
    assert len(box.taken) == 1


async def test_where_nobody_listens_nothing_was_sent() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but it does not listen
        with pytest.raises(MailNeverSent):
            await Mailer(server(taken.getsockname()[1])).send(message())


async def test_without_the_encryption_that_is_asked_for_nothing_is_sent(box: MailBox) -> None:
    mailer = Mailer(server(box.port, starttls=True, user="bot", password="canary-password"))
    with pytest.raises(MailNeverSent):
        await mailer.send(message())
    assert box.envelopes == []


@pytest.mark.parametrize("code", [400, 421, 450, 499])
def test_a_refusal_for_now_is_tried_again_after_a_growing_wait(code: int) -> None:
    waits = [after_email(MailRefused(code), n).wait_seconds for n in range(1, 12)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (2.0, 300.0)


@pytest.mark.parametrize(
    ("changes", "variable"),
    [
        ({"sender": "bot"}, "BOT_EMAIL_FROM"),
        ({"sender": "a@b.example\r\nBcc: c@d.example"}, "BOT_EMAIL_FROM"),
        ({"recipients": ()}, "BOT_EMAIL_TO"),
        ({"recipients": ("ic@ons.example", "Bcc: x")}, "BOT_EMAIL_TO"),
        ({"user": "bot"}, "BOT_EMAIL_USER"),
        ({"host": "mail.example"}, "BOT_EMAIL_STARTTLS"),
        ({"host": ""}, "BOT_EMAIL_HOST"),
        ({"host": "mail example"}, "BOT_EMAIL_HOST"),
    ],
)
def test_a_wrong_setting_is_named(changes: dict[str, object], variable: str) -> None:
    assert any(problem.startswith(variable) for problem in server(25, **changes).problems())


def test_right_settings_have_no_problem_and_show_no_password() -> None:
    right = server(587, host="mail.example", starttls=True, user="bot", password="canary-password")
    assert right.problems() == []
    assert "canary" not in repr(right)
