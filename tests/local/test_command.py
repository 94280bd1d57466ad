"""The owner's and the operator's commands work on what local running keeps."""

from pathlib import Path

import pytest

from bot.commands.gaps import NONE_KEPT
from bot.local.command import main


def test_gaps_lists_what_the_local_bot_kept(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["gaps"], tmp_path) == 0
    assert NONE_KEPT in capfd.readouterr().out


def test_a_lost_key_is_told_and_nothing_is_run(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bot.sqlite3").touch()
    assert main(["gaps"], tmp_path) == 1
    told = capfd.readouterr()
    assert "encryption.key, is gone" in told.err
    assert not told.out
