"""The long versions run on what the quick ones run on."""

from tests.faults.conftest import (
    cipher,
    clock,
    connector,
    issuer,
    own_server,
    postgres_database,
    postgres_server,
    postgresql_url,
    run_world,
    sql_url,
    sqlite_url,
    toolbox,
)

__all__ = [
    "cipher",
    "clock",
    "connector",
    "issuer",
    "own_server",
    "postgres_database",
    "postgres_server",
    "postgresql_url",
    "run_world",
    "sql_url",
    "sqlite_url",
    "toolbox",
]
