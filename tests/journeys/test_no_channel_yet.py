"""Before the Internal Communications channel is known, and how an operator chooses it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from dialogs.toolbox import Toolbox
from tests.issuer import Issuer
from tests.journeys.test_reporting import filled_in
from tests.journeys.world import TEAM, TRIAGE, World, card_of, running_world, words
from tests.stub_connector import StubConnector

OPERATOR = "00000005-1111-2222-3333-444444444444"


@pytest.fixture
async def world(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> AsyncIterator[World]:
    """Run a service whose settings name an operator and no channel."""
    nowhere = {"triage_team_id": "", "triage_channel_id": "", "triage_service_url": ""}
    settings: dict[str, Any] = {**nowhere, "operators": (OPERATOR,)}
    async with running_world(
        issuer, connector, toolbox, tmp_path, with_engine=True, **settings
    ) as running:
        yield running


async def test_a_report_waits_and_arrives_once_an_operator_chose_the_channel(
    world: World,
) -> None:
    reporter = world.person("Rhys Reporter", 1)
    answer = await reporter.press(await filled_in(reporter), "Send")
    assert "could not deliver" in words(answer["value"])
    operator = world.handler("Olu Operator", 5)
    told = words(await operator.mention("use this channel for reports"))
    assert "will arrive in this channel" in told
    await world.until_posted(TRIAGE, 2)  # the answer to the operator, and the card
    assert len([m for m in world.connector.posted(TRIAGE) if m.get("attachments")]) == 1
    before = len(world.connector.posted(reporter.chat))
    world.clock.move(seconds=10)
    # The card may have arrived without the engine having noted it yet: its notice follows then.
    await world.delivering_until_posted(reporter.chat, before + 1)
    assert "delivered" in words(reporter.heard()[-1])


async def test_nobody_but_an_operator_chooses_the_channel(world: World) -> None:
    anybody = world.handler("Nosy Neighbour", 9)
    told = words(await anybody.mention("use this channel for reports"))
    assert "Only an operator" in told
    assert await world.stores.triage_channels.confirmed() is None


async def test_adding_the_bot_to_a_team_asks_an_operator_to_confirm_the_channel(
    world: World,
) -> None:
    operator, anybody = world.handler("Olu Operator", 5), world.handler("Nosy Neighbour", 9)
    added = operator.activity(type="installationUpdate", text=None, action="add")
    assert (await operator.post(added)).status == 200
    (asked,) = operator.heard()
    assert "an operator of this bot can choose this channel" in words(asked)
    card = card_of(asked)
    refused = await anybody.press(card, "Use this channel for reports")
    assert "Only an operator" in str(refused["value"])
    assert await world.stores.triage_channels.confirmed() is None
    done = await operator.press(card, "Use this channel for reports")
    assert "will arrive in this channel" in str(done["value"])
    chosen = await world.stores.triage_channels.confirmed()
    assert chosen is not None
    assert (chosen.channel, chosen.team) == (TRIAGE, TEAM)
