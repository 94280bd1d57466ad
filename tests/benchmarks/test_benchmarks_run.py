"""The benchmark itself works; what it measures is nobody's assertion."""

import pytest

from tests.benchmarks import turns


async def test_a_few_turns_of_each_kind_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    await turns.run(turns.Plan(rounds=1, turns=3, at_once=[2], peers=[]))
    printed = capsys.readouterr().out
    assert "tokens are checked" in printed
    for kind in ("short answer", "policy question", "check, pressed", "check, typed", "report"):
        assert f"ours: {kind}" in printed
