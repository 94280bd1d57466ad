"""Traces tell where a turn spends its time, and of nobody (docs/decisions/0026)."""

import ast
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bot.local.folder import ROOT
from bot.observability.traces import Traces
from bot.observability.watch import Unwatched
from dialogs.toolbox import Toolbox
from storage.memory import MemoryStores
from storage.records import DeliveryState
from tests.issuer import Issuer
from tests.journeys.test_reporting import ACCOUNT, filled_in
from tests.journeys.world import World, running_world
from tests.stub_connector import Answers, StubConnector

OF_OURS = {
    "kind": {"message", "invoke", "installationUpdate", "conversationUpdate", "other"},
    "found": {"answer", "unsure", "none"},
    "state": {state.value for state in DeliveryState},
}


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def traces(exporter: InMemorySpanExporter) -> Traces:
    return Traces(exporter, share=1)


@pytest.fixture
async def traced(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path, traces: Traces
) -> AsyncIterator[World]:
    async with running_world(issuer, connector, toolbox, tmp_path, watch=traces) as running:
        yield running


async def test_turns_questions_transactions_and_deliveries_are_spans_that_tell_of_nobody(
    traced: World, traces: Traces, exporter: InMemorySpanExporter
) -> None:
    reporter = traced.person("Rhys Reporter", 1)
    await reporter.say("what is a hard breach?")
    await reporter.say("zebra canary marmalade recipes")
    await filled_in(reporter)
    traced.connector.next.append(Answers(403))
    await reporter.say("send")
    await traces.close()
    spans = exporter.get_finished_spans()
    names = {span.name for span in spans}
    assert {"turn", "matcher.find", "conversations.load", "reports.submit", "delivery"} <= names
    assert {"outbox.claim", "outbox.settle"} <= names
    turns = {span.context.span_id for span in named(spans, "turn") if span.context}
    assert all(one.parent and one.parent.span_id in turns for one in named(spans, "matcher.find"))
    assert [dict(one.attributes or {}) for one in named(spans, "delivery")] == [
        {"state": "blocked"}
    ]
    for span in spans:
        for key, value in (span.attributes or {}).items():
            assert value in OF_OURS[key]
    written = "".join(span.to_json() for span in spans)
    private = ("Rhys", "Reporter", "29:person", "a:chat", "canary", ACCOUNT, traced.directory_id(1))
    assert [word for word in private if word in written] == []


async def test_of_an_exception_only_its_kind_is_told(
    traces: Traces, exporter: InMemorySpanExporter
) -> None:
    with pytest.raises(RuntimeError), traces.span("turn", kind="message"):
        raise RuntimeError("secret words of the person")
    await traces.close()
    [span] = exporter.get_finished_spans()
    assert (span.status.description, span.events) == ("RuntimeError", ())


async def test_what_nobody_asked_for_is_no_span(
    traces: Traces, exporter: InMemorySpanExporter
) -> None:
    stores = traces.storing(MemoryStores())
    await stores.outbox.due(4)  # as the engine looks every second
    with traces.span("delivery"):
        await stores.outbox.due(4)
    await traces.close()
    assert [span.name for span in exporter.get_finished_spans()] == ["outbox.due", "delivery"]


async def test_spans_arrive_at_the_collector_that_is_set() -> None:
    bodies: list[bytes] = []

    async def take(request: web.Request) -> web.Response:
        bodies.append(await request.read())
        return web.Response()

    app = web.Application()
    app.router.add_post("/v1/traces", take)
    async with TestServer(app) as collector:
        traces = Traces.to(str(collector.make_url("/v1/traces")), share=1)
        with traces.span("matcher.find"):
            pass
        await traces.close()
    assert len(bodies) == 1
    assert b"matcher.find" in bodies[0]


def test_without_a_collector_nothing_is_wrapped_and_nothing_loaded() -> None:
    stores = MemoryStores()
    assert Unwatched().storing(stores) is stores
    for path in (ROOT / "bot").rglob("*.py"):
        if path.name != "traces.py":
            assert not {"opentelemetry", "traces"} & set(imported_at_once(path)), path


def imported_at_once(path: Path) -> Iterator[str]:
    """Give every part of every name of a module that is imported when this one is."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ImportFrom):
            yield from (node.module or "").split(".")
        if isinstance(node, ast.Import):
            yield from (part for alias in node.names for part in alias.name.split("."))


def named(spans: Sequence[ReadableSpan], name: str) -> list[ReadableSpan]:
    found = [span for span in spans if span.name == name]
    assert found
    return found
