"""The terminal client, piped: all three jobs over the bot's own HTTP endpoint."""

import os
import subprocess
import sys
from pathlib import Path

import psutil

from bot.local.folder import ROOT

TYPED = """\
can i moan about work on facebook?
should I post this?
2
Help! They want to cancel the census report
1
cancel
report a post
1

yes
4
It says that we were hacked.

no
no
1
/triage
1
/staff
my reports
/quit
"""


def chat(folder: Path, typed: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    done = subprocess.run(
        [sys.executable, "-m", "bot.local.chat", "--folder", str(folder)],
        cwd=ROOT,
        env={**environment, "COLUMNS": "100"},
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return " ".join(done.stdout.replace("│", " ").split())


def test_all_three_jobs_can_be_done_in_a_terminal(tmp_path: Path) -> None:
    shown = chat(tmp_path / "a folder", TYPED)
    assert "“Commenting generally that work has been frustrating”" in shown
    assert "Who will you post it as?" in shown
    assert "Saved and delivered. Reference R-" in shown
    assert "You are Tomasz Okafor, a member of Internal Communications" in shown
    assert "Taken by Tomasz Okafor." in shown
    assert "Internal Communications have taken your report R-" in shown
    orphans = [p for p in psutil.process_iter(["cmdline"]) if str(tmp_path) in str(p.info)]
    assert orphans == []
