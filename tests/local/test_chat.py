"""The terminal client with the bot itself: all three jobs, piped, and how it ends."""

import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from bot.local.folder import ROOT
from tests.ports import own_port
from tests.waiting import PATIENCE_SECONDS, wait_until

LINK = "https://engage.cloud.microsoft/main/threads/eyJfdHlwZSI6IlRocmVhZCIsImlkIjoiMjQ2OCJ9"

TYPED = f"""\
can i moan about work on facebook?
should I post this?
2
Help! They want to cancel the census report
1
1
2
2
report a post
1
{LINK}

4
It says that we were hacked.



1
/triage
1
/staff
/wait
/quit
"""


def command(folder: Path, *more: str) -> list[str]:
    with_port = more if "--port" in more else (*more, "--port", str(own_port()))
    return [sys.executable, "-m", "bot.local.chat", "--folder", str(folder), *with_port]


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("BOT_")} | {
        "COLUMNS": "100"
    }


def chat(folder: Path, typed: str, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, *more),
        cwd=ROOT,
        env=environment(),
        input=typed,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


def flat(printed: str) -> str:
    return " ".join(printed.replace("│", " ").replace("┃", " ").split())


def left_over(folder: Path) -> list[dict[str, object]]:
    """Return the processes that have to do with a folder: by their words or their settings."""
    mark = str(folder)
    return [
        {"pid": one.pid, "words": one.cmdline()}
        for one in psutil.process_iter()
        if one.pid != os.getpid() and mark in _words_and_settings(one)
    ]


def _words_and_settings(process: psutil.Process) -> str:
    try:
        return " ".join([*process.cmdline(), *process.environ().values()])
    except psutil.Error:
        return ""


def test_all_three_jobs_can_be_done_in_a_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "a folder"
    port = own_port()
    done = chat(folder, TYPED, "--port", str(port))
    assert (done.returncode, done.stderr) == (0, "")
    shown = flat(done.stdout)
    assert f"It listens on http://127.0.0.1:{port}." in shown
    assert "“Commenting generally that work has been frustrating”" in shown
    assert "not-a-breach.work-frustrating" in shown
    _, checked = shown.split("Who will you post it as?", 1)
    assert "Don't post: the policy lists it as a hard breach." in checked
    assert "“Suggest or confirm ONS has been hacked”" in checked
    _, reported = shown.split("Saved and delivered. Reference R-", 1)
    _, at_the_desk = reported.split("You are Tomasz Okafor, a member of Internal Communications", 1)
    assert "It says that we were hacked." in at_the_desk
    assert "Taken by Tomasz Okafor." in at_the_desk
    _, back = at_the_desk.split("You are Rhian Morgan, a member of staff", 1)
    assert "has been taken by Internal Communications" in back
    # The client may tell meanwhile that the other seat has news; the bot names nobody.
    assert "Tomasz" not in back.replace("There is news for Tomasz Okafor: /triage", "")
    assert left_over(folder) == []
    assert stat.S_IMODE((folder / "encryption.key").stat().st_mode) == 0o600
    assert "hacked" not in (folder / "logs" / "bot.log").read_text()


@contextmanager
def talking(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Give a client at its first prompt, with its input still open."""
    process = subprocess.Popen(
        command(folder),
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdin is not None
    too_long = threading.Timer(PATIENCE_SECONDS, process.kill)
    too_long.start()
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if "[1] Check a post" in line:
                break
        else:
            raise AssertionError("the client ended before it greeted")
        too_long.cancel()
        yield process
    finally:
        too_long.cancel()
        process.kill()
        process.wait()
        process.stdin.close()
        if process.stdout is not None:
            process.stdout.close()


def bot_of(client: subprocess.Popen[str]) -> psutil.Process:
    (bot,) = psutil.Process(client.pid).children()
    return bot


def test_when_it_is_asked_to_stop_it_stops_the_bot_too(tmp_path: Path) -> None:
    with talking(tmp_path) as client:
        client.send_signal(signal.SIGINT)
        assert client.wait(PATIENCE_SECONDS) == 0  # though its input is still open
        assert left_over(tmp_path) == []


def test_when_it_is_killed_the_bot_stops_by_itself(tmp_path: Path) -> None:
    with talking(tmp_path) as client:
        client.kill()
        wait_until(lambda: not left_over(tmp_path))


def test_when_the_bot_dies_the_client_says_so_and_ends(tmp_path: Path) -> None:
    with talking(tmp_path) as client:
        bot_of(client).kill()
        assert client.wait(PATIENCE_SECONDS) == 1
        assert client.stdout is not None
        printed = client.stdout.read()
        assert "The bot has stopped (status -9)" in printed
        assert "Traceback" not in printed
        assert left_over(tmp_path) == []
