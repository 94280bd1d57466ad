"""Traces for OpenTelemetry: where a turn spends its time. Never who, never what.

A turn, a question to the matcher, a storage transaction and a delivery are spans. Their names and
attributes are words of this program; of an exception only its kind is kept. Loaded with
`BOT_TRACES_URL` alone, since its packages are in requirements/otel.txt and not in run.txt.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, Self, cast
from uuid import UUID

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import Span, Status, StatusCode, get_current_span
from typing_extensions import override

from bot.authentication import Claims
from bot.deliveries.delivery import Courier
from bot.endpoint import Handle, InvokeAnswer
from bot.observability.metrics import OTHER, TURN_KINDS
from bot.observability.watch import Watch
from dialogs.toolbox import Finder
from policy_content.model import Finding
from storage.ports.stores import Stores
from storage.records import DeliveryState

NAME = "social-media-policy-bot"
SEND_SECONDS = 5.0


class Traces(Watch):
    """Makes the spans of one service, and sends them."""

    def __init__(self, exporter: SpanExporter, share: float) -> None:
        # Given whole: the SDK would else read the environment, and name the machine.
        self._provider = TracerProvider(
            sampler=ParentBased(TraceIdRatioBased(share)),
            resource=Resource({"service.name": NAME}),
            shutdown_on_exit=False,
        )
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer(NAME)

    @classmethod
    def to(cls, url: str, share: float) -> Self:
        """Send a share of the traces (0 to 1) to a collector, by OTLP over HTTP."""
        return cls(OTLPSpanExporter(endpoint=url, timeout=SEND_SECONDS), share)

    @override
    async def close(self) -> None:
        """Send what is left."""
        await asyncio.to_thread(self._provider.shutdown)

    @contextmanager
    def span(self, name: str, **attributes: str) -> Iterator[Span]:
        """Time what happens meanwhile, as part of the span around it."""
        with self._tracer.start_as_current_span(
            name, attributes=attributes, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield span
            except BaseException as error:
                # Its words may be somebody's; its kind is ours.
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise

    @override
    def handling(self, handle: Handle) -> Handle:
        """Trace each turn; its span tells the activity's type."""

        @wraps(handle)
        async def traced(claims: Claims, activity: Any, raw: dict[str, Any]) -> InvokeAnswer | None:
            kind = activity.type if activity.type in TURN_KINDS else OTHER
            with self.span("turn", kind=kind):
                return await handle(claims, activity, raw)

        return traced

    @override
    def finding(self, find: Finder) -> Finder:
        """Trace each question; its span tells what kind of answer was found."""

        def found(question: str) -> Finding:
            with self.span("matcher.find") as span:
                finding = find(question)
                span.set_attribute("found", finding.kind)
            return finding

        return found

    @override
    def delivering(self, courier: Courier) -> Courier:
        """Trace each delivery; its span tells the state that it came to."""
        same = {each.name: getattr(courier, each.name) for each in fields(courier)}
        return _TracedCourier(**same, traces=self)

    @override
    def storing(self, stores: Stores) -> Stores:
        """Trace the transactions of turns and deliveries, each named like `reports.submit`."""
        return cast("Stores", _TracedStores(self, stores))


@dataclass(slots=True)
class _TracedCourier(Courier):
    traces: Traces = field(kw_only=True)

    @override
    async def deliver(self, delivery: UUID) -> DeliveryState:
        with self.traces.span("delivery") as span:
            state = await Courier.deliver(self, delivery)
            span.set_attribute("state", state.value)
        return state


class _TracedStores:
    """All stores. A method of a store is a transaction (storage.ports), and so a span."""

    def __init__(self, traces: Traces, stores: Stores) -> None:
        self._traces, self._stores = traces, stores
        for name in Stores.__annotations__:
            setattr(self, name, _TracedStore(traces, name, getattr(stores, name)))

    async def close(self) -> None:
        await self._stores.close()


class _TracedStore:
    def __init__(self, traces: Traces, name: str, store: object) -> None:
        self._traces, self._name, self._store = traces, name, store

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)
        if not iscoroutinefunction(method):
            return method

        @wraps(method)
        async def traced(*given: Any, **named: Any) -> Any:
            if not get_current_span().is_recording():
                # The looks of the engine and of the probes, every second, would drown the rest.
                return await method(*given, **named)
            with self._traces.span(f"{self._name}.{name}"):
                return await method(*given, **named)

        setattr(self, name, traced)
        return traced
