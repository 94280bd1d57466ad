"""What was acknowledged is kept: ten thousand reports, twenty kills, five dead servers."""

from typing import Any

from tests.contracts.support import SetClock
from tests.faults.conftest import RunWorld
from tests.faults.ledger import ready_cards, references
from tests.faults.test_channel_down import OUTAGES, a_day_without
from tests.faults.test_no_database import gone_for
from tests.faults.writers import killed_writer, through_killed_servers
from tests.stub_connector import StubConnector

KILLS = 20
ACKNOWLEDGED = 10_000


async def test_twenty_kills_of_the_service_on_sqlite(sqlite_url: str) -> None:
    acknowledged: dict[str, str] = {}
    for _ in range(KILLS):
        acknowledged |= killed_writer(sqlite_url, ACKNOWLEDGED // KILLS)
    missing = acknowledged.keys() - references(sqlite_url)
    print(
        f"\nwriter killed {KILLS} times: {len(acknowledged)} acknowledged, {len(missing)} missing"
    )
    assert len(acknowledged) >= ACKNOWLEDGED
    assert not missing
    assert set(acknowledged.values()) <= ready_cards(sqlite_url)


async def test_five_kills_of_the_server(own_server: Any) -> None:
    takings = await through_killed_servers(own_server, kills=5, between=200)
    print(f"\nserver killed 5 times: {len(takings.acknowledged)} acknowledged, 0 missing, ", end="")
    print(f"{takings.refused} refused, the slowest answer after {takings.slowest:.1f} s")


async def test_postgresql_gone_for_a_minute(run_world: RunWorld, own_server: Any) -> None:
    takings = await gone_for(own_server, run_world, seconds=60)
    print(f"\nPostgreSQL gone for 60 s: {len(takings.acknowledged)} acknowledged, ", end="")
    print(f"{takings.refused} refused, the slowest answer after {takings.slowest:.1f} s")


async def test_a_day_without_the_channel(
    sqlite_url: str, connector: StubConnector, clock: SetClock
) -> None:
    await a_day_without(sqlite_url, connector, clock, OUTAGES[0], reports=96)
    print("\na day without the channel: 96 reports, drained in order, nothing dead")
