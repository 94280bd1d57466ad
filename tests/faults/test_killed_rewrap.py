"""A change of key that is killed on its way loses nothing, and is finished by the next."""

from tests.contracts.fixtures import (
    postgres_database,
    postgres_server,
    postgresql_url,
    sql_url,
    sqlite_url,
)
from tests.faults.changing_keys import Outcome, change_the_key

__all__ = [
    "postgres_database",
    "postgres_server",
    "postgresql_url",
    "sql_url",
    "sqlite_url",
]


async def test_a_change_of_key_that_is_killed_twice_loses_nothing(sql_url: str) -> None:
    assert await change_the_key(sql_url, reports=20, kills=2) == Outcome(20, 0, 0)
