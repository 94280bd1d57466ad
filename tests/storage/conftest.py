"""The SQL stores' own tests run on the databases of `tests.contracts.fixtures`."""

from tests.contracts.fixtures import (
    cipher,
    clock,
    postgres_database,
    postgres_server,
    postgresql_url,
    sql_url,
    sql_world,
    sqlite_url,
)
from tests.postgres import own_server

__all__ = [
    "cipher",
    "clock",
    "own_server",
    "postgres_database",
    "postgres_server",
    "postgresql_url",
    "sql_url",
    "sql_world",
    "sqlite_url",
]
