"""What a turn costs, beside the SDK's own echo bot: `make bench`.

Each bot runs in a process and an environment of its own, against the same stand-in for the Bot
Connector service, driven by this process, with real tokens checked. Rounds are interleaved, and the
median round is told. The stock bot is given its key set and its own token beforehand.
"""

import argparse
import asyncio
import os
import platform
import statistics
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.benchmarks.load import (
    Measured,
    Talker,
    Turn,
    echo,
    measure,
    pressed_step,
    question,
    typed_step,
)
from tests.benchmarks.servers import STOCK_PYTHON, Server, our_bot, stock_bot, stub
from tests.issuer import Issuer, running_issuer

STOCK = "stock SDK: echo"


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of turn of one bot."""

    name: str
    server: Server
    turn: Turn


async def run(rounds: int, turns: int, at_once: list[int], *, with_stock: bool) -> None:
    """Measure, and print the table."""
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        issuer = stack.enter_context(running_issuer())
        connector = stack.enter_context(stub())
        ours = stack.enter_context(our_bot(issuer, Path(folder)))
        cases = [
            Case("ours: short answer", ours, echo),
            Case("ours: policy question", ours, question),
            Case("ours: check, pressed", ours, pressed_step),
            Case("ours: check, typed", ours, typed_step),
        ]
        if with_stock:
            stock = stack.enter_context(stock_bot(issuer, Path(folder)))
            cases.insert(0, Case(STOCK, stock, echo))
        service_url = f"http://127.0.0.1:{connector.port}/"
        await _first_answers(cases, issuer, service_url)
        for number in at_once:
            _print(number, await _rounds(cases, issuer, service_url, rounds, turns, number))
        for server in {case.server.port: case.server for case in cases}.values():
            print(f"port {server.port}: {server.megabytes():.0f} MB in use at the end")


async def _first_answers(cases: list[Case], issuer: Issuer, service_url: str) -> None:
    for case in {c.server.port: c for c in cases}.values():
        async with aiohttp.ClientSession() as session:
            await case.turn(_talker(session, case, issuer, service_url, 0))
        seconds = time.monotonic() - case.server.started
        memory = case.server.megabytes()
        print(f"{case.name:<24} first answer within {seconds:.1f} s of the start, {memory:.0f} MB")


async def _rounds(  # noqa: PLR0917 - a measurement has that many sides
    cases: list[Case], issuer: Issuer, service_url: str, rounds: int, turns: int, number: int
) -> dict[str, list[Measured]]:
    measured: dict[str, list[Measured]] = defaultdict(list)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        talkers = {
            case.name: [_talker(session, case, issuer, service_url, n) for n in range(number)]
            for case in cases
        }
        for case in cases:
            await measure(case.server, talkers[case.name], case.turn, 2 * number)
        for _ in range(rounds):
            for case in cases:
                round_turns = max(turns // 8 if case.name == STOCK else turns, number)
                result = await measure(case.server, talkers[case.name], case.turn, round_turns)
                measured[case.name].append(result)
    return measured


def _talker(
    session: aiohttp.ClientSession, case: Case, issuer: Issuer, service_url: str, number: int
) -> Talker:
    chat = f"{case.turn.__name__}-{case.server.port}-{number}"
    return Talker(session, case.server, issuer.authorization(service_url), service_url, chat)


def _print(number: int, measured: dict[str, list[Measured]]) -> None:
    print(
        f"\n{number} at once        CPU ms/turn    turns/s     p50 ms    p99 ms   turns/s : stock"
    )
    stock = _turns_a_second(measured[STOCK]) if STOCK in measured else None
    for name, results in measured.items():
        cpu = statistics.median(r.cpu_seconds / r.turns for r in results) * 1000
        rate = _turns_a_second(results)
        each = sorted(seconds for result in results for seconds in result.each)
        p50, p99 = each[len(each) // 2] * 1000, each[int(len(each) * 0.99)] * 1000
        ratio = f"{rate / stock:8.1f}" if stock else ""
        print(f"{name:<24}{cpu:8.2f}{rate:12.0f}{p50:11.1f}{p99:10.1f}{ratio}")


def _turns_a_second(results: list[Measured]) -> float:
    return statistics.median(result.turns / result.seconds for result in results)


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--turns", type=int, default=800, help="turns a round")
    parser.add_argument("--at-once", type=int, nargs="*", default=[1, 16, 64])
    given = parser.parse_args()
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    print(f"Measured on {machine}. Medians of {given.rounds} rounds.")
    with_stock = STOCK_PYTHON.exists()
    if not with_stock:
        print("The stock bot is not installed (make bench installs it), so there are no ratios.")
    asyncio.run(run(given.rounds, given.turns, given.at_once, with_stock=with_stock))


if __name__ == "__main__":
    main()
