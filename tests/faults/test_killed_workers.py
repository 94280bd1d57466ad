"""Whoever delivers may be killed at any moment: nothing is lost, and no repeat is unmarked."""

from functools import partial

import pytest

from tests.faults import workers
from tests.faults.ledger import let_leases_run_out
from tests.replicas import APP
from tests.stub_connector import StubConnector
from tests.stub_graph import running_stub_graph

ENGINES = [("embedded", "sqlite"), ("procrastinate", "postgresql")]


@pytest.fixture(params=ENGINES, ids="-on-".join)
def engine_and_url(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Give each engine with an empty database."""
    engine, database = request.param
    return engine, request.getfixturevalue(f"{database}_url")


async def test_nothing_is_lost_by_killing_the_worker(
    engine_and_url: tuple[str, str], connector: StubConnector
) -> None:
    engine, url = engine_and_url
    outcome = await workers.workers_killed(
        url, engine, connector, reports=12, kills=1, then=partial(let_leases_run_out, url)
    )
    assert (outcome.ledger.lost, outcome.undone, outcome.ledger.unmarked) == (0, 0, 0), outcome
    assert outcome.ledger.repeats <= outcome.kills, outcome


@pytest.mark.parametrize("engine_and_url", ENGINES[:1], indirect=True, ids="-on-".join)
async def test_through_mixed_faults_and_a_kill_nothing_is_lost_and_nothing_comes_twice(
    engine_and_url: tuple[str, str], connector: StubConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, url = engine_and_url
    monkeypatch.setenv("TEST_UNCERTAIN_SECONDS", "0.5")
    async with running_stub_graph(connector, APP) as graph:
        monkeypatch.setenv("TEST_GRAPH_URL", graph.url)
        outcome = await workers.foul_weather(
            url, engine, connector, reports=12, kills=1, then=partial(let_leases_run_out, url)
        )
    assert (outcome.ledger.lost, outcome.undone, outcome.ledger.unmarked) == (0, 0, 0), outcome
    assert outcome.ledger.repeats == 0, outcome
