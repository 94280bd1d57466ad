"""The figures as they are printed: medians of rounds, how far these lay apart, and the ratios."""

import os
import platform
import statistics
from collections.abc import Callable, Mapping, Sequence

from tests.benchmarks.load import Measured

NAME = 24
HEADINGS = (
    f"{'CPU ms/turn':>11} {'(rounds)':>14}{'turns/s':>11} {'(rounds)':>14}"
    f"{'p50 ms':>9}{'p99 ms':>9}{'CPU:stock':>11}{'turns/s:stock':>15}"
)


def machine() -> str:
    """Describe what is measured on."""
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, "
        f"load average {os.getloadavg()[0]:.1f} before the start"
    )


def table(at_once: int, measured: Mapping[str, Sequence[Measured]], stock: str) -> str:
    """Return a table; `stock` is the row that the ratios are to, where it was measured."""
    heading = f"{at_once} at once"
    beside = measured.get(stock)
    rows = [_row(name, results, beside) for name, results in measured.items()]
    return "\n".join((f"\n{heading:<{NAME}}{HEADINGS}", *rows))


def _row(name: str, results: Sequence[Measured], beside: Sequence[Measured] | None) -> str:
    each = sorted(seconds for result in results for seconds in result.each)
    p50, p99 = each[len(each) // 2] * 1000, each[int(len(each) * 0.99)] * 1000
    row = f"{name:<{NAME}}{_spread(results, _cpu, 2)}{_spread(results, _rate, 0)}"
    row += f"{p50:9.1f}{p99:9.1f}"
    if beside is None:
        return row
    cheaper = _median(results, _cpu) / _median(beside, _cpu)
    faster = _median(results, _rate) / _median(beside, _rate)
    return f"{row}{cheaper:11.2f}{faster:15.1f}"


def _spread(results: Sequence[Measured], figure: Callable[[Measured], float], digits: int) -> str:
    figures = [figure(result) for result in results]
    rounds = f"({min(figures):.{digits}f}–{max(figures):.{digits}f})"
    return f"{statistics.median(figures):11.{digits}f} {rounds:>14}"


def _median(results: Sequence[Measured], figure: Callable[[Measured], float]) -> float:
    # A tick of the clock is the least CPU that the system tells of.
    return max(statistics.median(figure(result) for result in results), 1e-9)


def _cpu(result: Measured) -> float:
    return result.cpu_seconds / result.turns * 1000


def _rate(result: Measured) -> float:
    return result.turns / result.seconds
