"""A change of key, killed thirty times while a thousand reports come in."""

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

REPORTS, KILLS = 1_000, 30


async def test_thirty_kills_of_a_change_of_key(sql_url: str) -> None:
    outcome = await change_the_key(sql_url, reports=REPORTS, kills=KILLS)
    print(
        f"\nchange of key killed {KILLS} times: {outcome.acknowledged} acknowledged, "
        f"{outcome.missing} missing, {outcome.unreadable} unreadable"
    )
    assert outcome == Outcome(REPORTS, 0, 0)
