"""Memory and CPU over very many turns, and over TLS: `python -m tests.benchmarks.many_turns`.

Sixteen people ask, walk through checks by typing, and say thanks. Memory that grew
with the turns would be a leak. In the same way, then, over TLS. Asserts nothing.
"""

import argparse
import asyncio
import itertools
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks import tables
from tests.benchmarks.load import (
    Measured,
    Talker,
    Turn,
    echo,
    measure,
    open_session,
    question,
    typed_step,
)
from tests.benchmarks.servers import Server, our_bot, stub
from tests.certificates import certificate
from tests.issuer import Issuer, running_issuer

AT_ONCE = 16
TELLS = 5


async def run(turns: int, over_tls: Sequence[bool] = (False, True)) -> None:
    """Measure in the clear and over TLS, and print."""
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        issuer = stack.enter_context(running_issuer())
        connector = stack.enter_context(stub())
        service_url = f"http://127.0.0.1:{connector.port}/"
        for secure in over_tls:
            place = Path(folder) / str(secure)
            place.mkdir()
            shown = certificate(place) if secure else None
            with our_bot(issuer, place, service_url, shown) as server:
                print("over TLS:" if secure else "in the clear:")
                await _talk(server, issuer, service_url, turns)


async def _talk(server: Server, issuer: Issuer, service_url: str, turns: int) -> None:
    """Let people talk, telling now and then what it costs and holds."""
    async with open_session() as session:
        talkers = [
            Talker(session, server, issuer.authorization(service_url), service_url, f"many-{n}")
            for n in range(AT_ONCE)
        ]
        await measure(server, talkers, echo, AT_ONCE)
        print(f"  {AT_ONCE:>7} turns: {server.megabytes():.0f} MB")
        for part in range(1, TELLS + 1):
            done = await measure(server, talkers, mixed(), turns // TELLS)
            print(f"  {turns * part // TELLS:>7} turns: {_figures(server, done)}")


def mixed() -> Turn:
    """Return a turn that is another kind each time."""
    kinds = itertools.cycle((question, echo, typed_step, typed_step))

    async def turn(talker: Talker) -> None:
        await next(kinds)(talker)

    return turn


def _figures(server: Server, done: Measured) -> str:
    cpu = done.cpu_seconds / done.turns * 1000
    return f"{server.megabytes():.0f} MB, {cpu:.2f} ms CPU a turn"


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=50_000)
    given = parser.parse_args()
    print(f"Measured on {tables.machine()}.")
    asyncio.run(run(given.turns))


if __name__ == "__main__":
    main()
