"""The benchmark itself works; what it measures is nobody's assertion."""

import pytest

from tests.benchmarks import reports, turns


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
