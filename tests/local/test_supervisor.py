"""All parts run, or none: whatever happens, nothing is left behind."""

import asyncio
import socket
import sys
from pathlib import Path

import psutil
import pytest

from bot.local.errors import LocalRunError
from bot.local.part import Part
from bot.local.supervisor import supervised
from tests.ports import own_port
from tests.waiting import PATIENCE_SECONDS

# It ends by itself once it is connected to and told to.
LISTENS = """
import socket, sys
listener = socket.socket()
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen()
while True:
    said = listener.accept()[0].recv(1)
    if said:
        sys.exit(said[0])
"""


def a_part(folder: Path, name: str) -> Part:
    port = own_port()
    command = (sys.executable, "-c", LISTENS, str(port))
    return Part(name=name, command=command, folder=folder, log=folder / f"{name}.log", port=port)


def children() -> list[psutil.Process]:
    return [
        child
        for child in psutil.Process().children(recursive=True)
        if child.status() != psutil.STATUS_ZOMBIE and LISTENS in child.cmdline()
    ]


async def test_when_the_run_ends_all_parts_are_stopped(tmp_path: Path) -> None:
    async with supervised() as supervisor:
        await supervisor.start([a_part(tmp_path, "one"), a_part(tmp_path, "two")])
        assert len(children()) == 2
    assert children() == []


async def test_when_one_part_dies_it_is_named_and_the_others_stop(tmp_path: Path) -> None:
    parts = [a_part(tmp_path, "the bot"), a_part(tmp_path, "a page")]
    async with supervised() as supervisor, asyncio.timeout(PATIENCE_SECONDS):
        await supervisor.start(parts)
        with socket.create_connection(("127.0.0.1", parts[1].port)) as told:
            told.send(bytes([3]))
        death = await supervisor.first_death()
    assert "A page has stopped (status 3), so everything was stopped." in str(death)
    assert children() == []


async def test_a_part_that_never_starts_is_told_with_the_end_of_its_log(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "raise SystemExit('no such database')")
    part = Part("the bot", command, tmp_path, tmp_path / "bot.log", own_port())
    with pytest.raises(LocalRunError, match="no such database"):
        async with supervised() as supervisor:
            await supervisor.start([part])
    assert children() == []
