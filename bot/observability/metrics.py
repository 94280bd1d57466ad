"""What is counted, for Prometheus: turns, findings, deliveries, faults. Never who, never what.

Every label has few values, all of them words of this program: a type of activity that is not known
is "other". So no text, name or id of a person can become part of a metric.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from time import perf_counter
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from typing_extensions import override

from dialogs.toolbox import Finder
from policy_content.model import Finding
from storage.records import Backlog, DeliveryState

TURN_KINDS: Final = frozenset({"message", "invoke", "installationUpdate", "conversationUpdate"})
SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 15.0)
OTHER: Final = "other"
_ACTION = re.compile(r"[a-z]+(?:[.-][a-z]+){1,5}")
_MOST_LETTERS = 60


class Faults(logging.Handler):
    """Counts log records from WARNING up, by their action: no fault of ours goes unlogged."""

    def __init__(self, counter: Counter) -> None:
        super().__init__(logging.WARNING)
        self._counter = counter

    @override
    def emit(self, record: logging.LogRecord) -> None:
        """Count one record. What does not look like an action of ours is "other"."""
        action = getattr(record, "action", None) or record.msg
        known = isinstance(action, str) and len(action) <= _MOST_LETTERS
        name = action if known and _ACTION.fullmatch(action) else OTHER
        self._counter.labels(name, record.levelname.lower()).inc()


class Metrics:
    """The instruments of one service, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._turns = Histogram(
            "bot_turn_seconds",
            "Seconds from a checked activity to its last reply, by the activity's type.",
            ["kind"],
            buckets=SECONDS,
            registry=registry,
        )
        self._findings = Counter(
            "bot_findings",
            "Texts put to the policy's matcher, by what it found: answer, unsure or none.",
            ["found"],
            registry=registry,
        )
        faults = Counter(
            "bot_faults",
            "Log records of warnings and errors, by their action.",
            ["action", "level"],
            registry=registry,
        )
        self._faults = Faults(faults)
        self._deliveries = Gauge(
            "bot_deliveries", "Deliveries on record, by state.", ["state"], registry=registry
        )
        self._ages = Gauge(
            "bot_delivery_oldest_seconds",
            "For how long the oldest delivery that is due and not sent has waited, by state.",
            ["state"],
            registry=registry,
        )
        self._database = Gauge(
            "bot_database_up", "1 where the records could be read just now.", registry=registry
        )

    @contextmanager
    def counting_faults(self) -> Iterator[None]:
        """Count what is logged as a warning or an error meanwhile."""
        root = logging.getLogger()
        root.addHandler(self._faults)
        try:
            yield
        finally:
            root.removeHandler(self._faults)

    @contextmanager
    def turn(self, kind: str) -> Iterator[None]:
        """Time one turn by its activity's type."""
        began = perf_counter()
        try:
            yield
        finally:
            known = kind if kind in TURN_KINDS else OTHER
            self._turns.labels(known).observe(perf_counter() - began)

    def counting(self, find: Finder) -> Finder:
        """Return the finder, with what it finds counted."""

        def found(question: str) -> Finding:
            finding = find(question)
            self._findings.labels(finding.kind).inc()
            return finding

        return found

    def written(self, backlog: Backlog | None, now: datetime) -> bytes:
        """Return all metrics as Prometheus reads them; `backlog` is None without the records."""
        self._database.set(backlog is not None)
        self._deliveries.clear()
        self._ages.clear()
        if backlog is not None:
            for state in DeliveryState:
                self._deliveries.labels(state.value).set(backlog.counts[state])
            for state, since in backlog.oldest.items():
                self._ages.labels(state.value).set(max((now - since).total_seconds(), 0.0))
        return generate_latest(self.registry)
