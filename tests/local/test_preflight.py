"""What a machine lacks is told in one sentence, with the command that mends it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.local.folder import ROOT

SCRIPT = ROOT / "deploy" / "local" / "preflight.sh"


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Return a folder that is the whole PATH, with nothing in it but a shell's needs."""
    folder = tmp_path / "programs"
    folder.mkdir()
    return folder


def a_program(folder: Path, name: str, *lines: str) -> None:
    program = folder / name
    program.write_text("\n".join(("#!/bin/sh", *lines, "")))
    program.chmod(0o755)


def preflight(folder: Path, *needs: str) -> subprocess.CompletedProcess[str]:
    shell = shutil.which("sh")
    assert shell is not None
    return subprocess.run(
        [shell, str(SCRIPT), *needs],
        env={"PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_machine_without_python_is_told_how_to_get_it(programs: Path) -> None:
    told = preflight(programs, "python")
    assert told.returncode == 1
    assert "needs Python 3.11 or newer" in told.stderr
    assert "sudo apt-get update && sudo apt-get install -y python3 python3-venv" in told.stderr
    assert "brew install python" in told.stderr


def test_an_old_python_is_not_taken(programs: Path) -> None:
    a_program(programs, "python3", "exit 1")
    assert "needs Python 3.11 or newer" in preflight(programs, "python").stderr


def test_a_python_without_venv_is_told_which_package_brings_it(programs: Path) -> None:
    a_program(
        programs,
        "python3",
        'case "$2" in *version_info*3*11*) exit 0 ;; *print*) echo python3.11-venv; exit 0 ;; esac',
        "exit 1",
    )
    told = preflight(programs, "python")
    assert told.returncode == 1
    assert "cannot make virtual environments" in told.stderr
    assert "python3.11-venv" in told.stderr


@pytest.mark.parametrize(
    ("version", "found"), [("", "there is none"), ("v18.19.0", "Node 18.19.0")]
)
def test_node_must_be_20_or_newer_and_chat_is_offered(
    programs: Path, version: str, found: str
) -> None:
    if version:
        a_program(programs, "node", f"echo {version}")
    told = preflight(programs, "node")
    assert told.returncode == 1
    assert found in told.stderr
    assert "make chat" in told.stderr


def test_what_is_missing_is_told_all_at_once(programs: Path) -> None:
    told = preflight(programs, "python", "node")
    assert "Python 3.11" in told.stderr
    assert "Node 20" in told.stderr


def test_a_sound_machine_is_told_nothing_but_its_python(programs: Path) -> None:
    a_program(programs, "python3.11", "exit 0")
    a_program(programs, "node", "echo v20.1.0")
    a_program(programs, "npm", "echo 10")
    told = preflight(programs, "python", "node")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.strip() == os.fspath(programs / "python3.11")
