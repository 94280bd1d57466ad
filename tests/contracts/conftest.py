"""The contract tests run on the stores of `tests.contracts.fixtures`."""

from tests.contracts.fixtures import (
    cipher,
    clock,
    postgres_database,
    postgres_server,
    postgresql_url,
    sql_url,
    sqlite_url,
    world,
    world_url,
)

__all__ = [
    "cipher",
    "clock",
    "postgres_database",
    "postgres_server",
    "postgresql_url",
    "sql_url",
    "sqlite_url",
    "world",
    "world_url",
]
