"""The running service for each journey."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring.policy import load_toolbox
from dialogs.toolbox import Toolbox
from tests.issuer import Issuer, running_issuer
from tests.journeys.own_reports import act
from tests.journeys.world import World, running_world
from tests.stub_connector import StubConnector, running_stub_connector

__all__ = ["act"]


@pytest.fixture(scope="session")
def issuer() -> Iterator[Issuer]:
    with running_issuer() as running:
        yield running


@pytest.fixture(scope="session")
def toolbox() -> Toolbox:
    """Return the policy and its readers, as the service loads them."""
    return load_toolbox(Settings(app_id="11111111-2222-3333-4444-555555555555"))


@pytest.fixture
async def connector() -> AsyncIterator[StubConnector]:
    async with running_stub_connector() as stub:
        yield stub


@pytest.fixture
async def world(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> AsyncIterator[World]:
    async with running_world(issuer, connector, toolbox, tmp_path) as running:
        yield running
