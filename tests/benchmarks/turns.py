"""What a turn costs, beside the echo bots of three SDKs: `make bench`.

Each bot runs in a process and an environment of its own, against the same stand-in for the Bot
Connector service, driven by this process, with real tokens checked. Rounds are interleaved, and the
median round is told. Every bot is given its own token beforehand, and the stock one its key set.
"""

import argparse
import asyncio
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import tables
from tests.benchmarks.load import (
    Measured,
    Talker,
    echo,
    measure,
    open_session,
    pressed_step,
    question,
    report,
    typed_step,
)
from tests.benchmarks.proof import Case, answered, checks_tokens, taken
from tests.benchmarks.servers import PEERS, Peer, Server, our_bot, stub
from tests.issuer import Issuer, running_issuer

STOCK = f"{PEERS[0].name}: echo"
# The peers are slower: their rounds are that much shorter. So are reports, of three turns each.
SHARES = {STOCK: 4, "teams-apps: echo": 4, "ours: report": 8}


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured: rounds, turns a round, how many at once, and beside whom."""

    rounds: int
    turns: int
    at_once: Sequence[int]
    peers: Sequence[Peer]


async def run(plan: Plan) -> None:
    """Measure, and print the tables. Raises RuntimeError where a turn is not answered as it is."""
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        issuer = stack.enter_context(running_issuer())
        connector = stack.enter_context(stub())
        bench = Bench(issuer, f"http://127.0.0.1:{connector.port}/")
        bots: dict[str, Server] = {}
        for peer in plan.peers:
            bots[peer.name] = stack.enter_context(peer.running(issuer, Path(folder)))
            await bench.greet(peer.name, bots[peer.name])
        bots["ours"] = stack.enter_context(our_bot(issuer, Path(folder), bench.service_url))
        await bench.greet("ours", bots["ours"])
        cases = _cases(bots)
        for number in plan.at_once:
            measured = await bench.rounds(cases, plan, number)
            print(tables.table(number, measured, STOCK))
        print()
        for name, server in bots.items():
            print(f"{name:<{tables.NAME}}{server.megabytes():.0f} MB in the end")


def _cases(bots: dict[str, Server]) -> list[Case]:
    peers = {name: server for name, server in bots.items() if name != "ours"}
    ours = bots["ours"]
    return [
        *(Case(f"{name}: echo", server, echo, "text") for name, server in peers.items()),
        Case("ours: short answer", ours, echo, "text"),
        Case("ours: policy question", ours, question, "attachments"),
        Case("ours: check, pressed", ours, pressed_step, ""),
        Case("ours: check, typed", ours, typed_step, "attachments"),
        Case("ours: report", ours, report, "attachments"),
    ]


@dataclass(frozen=True, slots=True)
class Bench:
    """Whose tokens the talkers carry, and where bots are to send their answers."""

    issuer: Issuer
    service_url: str

    async def greet(self, name: str, server: Server) -> None:
        """Print how soon a server that was just started answers, and whether it checks tokens."""
        async with open_session() as session:
            case = Case(name, server, echo, "text")
            talker = Talker(session, server, self._token(), self.service_url, f"first-{name}")
            await answered(case, talker)
            seconds, memory = time.monotonic() - server.started, server.megabytes()
            checks = await checks_tokens(self.issuer, talker)
        tokens = "tokens are checked" if checks else "its TOKEN CHECK IS OFF, which flatters it"
        print(f"{name:<{tables.NAME}}first answer {seconds:.1f} s after its start, ", end="")
        print(f"{memory:.0f} MB then; {tokens}")

    async def rounds(self, cases: list[Case], plan: Plan, number: int) -> dict[str, list[Measured]]:
        """Measure all cases in turn, and again, with so many talkers at once."""
        measured: dict[str, list[Measured]] = defaultdict(list)
        async with open_session() as session:
            talkers = {
                case.name: [
                    Talker(session, case.server, self._token(), self.service_url, chat)
                    for chat in (
                        f"{case.turn.__name__}-{case.server.port}-{n}" for n in range(number)
                    )
                ]
                for case in cases
            }
            for case in cases:
                await measure(case.server, talkers[case.name], case.turn, 2 * number)
                await answered(case, talkers[case.name][0])
            for _ in range(plan.rounds):
                for case in cases:
                    turns = plan.turns // SHARES.get(case.name, 1)
                    result = await _round(case, talkers[case.name], max(turns, number))
                    measured[case.name].append(result)
        return measured

    def _token(self) -> dict[str, str]:
        return self.issuer.authorization(self.service_url)


async def _round(case: Case, talkers: list[Talker], turns: int) -> Measured:
    before = await taken(talkers[0])
    result = await measure(case.server, talkers, case.turn, turns)
    sent = await taken(talkers[0]) - before
    if case.shows and sent < turns:
        raise RuntimeError(f"{case.name}: {turns} turns sent only {sent} messages")
    return result


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--turns", type=int, default=800, help="turns a round")
    parser.add_argument("--at-once", type=int, nargs="*", default=[1, 16, 64])
    given = parser.parse_args()
    peers = [peer for peer in PEERS if peer.python.exists()]
    print(f"Measured on {tables.machine()}. Medians of {given.rounds} rounds.")
    if PEERS[0] not in peers:
        print("The stock bot is not installed (make bench installs it), so there are no ratios.")
    asyncio.run(run(Plan(given.rounds, given.turns, given.at_once, peers)))


if __name__ == "__main__":
    main()
