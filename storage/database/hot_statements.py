"""Statements that every turn runs: compiled once, then handed to the driver as they are.

SQLAlchemy's own execution costs several times what SQLite needs for the statement itself, and a
turn has no time to lose. Only conversation states are kept so; everything else goes the usual way.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement


class HotStatement:
    """One statement, whose bound parameters all have names.

    Values go to the driver, and rows come from it, unconverted: the caller converts times.
    """

    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        is_sqlite = dialect.name == "sqlite"
        named = SQLiteDialect_pysqlite(paramstyle="named") if is_sqlite else dialect
        self._sql = str(statement.compile(dialect=named))
        self._driver_error: type[Exception] = dialect.loaded_dbapi.Error

    def run(self, connection: Connection, values: Mapping[str, object]) -> DBAPICursor:
        """Run it in the connection's transaction. Raises DBAPIError, as SQLAlchemy does."""
        cursor = connection.connection.cursor()
        try:
            parameters: Any = values
            cursor.execute(self._sql, parameters)
        except self._driver_error as error:
            raise DBAPIError.instance(
                self._sql, None, error, self._driver_error, hide_parameters=True
            ) from error
        return cursor
