"""Logs: an action on every record, and no content in any."""

import io
import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from typing_extensions import override

from bot.connector import Connector, NoBearer, Refused, open_session
from bot.observability.logs import AccessLog, set_up_logs
from tests.bot.activities import invoke, message
from tests.bot.conftest import Edge
from tests.bot.forgeries import FORGERIES
from tests.stub_connector import Answers, running_stub_connector

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """Set the logs up as the service does, and put everything back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logging.root.manager.loggerDict}
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    stream = io.StringIO()
    set_up_logs(stream=stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in logging.root.manager.loggerDict:
        logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))


def test_a_record_is_one_line_with_its_action_and_details(lines: Lines) -> None:
    log = logging.getLogger("bot.turns.turns")
    log.info("turn.done", extra={"ms": 3.5, "steps": 2, "first": True, "nothing": None})
    log.warning("words for readers", extra={"action": "delivery.blocked", "why": "refused-403"})
    done, blocked = lines()
    assert (done["action"], done["ms"], done["steps"], done["first"]) == ("turn.done", 3.5, 2, True)
    assert (done["level"], done["logger"]) == ("info", "bot.turns.turns")
    assert datetime.fromisoformat(done["time"]).tzinfo == UTC
    assert (blocked["action"], blocked["why"]) == ("delivery.blocked", "refused-403")
    assert "words for readers" not in json.dumps(blocked)


def test_details_that_are_no_codes_are_named_by_their_type_only(lines: Lines) -> None:
    case = UUID(int=5)
    logging.getLogger("storage.cases.casework").info(
        "case.opened", extra={"case": case, "body": {"text": "canary"}, "texts": ["canary"]}
    )
    [line] = lines()
    assert line["case"] == str(case)
    assert (line["body"], line["texts"]) == ("<dict>", "<list>")


def test_a_line_cannot_be_broken_or_grow_without_end(lines: Lines) -> None:
    logging.getLogger("bot").info(
        "a.b", extra={"why": 'x"\n{"action": "forged"}\u2028' + "y" * 999}
    )
    [line] = lines()
    assert line["action"] == "a.b"
    assert len(line["why"]) == 300


def test_arguments_of_a_message_are_never_printed(lines: Lines) -> None:
    logging.getLogger("bot").info("turn.said %s", "canary")
    assert "canary" not in json.dumps(lines())


def test_an_exception_is_told_by_its_kind_and_places(lines: Lines) -> None:
    try:
        try:
            json.loads("canary")
        except ValueError as error:
            raise RuntimeError("canary") from error
    except RuntimeError:
        logging.getLogger("bot.turns.turns").exception("turn.failed")
    [line] = lines()
    assert (line["error"], line["cause"]) == ("RuntimeError", "JSONDecodeError")
    assert "test_an_exception_is_told_by_its_kind_and_places" in line["trace"][-1]
    assert "canary" not in json.dumps(line)


def test_a_library_is_told_by_the_place_only(lines: Lines) -> None:
    logging.getLogger("aiohttp.server").error("body: %s", "canary", exc_info=ValueError("canary"))
    logging.getLogger("some.library").warning("token canary")
    logging.getLogger("alembic.runtime").info("Running upgrade -> 0001")
    first, second, third = lines()
    assert first["action"] == second["action"] == third["action"] == "library"
    assert first["where"].startswith("test_logs:")
    assert first["error"] == "ValueError"
    assert third["text"] == "Running upgrade -> 0001"
    assert "canary" not in json.dumps([first, second])


@pytest.mark.parametrize("name", ["msal", "urllib3.connectionpool", "msrest", "sqlalchemy.engine"])
def test_talkative_libraries_are_quiet(lines: Lines, name: str) -> None:
    logging.getLogger(name).warning("canary")
    assert lines() == []


def test_warnings_and_crashes_are_records_too(lines: Lines) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("canary", stacklevel=1)
    sys.excepthook(RuntimeError, RuntimeError("canary"), None)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    warning, crash = lines()
    assert warning["action"] == "library"
    assert (crash["action"], crash["error"], crash["level"]) == (
        "process.crashed",
        "RuntimeError",
        "critical",
    )
    assert "canary" not in json.dumps([warning, crash])


def test_a_record_that_cannot_be_written_is_reported_without_it(
    lines: Lines, capsys: pytest.CaptureFixture[str]
) -> None:
    class Unprintable(str):
        @override
        def __getitem__(self, _key: Any) -> str:
            raise RuntimeError("canary")

    logging.getLogger("bot").info("a.b", extra={"why": Unprintable("canary")})
    assert lines() == []
    assert json.loads(capsys.readouterr().err) == {"action": "log.failed", "logger": "bot"}


async def test_the_access_log_names_the_route_and_not_what_was_asked_for(lines: Lines) -> None:
    async def fine(_request: web.Request) -> web.Response:
        return web.Response()

    app = web.Application()
    app.router.add_get("/files/{name}", fine)
    server = TestServer(app)
    await server.start_server(access_log_class=AccessLog)
    async with TestClient(server) as client:
        await client.get("/files/canary?token=canary")
        await client.get("/canary")
    found, missing = [line for line in lines() if line["action"] == "http.request"]
    assert (found["method"], found["path"], found["status"]) == ("GET", "/files/{name}", 200)
    assert (missing["path"], missing["status"]) == ("unmatched", 404)
    assert found["ms"] >= 0
    assert "canary" not in json.dumps(lines())


async def test_nothing_that_passes_the_endpoint_or_the_connector_is_logged(
    lines: Lines, edge: Edge
) -> None:
    secret = message(text="canary", **{"from": {"id": "29:canary", "name": "canary"}})
    await edge.post(secret)
    edge.failure = RuntimeError("canary")
    await edge.post(secret)
    await edge.post(invoke(value={"canary": "canary"}))
    edge.failure = None
    for activity in (
        {"type": "canary"},
        secret | {"text": ["canary"]},
        secret | {"timestamp": "canary"},
    ):
        await edge.post(activity)
    await edge.post_bytes(b"canary")
    tokens = [forge(edge.issuer) or "" for forge in FORGERIES.values()]
    for token in tokens:
        await edge.post(headers={"Authorization": token})
    async with running_stub_connector() as stub, open_session() as session:
        stub.next.append(Answers(403, code="Forbidden"))
        with pytest.raises(Refused):
            await Connector(session, NoBearer()).send_once(stub.service_url, "canary", secret)
    logged = json.dumps(lines())
    assert lines()
    assert all(line["action"] for line in lines())
    assert "canary" not in logged
    assert "29:person" not in logged
    assert not any(
        part in logged for token in tokens for part in token.split(".") if len(part) > 40
    )
    assert {line["action"] for line in lines()} >= {
        "turn.failed",
        "caller.refused",
        "activity.refused",
    }
