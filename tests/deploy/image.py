"""What the Dockerfile makes, without Docker: its files in a folder, and its command run there."""

import fnmatch
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.local.folder import ROOT
from tests.ports import listened_on, own_ports
from tests.waiting import wait_until

CONTAINER = ROOT / "deploy" / "container"
DOCKERFILE = (CONTAINER / "Dockerfile").read_text()


def instructions(name: str) -> list[str]:
    """Return the arguments of each such instruction, continued lines joined."""
    joined = re.sub(r"\\\n\s*", "", DOCKERFILE)
    return re.findall(rf"^{name} (.*)$", joined, re.MULTILINE)


def command_line(name: str) -> list[str]:
    """Return an ENTRYPOINT or CMD in its JSON form."""
    [given] = instructions(name)
    return [word.strip('", ') for word in re.findall(r'"[^"]*"', given)]


def environment() -> dict[str, str]:
    """Return the variables that the image sets."""
    pairs = [pair for given in instructions("ENV") for pair in shlex.split(given)]
    return dict(pair.split("=", 1) for pair in pairs)


def copy_into(folder: Path) -> None:
    """Copy what the second stage copies from the project, less what .dockerignore leaves out."""
    ignored = (CONTAINER / "Dockerfile.dockerignore").read_text().splitlines()
    left_out = [line for line in ignored if line and line[0] not in "#!*"]

    def leave_out(parent: str, names: list[str]) -> list[str]:
        inside = Path(parent).relative_to(ROOT)
        return [
            name
            for name in names
            if name == "__pycache__"
            or any(fnmatch.fnmatch((inside / name).as_posix(), one) for one in left_out)
        ]

    copied = [given.split() for given in instructions("COPY") if "--" not in given]
    for source, target in (given for given in copied if len(given) == 2):
        if (ROOT / source).is_dir():
            assert f"!{source}" in ignored, f"{source} is copied, but .dockerignore leaves it out"
            shutil.copytree(ROOT / source, folder / target, ignore=leave_out)


@dataclass(frozen=True, slots=True)
class Service:
    """The service as the image runs it, on ports of this machine."""

    process: subprocess.Popen[str]
    port: int
    metrics_port: int

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def running(image: Path, **settings: str) -> Iterator[Service]:
    """Run the image's command in its folder, in local mode, until it is told to stop."""
    port, metrics = own_ports(2)
    given = environment() | {"BOT_HOST": "127.0.0.1"} | settings
    given |= {"BOT_PORT": str(port), "BOT_METRICS_PORT": str(metrics), "PATH": os.environ["PATH"]}
    [interpreter, *arguments] = command_line("ENTRYPOINT") + command_line("CMD")
    assert interpreter == "python"
    with subprocess.Popen(
        [sys.executable, *arguments, "--local"],
        cwd=image,
        env=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            wait_until(lambda: process.poll() is not None or listened_on(port))
            assert process.poll() is None, process.communicate()[0]
            yield Service(process, port, metrics)
        finally:
            process.kill()
