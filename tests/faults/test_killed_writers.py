"""What was acknowledged is kept, whoever is killed: the service, or the database's server."""

from typing import Any

from tests.faults.ledger import ready_cards, references
from tests.faults.writers import killed_writer, through_killed_servers


async def test_what_a_killed_service_acknowledged_is_kept(sql_url: str) -> None:
    acknowledged: dict[str, str] = {}
    for _ in range(2):
        acknowledged |= killed_writer(sql_url, receipts=25)
    assert len(acknowledged) >= 50
    assert acknowledged.keys() <= references(sql_url)
    assert set(acknowledged.values()) <= ready_cards(sql_url)


async def test_what_was_acknowledged_before_the_server_was_killed_is_kept(own_server: Any) -> None:
    takings = await through_killed_servers(own_server, kills=2, between=20)
    assert len(takings.acknowledged) >= 60
