"""What delivers is killed and cut, at full size, on both engines."""

import pytest

from tests.faults import workers
from tests.replicas import APP
from tests.stub_connector import StubConnector
from tests.stub_graph import running_stub_graph

ENGINES = [("embedded", "sqlite"), ("procrastinate", "postgresql")]
WITHIN_SECONDS = 60.0


@pytest.fixture(params=ENGINES, ids="-on-".join)
def engine_and_url(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Give each engine with an empty database."""
    engine, database = request.param
    return engine, request.getfixturevalue(f"{database}_url")


async def test_fifty_kills_with_a_thousand_reports(
    engine_and_url: tuple[str, str], connector: StubConnector
) -> None:
    engine, url = engine_and_url
    outcome = await workers.workers_killed(url, engine, connector, reports=1000, kills=50)
    print(f"\n{engine}: {outcome}")
    assert (outcome.ledger.lost, outcome.undone, outcome.ledger.unmarked) == (0, 0, 0)
    assert outcome.ledger.repeats <= outcome.kills


@pytest.mark.parametrize("look_up", [True, False])
async def test_mixed_faults_with_eight_kills(
    engine_and_url: tuple[str, str],
    look_up: bool,
    connector: StubConnector,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine, url = engine_and_url
    async with running_stub_graph(connector, APP) as graph:
        if look_up:
            monkeypatch.setenv("TEST_GRAPH_URL", graph.url)
        outcome = await workers.foul_weather(url, engine, connector, reports=300, kills=8)
    print(f"\n{engine}, mixed faults, {'with' if look_up else 'without'} look-up: {outcome}")
    assert (outcome.ledger.lost, outcome.undone, outcome.ledger.unmarked) == (0, 0, 0)
    assert outcome.ledger.repeats == 0 or not look_up


@pytest.mark.parametrize("engine", ["embedded", "procrastinate"])
async def test_one_of_two_replicas_never_returns(
    engine: str, postgresql_url: str, connector: StubConnector
) -> None:
    outcome = await workers.one_never_returns(postgresql_url, engine, connector, reports=200)
    print(f"\n{engine}, one of two died: {outcome}")
    assert (outcome.ledger.lost, outcome.undone, outcome.ledger.unmarked) == (0, 0, 0)
    assert outcome.seconds <= WITHIN_SECONDS


async def test_four_workers_and_ten_thousand_deliveries(
    postgresql_url: str, connector: StubConnector
) -> None:
    outcome = await workers.many_workers(
        postgresql_url, "procrastinate", connector, reports=5000, workers=4
    )
    print(f"\nfour workers, {len(connector.taken)} messages: {outcome}")
    assert (outcome.ledger.lost, outcome.undone) == (0, 0)
    assert outcome.ledger.repeats == outcome.ledger.unmarked == 0
    assert len(connector.taken) == 10_000  # a card and a notice each
