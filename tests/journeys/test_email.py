"""When the team's channel refuses the bot, the case goes by e-mail at once (scenario 9)."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from dialogs.toolbox import Toolbox
from tests.issuer import Issuer
from tests.journeys.test_reporting import ACCOUNT, filled_in
from tests.journeys.world import TRIAGE, World, running_world, words
from tests.mail_server import MailBox, running_mail_server
from tests.stub_connector import Answers, StubConnector


@pytest.fixture
async def mail_box() -> AsyncIterator[MailBox]:
    async with running_mail_server() as box:
        yield box


@pytest.fixture
async def world(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path, mail_box: MailBox
) -> AsyncIterator[World]:
    """Run a service with a mail server."""
    settings: dict[str, Any] = {
        "email_host": "127.0.0.1",
        "email_port": mail_box.port,
        "email_starttls": False,
        "email_from": "bot@ons.example",
        "email_to": ("ic@ons.example", "deputy@ons.example"),
    }
    async with running_world(issuer, connector, toolbox, tmp_path, **settings) as running:
        yield running


def text_of(box: MailBox) -> str:
    return str(box.taken[-1].get_content())


@pytest.mark.parametrize("status", [403, 404])
async def test_a_refused_card_goes_by_e_mail_and_the_reporter_is_told_the_truth(
    world: World, mail_box: MailBox, status: int
) -> None:
    reporter = world.person("Rhys Reporter", 1)
    review = await filled_in(reporter)
    world.connector.next.append(Answers(status))
    answer = await reporter.press(review, "Send")
    assert "could not deliver" in words(answer["value"])
    assert mail_box.taken == []
    await world.deliver()
    [email] = mail_box.taken
    assert mail_box.envelopes[0].rcpt_tos == ["ic@ons.example", "deputy@ons.example"]
    assert ACCOUNT in text_of(mail_box)
    assert str(email["Subject"]).startswith("Potential Yammer breach C-")
    world.clock.move(seconds=10)
    before = len(reporter.heard())
    await world.deliver()
    [told] = reporter.heard()[before:]
    assert "delivered" in words(told)
    assert world.cards_posted() == 0
    # The channel is mended: the card comes once, and nobody is told twice.
    world.clock.move(hours=2)
    await world.deliver()
    await world.deliver()
    assert world.cards_posted() == 1
    assert len(mail_box.taken) == 1
    assert len(reporter.heard()) == before + 1


async def test_an_e_mail_says_nothing_of_a_confidential_reporter(
    world: World, mail_box: MailBox
) -> None:
    reporter = world.person("Rhys Reporter", 1)
    review = await filled_in(reporter)
    world.connector.next.append(Answers(403))
    await reporter.press(review, "Send")
    await world.deliver()
    raw = mail_box.taken[0].as_string() + text_of(mail_box)
    for private in ("Rhys", "29:person-1", "00000001-1111", "a:chat-1", "cy-GB", "Faroe"):
        assert private not in raw


async def test_while_the_mail_server_refuses_too_nothing_is_called_delivered(
    world: World, mail_box: MailBox
) -> None:
    reporter = world.person("Rhys Reporter", 1)
    review = await filled_in(reporter)
    world.connector.next.append(Answers(403))
    mail_box.answers("RCPT", "450 later", "450 later")
    await reporter.press(review, "Send")
    await world.deliver()
    world.clock.move(seconds=1)
    before = len(reporter.heard())
    await world.deliver()
    assert len(reporter.heard()) == before
    world.clock.move(seconds=10)
    await world.deliver()
    assert len(mail_box.taken) == 1


async def test_an_e_mail_that_may_have_arrived_comes_again_under_the_same_id(
    world: World, mail_box: MailBox
) -> None:
    reporter = world.person("Rhys Reporter", 1)
    review = await filled_in(reporter)
    world.connector.next.append(Answers(403))
    await reporter.press(review, "Send")
    mail_box.drops = True
    await world.deliver()
    mail_box.drops = False
    world.clock.move(seconds=60)
    await world.deliver()
    first, second = mail_box.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    assert "may have had this e-mail before" in text_of(mail_box)


async def test_a_card_that_is_taken_goes_by_no_e_mail(world: World, mail_box: MailBox) -> None:
    reporter = world.person("Rhys Reporter", 1)
    await reporter.press(await filled_in(reporter), "Send")
    await world.deliver()
    assert world.connector.posted(TRIAGE)
    assert mail_box.taken == []
