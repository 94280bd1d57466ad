"""What became of so many reports: which reached the team, how often, and marked how."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import create_engine, text, update
from typing_extensions import override

from dialogs.wording.cases import MAY_REPEAT
from storage.database.tables import deliveries
from storage.records import DeliveryState
from tests.replicas import TRIAGE
from tests.stub_connector import StubConnector

_CASE = re.compile(r"C-[0-9A-Z]{4}-[0-9A-Z]{4}")
_UNDONE = "SELECT count(*) FROM deliveries WHERE state NOT IN ('done', 'called-off')"


@dataclass(frozen=True, slots=True)
class Ledger:
    """`unmarked` are cards that came again without saying so: there must be none.

    `order` are the places of the cases, by when they were opened, in the order of their cards.
    """

    reached: int
    lost: int
    repeats: int
    unmarked: int
    order: tuple[int, ...]

    @override
    def __str__(self) -> str:
        return (
            f"{self.reached} reached, {self.lost} lost, {self.repeats} marked repeats, "
            f"{self.unmarked} unmarked repeats"
        )


def ledger(stub: StubConnector, url: str) -> Ledger:
    """Compare what the team's channel took with the cases in the database."""
    wanted = _cases(url)
    posted = [str(body) for body in stub.posted(TRIAGE)]
    order = [found[0] for body in posted if (found := _CASE.search(body))]
    marked = Counter(
        found[0] for body in posted if MAY_REPEAT in body and (found := _CASE.search(body))
    )
    times = Counter(order)
    places = {case: place for place, case in enumerate(wanted)}
    return Ledger(
        reached=len(times),
        lost=len(set(wanted) - set(times)),
        repeats=len(order) - len(times),
        unmarked=sum(max(0, number - 1 - marked[case]) for case, number in times.items()),
        order=tuple(places[case] for case in times),
    )


def undone(url: str) -> int:
    """Count the deliveries that are neither done nor called off."""
    return int(str(_rows(url, _UNDONE)[0][0]))


def let_leases_run_out(url: str) -> None:
    """Have it be later for all that whoever died had begun: its leases, and its signs of life."""
    past = datetime(2020, 1, 1, tzinfo=UTC)
    held = deliveries.c.state == DeliveryState.SENDING
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(update(deliveries).where(held).values(lease_until=past))
        if engine.dialect.name == "postgresql":
            heartbeats = text("UPDATE procrastinate_workers SET last_heartbeat = :past")
            connection.execute(heartbeats, {"past": past})
    engine.dispose()


def states(url: str) -> dict[str, int]:
    """Count the deliveries in each state."""
    found = _rows(url, "SELECT state, count(*) FROM deliveries GROUP BY state")
    return {str(state): int(str(number)) for state, number in found}


def counts(url: str, *tables: str) -> dict[str, int]:
    """Count the rows of some of our tables, all at one moment."""
    each = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)  # noqa: S608 - our own
    (numbers,) = _rows(url, f"SELECT {each}")
    return {table: int(str(number)) for table, number in zip(tables, numbers, strict=True)}


def count(url: str, table: str) -> int:
    """Count the rows of one of our tables."""
    return counts(url, table)[table]


def references(url: str) -> set[str]:
    """Return the references of all reports that are kept."""
    return {str(reference) for (reference,) in _rows(url, "SELECT reference FROM reports")}


def ready_cards(url: str) -> set[str]:
    """Return the ids of the cards that wait to be sent."""
    query = "SELECT id FROM deliveries WHERE kind = 'case-card' AND state = 'ready'"
    return {str(UUID(str(card))) for (card,) in _rows(url, query)}


def _cases(url: str) -> list[str]:
    """Return the references of all cases, in the order in which they were opened."""
    return [str(ref) for (ref,) in _rows(url, "SELECT reference FROM cases ORDER BY opened_at")]


def _rows(url: str, query: str) -> Sequence[tuple[object, ...]]:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()
