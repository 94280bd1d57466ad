"""Logs: one JSON object a line on standard output, each with an `action`, none with content.

Our own records name the action as their message and give details as `extra`:
`log.info("turn.done", extra={"ms": 12})`, or give `extra={"action": …}` beside a message. A
library's record is reduced to where it came from, as its text may quote a body or a token.
An exception is reduced to its kind and the places that it passed.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from traceback import extract_tb
from types import TracebackType
from typing import Any, Final, TextIO
from uuid import UUID

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger
from typing_extensions import override

OUR_ROOMS: Final = frozenset({"bot", "dialogs", "policy_content", "storage", "__main__"})
# Libraries whose messages hold names of code and of migrations only.
PLAIN_SPOKEN: Final = frozenset({"alembic"})
QUIET: Final = {
    "aiohttp.access": logging.CRITICAL,
    "asyncio": logging.WARNING,
    "botbuilder": logging.ERROR,
    "botframework": logging.ERROR,
    "msal": logging.ERROR,
    "msrest": logging.CRITICAL,
    "procrastinate": logging.ERROR,
    "psycopg": logging.ERROR,
    "sqlalchemy": logging.ERROR,
    "urllib3": logging.ERROR,
}
MAX_TEXT: Final = 300
MAX_FRAMES: Final = 12
_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        room = record.name.partition(".")[0]
        line |= _our_own(record) if room in OUR_ROOMS else _of_a_library(record, room)
        if record.exc_info and record.exc_info[1] is not None:
            line |= _error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


def _our_own(record: logging.LogRecord) -> dict[str, Any]:
    given = {key: value for key, value in vars(record).items() if key not in _STANDARD}
    action = given.pop("action", None) or (record.msg if isinstance(record.msg, str) else "")
    return {"action": action} | {key: _plain(value) for key, value in given.items()}


def _of_a_library(record: logging.LogRecord, room: str) -> dict[str, Any]:
    line: dict[str, Any] = {"action": "library", "where": f"{record.module}:{record.lineno}"}
    if room in PLAIN_SPOKEN:
        line["text"] = record.getMessage()[:MAX_TEXT]
    return line


def _plain(value: object) -> object:
    """Let through what a code or a count looks like; anything else is named by its type only."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, UUID | datetime):
        return str(value)
    return value[:MAX_TEXT] if isinstance(value, str) else f"<{type(value).__name__}>"


def _error(error: BaseException) -> dict[str, Any]:
    frames = extract_tb(error.__traceback__)[-MAX_FRAMES:]
    cause = error.__cause__ or error.__context__
    line: dict[str, Any] = {
        "error": type(error).__name__,
        "trace": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    return line | ({"cause": type(cause).__name__} if cause else {})


class _Handler(logging.StreamHandler[TextIO]):
    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """Say that a record was lost; the default prints its message and arguments."""
        sys.stderr.write(f'{{"action": "log.failed", "logger": "{record.name}"}}\n')


def set_up_logs(level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Send every log record, warning and crash to standard output as JSON. Called once."""
    handler = _Handler(stream or sys.stdout)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, quiet in QUIET.items():
        logging.getLogger(name).setLevel(quiet)
    logging.captureWarnings(capture=True)
    sys.excepthook = _report_crash


def _report_crash(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Report what ends the process as a record, without the exception's text."""
    if issubclass(kind, KeyboardInterrupt):
        return
    exc_info = (kind, error.with_traceback(trace), trace)
    logging.getLogger("bot").critical("process.crashed", exc_info=exc_info)


class AccessLog(AbstractAccessLogger):
    """One line a request: method, the route's path, status and milliseconds.

    The path is that of the route, never what the caller asked for, which may hold anything.
    """

    @override
    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """Log one request; `time` is in seconds."""
        route = request.match_info.route.resource if isinstance(request, web.Request) else None
        logging.getLogger("bot.access").info(
            "http.request",
            extra={
                "method": request.method,
                "path": route.canonical if route is not None else "unmatched",
                "status": response.status,
                "ms": round(time * 1000, 1),
            },
        )
