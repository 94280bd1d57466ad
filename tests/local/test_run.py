"""The whole local run: what stops it from starting, and that nothing of it is left behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from bot.local.folder import ROOT
from bot.local.only_one import only_one
from tests.ports import listened_on, own_port, own_ports
from tests.waiting import PATIENCE_SECONDS, wait_until

# Three parts that listen, on a leash as the real ones are, run by the real program.
RUN = """
import asyncio, sys
from pathlib import Path
from bot.local import __main__ as run
from bot.local.part import Part

folder, *ports = sys.argv[1:]
parts = [
    Part(
        name=f"part {port}",
        command=(sys.executable, "-m", "bot.local.leash", "http.server", port, "--bind=127.0.0.1"),
        folder=Path.cwd(),
        log=Path(folder) / f"{port}.log",
        port=int(port),
    )
    for port in ports
]
try:
    sys.exit(asyncio.run(run._run(parts)))
except run.LocalRunError as error:
    sys.exit(str(error))
"""


def environment(**more: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("BOT_")} | more


def started(module: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


@contextmanager
def running(folder: Path) -> Iterator[tuple[subprocess.Popen[str], list[psutil.Process]]]:
    """Give a run that has started, and its parts."""
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, str(folder), *map(str, own_ports(3))],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    parts: list[psutil.Process] = []
    too_long = threading.Timer(PATIENCE_SECONDS, run.kill)
    too_long.start()
    try:
        assert run.stdout is not None
        for line in run.stdout:
            if "Press Ctrl-C" in line:
                break
        else:
            raise AssertionError("the run ended before everything was up")
        too_long.cancel()
        parts += psutil.Process(run.pid).children()
        assert len(parts) == 3
        yield run, parts
    finally:
        too_long.cancel()
        run.kill()
        run.wait()
        if run.stdout is not None:
            run.stdout.close()
        for part in parts:
            if part.is_running():
                part.kill()


def alive(parts: list[psutil.Process]) -> list[psutil.Process]:
    """Return the parts that still run, after a little patience."""
    _, left = psutil.wait_procs(parts, timeout=PATIENCE_SECONDS)
    return [one for one in left if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_asked_to_stop_stops_all_its_parts(
    tmp_path: Path, number: signal.Signals
) -> None:
    with running(tmp_path) as (run, parts):
        run.send_signal(number)
        assert run.wait(PATIENCE_SECONDS) == 0
        assert [one for one in parts if one.is_running()] == []


def test_when_a_part_dies_the_run_names_it_and_stops_the_others(tmp_path: Path) -> None:
    with running(tmp_path) as (run, (dying, *others)):
        port = dying.cmdline()[-2]
        dying.kill()
        assert run.wait(PATIENCE_SECONDS) == 1
        assert run.stdout is not None
        printed = run.stdout.read()
        assert f"Part {port} has stopped (status -9), so everything was stopped." in printed
        assert [one for one in others if one.is_running()] == []


def test_when_the_run_is_killed_its_parts_stop_by_themselves(tmp_path: Path) -> None:
    with running(tmp_path) as (run, parts):
        run.kill()
        run.wait(PATIENCE_SECONDS)
        assert alive(parts) == []


def test_without_node_the_pages_name_make_chat(tmp_path: Path) -> None:
    bot, pages, _ = own_ports(3)
    ports = ("--port", str(bot), "--playground-port", str(pages))
    told = started("bot.local", "--folder", str(tmp_path), *ports, PATH=str(tmp_path))
    assert told.returncode == 1
    assert "need Node 20 or newer" in told.stderr
    assert "make chat" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("module", "option", "remedy"),
    [
        ("bot.local", "--port", "make run PORT="),
        ("bot.local", "--playground-port", "make run PLAYGROUND_PORT="),
        ("bot.local.chat", "--port", "make chat PORT="),
    ],
)
def test_a_port_that_is_taken_is_told_with_what_to_type(
    tmp_path: Path, module: str, option: str, remedy: str
) -> None:
    with socket.socket() as taken:
        port, free = str(own_port()), str(own_port())
        taken.bind(("127.0.0.1", int(port)))
        taken.listen()
        others = ("--port", free) if option == "--playground-port" else ()
        told = started(module, "--folder", str(tmp_path), *others, option, port)
    assert told.returncode == 1
    assert f"Port {port} is in use by another program." in told.stderr
    assert remedy in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("module", ["bot.local", "bot.local.chat"])
def test_a_second_run_from_one_folder_is_refused(tmp_path: Path, module: str) -> None:
    with only_one(tmp_path):
        told = started(module, "--folder", str(tmp_path))
    assert told.returncode == 1
    assert "The bot is already running from this folder" in told.stderr


def test_a_port_is_free_again_once_the_run_has_ended(tmp_path: Path) -> None:
    with running(tmp_path) as (run, parts):
        port = int(parts[0].cmdline()[-2])
        run.terminate()
        run.wait(PATIENCE_SECONDS)
        wait_until(lambda: not listened_on(port))
