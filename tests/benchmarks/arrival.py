"""A policy-announcement morning, simulated: `python -m tests.benchmarks.arrival`. Asserts nothing.

One fifth of the staff come after the announcement, most of them soon (exponentially, twenty minutes
in the mean). Each asks two questions; one in ten walks through a check of eight steps, half of them
pressed; one in a thousand reports a post. What each turn costs was measured (docs/scale.md). A
replica has one processor, and takes its turns in the order in which they come.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

SHARE_THAT_COMES = 0.2
MEAN_SECONDS = 1_200.0
THINKS_SECONDS = 20.0
CHECKS_SHARE = 0.1
STEPS = 8
REPORTS_SHARE = 0.001


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of turn: processor seconds, and requests to the Bot Connector service."""

    seconds: float
    requests: int


QUESTION, STEP_TYPED = Kind(0.0065, 1), Kind(0.0023, 1)
STEP_PRESSED, REPORT = Kind(0.0019, 0), Kind(0.025, 2)


@dataclass(frozen=True, slots=True)
class Morning:
    """What came of it: turns, how long they took (seconds), and requests in the busiest second."""

    turns: int
    p50: float
    p99: float
    busiest: int
    busy: float


def _talk(chance: random.Random) -> Iterator[Kind]:
    """Yield what one person does, turn by turn."""
    yield from (QUESTION, QUESTION)
    if chance.random() < CHECKS_SHARE:
        yield from (STEP_TYPED, STEP_PRESSED) * (STEPS // 2)
    if chance.random() < REPORTS_SHARE:
        yield REPORT


def _turns(staff: int, chance: random.Random) -> list[tuple[float, float, int]]:
    """Return all turns as (when, processor seconds, requests), in order."""
    found = []
    for _ in range(int(staff * SHARE_THAT_COMES)):
        at = chance.expovariate(1 / MEAN_SECONDS)
        for kind in _talk(chance):
            found.append((at, kind.seconds, kind.requests))
            at += chance.expovariate(1 / THINKS_SECONDS)
    return sorted(found)


def morning(staff: int, replicas: int, seed: int = 1) -> Morning:
    """Play one morning. Each turn goes to the replica that is free first."""
    turns = _turns(staff, random.Random(seed))  # noqa: S311 - a simulation
    free_at = [0.0] * replicas
    heapify(free_at)
    took, requests = [], Counter[int]()
    busy = Counter[int]()
    for at, seconds, sent in turns:
        done = max(heappop(free_at), at) + seconds
        heappush(free_at, done)
        took.append(done - at)
        requests[int(done)] += sent
        busy[int(at) // 60] += round(seconds * 1e6)
    took.sort()
    share = max(busy.values()) / 60e6 / replicas
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    return Morning(len(turns), p50, p99, max(requests.values()), share)


def main() -> None:
    """Read the arguments and play."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--staff", type=int, nargs="*", default=[5_000, 100_000, 2_000_000])
    parser.add_argument("--replicas", type=int, nargs="*", default=[1, 2, 4, 8, 12])
    given = parser.parse_args()
    for staff in given.staff:
        for replicas in given.replicas:
            end = morning(staff, replicas)
            print(
                f"{staff:>9,} staff, {replicas:>2} replicas: {end.turns:>9,} turns, "
                f"p50 {end.p50 * 1000:.0f} ms, p99 {end.p99 * 1000:.0f} ms, "
                f"{end.busy:.0%} busy in the fullest minute, "
                f"{end.busiest} requests to Teams in the fullest second"
            )


if __name__ == "__main__":
    main()
