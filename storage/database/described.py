"""What a driver said, as far as it may be logged: never the values of a statement."""

import sqlite3

from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)

_DEADLOCK = "40P01"


class DriverError(Exception):
    """What the driver said, as far as it may be logged: never the values of a statement."""


def described(error: SQLAlchemyError) -> DriverError:
    """Tell what went wrong without a value that was written.

    PostgreSQL names the values that violate a constraint or a type, so of those errors only the
    constraint is told; other errors (a lock, the disk, a missing table) keep their first line.
    """
    if not isinstance(error, DBAPIError) or error.orig is None:
        return DriverError(type(error).__name__)
    if isinstance(error, OperationalError | ProgrammingError) or _is_sqlite(error):
        text = str(error.orig).partition("\n")[0]
    else:
        text = getattr(getattr(error.orig, "diag", None), "constraint_name", None) or ""
    return DriverError(f"{type(error.orig).__name__} {text}".strip())


def _is_sqlite(error: DBAPIError) -> bool:
    return isinstance(error.orig, sqlite3.Error)


def came_between(error: SQLAlchemyError) -> bool:
    """Tell whether another writer came between, so that it is worth another try."""
    if isinstance(error, IntegrityError):
        return True
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) == _DEADLOCK
