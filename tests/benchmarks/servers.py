"""The processes of a benchmark: started together, measured by their CPU, stopped in the end."""

import asyncio
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.local.folder import ROOT
from bot.local.ports import is_free
from storage.migrations import migrate
from tests.certificates import Certificate
from tests.issuer import APP_ID, TENANT_ID, Issuer
from tests.ports import own_port

START_SECONDS = 120.0
STOP_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Server:
    """A process that listens on a port of this machine."""

    port: int
    process: psutil.Process
    started: float
    trusted: ssl.SSLContext | None = None

    @property
    def endpoint(self) -> str:
        """Return where activities are posted; over TLS where a certificate is trusted."""
        scheme = "http" if self.trusted is None else "https"
        return f"{scheme}://127.0.0.1:{self.port}/api/messages"

    def cpu(self) -> float:
        """Return the seconds of CPU used so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def megabytes(self) -> float:
        """Return the memory in use."""
        return float(self.process.memory_info().rss) / 2**20


@contextmanager
def serving(command: Sequence[str]) -> Iterator[Server]:
    """Run a command whose first argument after the script is the port `PORT`; then stop it."""
    port = own_port()
    started = time.monotonic()
    words = [str(port) if word == "PORT" else word for word in command]
    child = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        while is_free(port):
            if child.poll() is not None or time.monotonic() - started > START_SECONDS:
                raise RuntimeError(f"{words[2:4]} did not start")
            time.sleep(0.01)
        yield Server(port, psutil.Process(child.pid), started)
    finally:
        _stop(child)


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


@contextmanager
def our_bot(
    issuer: Issuer, folder: Path, service_url: str, shown: Certificate | None = None
) -> Iterator[Server]:
    """Run our bot, over a database of its own that is migrated beforehand, as in a deployment.

    With a certificate it is spoken to over TLS.
    """
    database = f"sqlite:///{folder / 'bench.sqlite3'}"
    with ThreadPoolExecutor(1) as elsewhere:  # a loop is running here already
        elsewhere.submit(asyncio.run, migrate(database)).result()
    module = [sys.executable, "-m", "tests.benchmarks.serve_bot"]
    arguments = ["PORT", issuer.metadata_url, database, service_url]
    if shown is not None:
        arguments.append(str(shown.file))
    with serving([*module, *arguments]) as server:
        yield server if shown is None else replace(server, trusted=shown.trusted())


@dataclass(frozen=True, slots=True)
class Peer:
    """Another SDK's echo bot, in an environment of its own; `arguments` come after the port."""

    name: str
    environment: str
    script: str
    arguments: Callable[[Issuer, Path], list[str]]

    @property
    def python(self) -> Path:
        """Return its Python."""
        return ROOT / self.environment / "bin" / "python"

    @contextmanager
    def running(self, issuer: Issuer, folder: Path) -> Iterator[Server]:
        """Run it."""
        script = str(ROOT / "tests" / "benchmarks" / self.script)
        arguments = self.arguments(issuer, folder)
        with serving([str(self.python), script, "PORT", *arguments, APP_ID, TENANT_ID]) as server:
            yield server


def _key_in_a_file(issuer: Issuer, folder: Path) -> list[str]:
    """Write the key down: the stock SDK would fetch it over https alone."""
    key_file = folder / "key.pem"
    public = issuer.key.public_key()
    key_file.write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return [str(key_file), issuer.key_id]


PEERS = (
    Peer("botbuilder", ".venv-bench", "serve_stock.py", _key_in_a_file),
    Peer(
        "agents",
        ".venv-bench-agents",
        "serve_agents.py",
        lambda issuer, _: [f"{issuer.url}/v1/.well-known/keys"],
    ),
    Peer(
        "teams-apps", ".venv-bench-teams", "serve_teams.py", lambda issuer, _: [issuer.metadata_url]
    ),
)


@contextmanager
def stub() -> Iterator[Server]:
    """Run the Bot Connector service's stand-in."""
    with serving([sys.executable, "-m", "tests.benchmarks.stub", "PORT"]) as server:
        yield server
