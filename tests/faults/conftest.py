"""What the fault tests run on: the real service, over every database."""

from tests.contracts.fixtures import (
    cipher,
    clock,
    postgres_database,
    postgres_server,
    postgresql_url,
    sql_url,
    sqlite_template,
    sqlite_url,
)
from tests.journeys.conftest import connector, issuer, toolbox

__all__ = [
    "cipher",
    "clock",
    "connector",
    "issuer",
    "postgres_database",
    "postgres_server",
    "postgresql_url",
    "sql_url",
    "sqlite_template",
    "sqlite_url",
    "toolbox",
]
