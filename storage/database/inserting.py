"""Inserting what may be there already: SQLite and PostgreSQL say it alike, SQLAlchemy apart."""

from sqlalchemy import Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_or_skip(dialect: Dialect, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert that leaves alone a row whose key is there."""
    insert = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
    return insert(table).on_conflict_do_nothing()
