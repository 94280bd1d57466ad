"""What the fault tests run on: the real service, over every database."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from dialogs.toolbox import Toolbox
from tests.contracts.fixtures import (
    cipher,
    clock,
    postgres_database,
    postgres_server,
    postgresql_url,
    sql_url,
    sqlite_url,
)
from tests.issuer import Issuer
from tests.journeys.conftest import connector, issuer, toolbox
from tests.journeys.world import World, running_world
from tests.postgres import own_server
from tests.stub_connector import StubConnector

__all__ = [
    "cipher",
    "clock",
    "connector",
    "issuer",
    "own_server",
    "postgres_database",
    "postgres_server",
    "postgresql_url",
    "sql_url",
    "sqlite_url",
    "toolbox",
]

RunWorld = Callable[..., AbstractAsyncContextManager[World]]


@pytest.fixture
def run_world(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> RunWorld:
    """Give what runs the real service, over the database and with the settings that are named."""
    # At any pace: how fast a channel is written to is not what these prove.
    return partial(running_world, issuer, connector, toolbox, tmp_path, posts_a_minute=0)
