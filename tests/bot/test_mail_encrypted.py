"""E-mail goes over an encrypted connection to a server that proves who it is, or not at all."""

from pathlib import Path

import pytest

from bot.mail import Mailer, MailNeverSent, MailRefused
from tests.bot.test_mail import message, server
from tests.certificates import certificate
from tests.mail_server import running_mail_server

SECRET = "canary-password"


async def test_it_is_encrypted_before_anything_is_said_and_the_bot_signs_in(
    tmp_path: Path,
) -> None:
    proof = certificate(tmp_path)
    async with running_mail_server(proof.for_server(), password=SECRET) as box:
        settings = server(box.port, starttls=True, user="bot", password=SECRET)
        await Mailer(settings, tls=proof.trusted()).send(message())
    assert (len(box.taken), box.encrypted, box.signed_in) == (1, [True], ["bot"])


@pytest.mark.parametrize("wrong", ["unknown", "of-another", "expired"])
async def test_a_server_that_cannot_prove_who_it_is_gets_nothing(
    tmp_path: Path, wrong: str
) -> None:
    other = "127.0.0.2" if wrong == "of-another" else "127.0.0.1"
    proof = certificate(tmp_path, other, expired=wrong == "expired")
    async with running_mail_server(proof.for_server(), password=SECRET) as box:
        settings = server(box.port, starttls=True, user="bot", password=SECRET)
        trusting = None if wrong == "unknown" else proof.trusted()
        with pytest.raises(MailNeverSent):
            await Mailer(settings, tls=trusting).send(message())
    assert (box.taken, box.envelopes, box.signed_in) == ([], [], [])


async def test_a_wrong_password_is_refused_and_told_without_it(tmp_path: Path) -> None:
    proof = certificate(tmp_path)
    async with running_mail_server(proof.for_server(), password="another") as box:
        settings = server(box.port, starttls=True, user="bot", password=SECRET)
        with pytest.raises(MailRefused, match="535") as refusal:
            await Mailer(settings, tls=proof.trusted()).send(message())
    assert SECRET not in repr(refusal.value)
    assert box.taken == []
