"""The benchmark itself works; what it measures is nobody's assertion."""

import pytest

from tests.benchmarks import arrival, deliveries, growth, many_turns, reports, turns


async def test_a_few_turns_of_each_kind_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    await turns.run(turns.Plan(rounds=1, turns=3, at_once=[2], peers=[]))
    printed = capsys.readouterr().out
    assert "tokens are checked" in printed
    for kind in ("short answer", "policy question", "check, pressed", "check, typed", "report"):
        assert f"ours: {kind}" in printed


async def test_a_few_reports_are_taken_in_and_followed(capsys: pytest.CaptureFixture[str]) -> None:
    await reports.run(seconds=0.1, reports=2)
    printed = capsys.readouterr().out
    assert printed.count("commit to posted") == 3
    assert "5 reports, 0 errors" in printed
    assert "10 reports, 0 errors" in printed


async def test_a_database_that_grows_a_little_is_measured(
    capsys: pytest.CaptureFixture[str],
) -> None:
    await growth.run(conversations=[1, 10], closed=5, times=2)
    printed = capsys.readouterr().out
    for database in ("sqlite", "postgresql"):
        assert f"{database},        10 conversations: turn" in printed
        assert f"{database},         5 closed cases: queue" in printed


async def test_cards_are_counted_that_two_workers_post(capsys: pytest.CaptureFixture[str]) -> None:
    await deliveries.run(workers=[2], cards=3)
    assert "workers: 2: " in capsys.readouterr().out


async def test_many_turns_are_told_of_over_tls_too(capsys: pytest.CaptureFixture[str]) -> None:
    await many_turns.run(turns=10, over_tls=[True])
    printed = capsys.readouterr().out
    assert "over TLS:" in printed
    assert "     10 turns: " in printed


def test_a_morning_is_played_and_more_replicas_never_make_it_slower() -> None:
    few, more = (arrival.morning(5_000, replicas) for replicas in (1, 3))
    assert few.turns == more.turns > 2_000
    assert more.p99 <= few.p99
    assert 0 < more.busy < few.busy
