"""The stores under contract: in memory, over a SQLite file, and over PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from storage.data_protection.cipher import Cipher
from storage.database.sql import open_stores
from storage.memory import MemoryStores
from storage.migrations import migrate
from tests.contracts.support import SetClock, World
from tests.databases import empty_postgresql, new_sqlite
from tests.postgres import PostgresServer, postgres_server

__all__ = ["postgres_server"]

SQL = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgres_database(postgres_server: PostgresServer) -> Iterator[str]:
    """Migrate one PostgreSQL database, which each test empties."""
    with postgres_server.empty_database() as url:
        asyncio.run(migrate(url))
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return new_sqlite(tmp_path / "bot.sqlite3")


@pytest.fixture
def postgresql_url(postgres_database: str) -> str:
    empty_postgresql(postgres_database)
    return postgres_database


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def cipher() -> Cipher:
    return Cipher.from_key("test", bytes(32))


@pytest.fixture(params=SQL)
def sql_url(request: pytest.FixtureRequest) -> str:
    """Give a migrated, empty database: SQLite's, then PostgreSQL's."""
    return _url(request)


@pytest.fixture(params=["memory", *SQL])
def world_url(request: pytest.FixtureRequest) -> str:
    """Give the same, and before them no URL for the stores in memory."""
    return "" if request.param == "memory" else _url(request)


@pytest.fixture
async def world(world_url: str, clock: SetClock, cipher: Cipher) -> AsyncIterator[World]:
    """Give every implementation of the stores in turn, empty."""
    if not world_url:
        yield World(MemoryStores(clock), clock)
        return
    async with _sql_world(world_url, clock, cipher) as world:
        yield world


@pytest.fixture
async def sql_world(sql_url: str, clock: SetClock, cipher: Cipher) -> AsyncIterator[World]:
    """Give the SQL stores alone, for what only a database can get wrong."""
    async with _sql_world(sql_url, clock, cipher) as world:
        yield world


def _url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@asynccontextmanager
async def _sql_world(url: str, clock: SetClock, cipher: Cipher) -> AsyncIterator[World]:
    stores = await open_stores(url, cipher, clock)
    try:
        yield World(stores, clock)
    finally:
        await stores.close()
