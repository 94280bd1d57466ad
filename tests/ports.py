"""Ports for what a test starts in another process, which has to be told its port beforehand.

A port that the system calls free may be gone by the time that the process listens on it: any
connection out of this machine, of this test run or another, takes one of the same range. So they
are chosen below that range, and each is held for the whole test run by a UDP socket, which stands
in nobody's way. Two test runs on one machine, and the workers of one, never get the same.
"""

import random
import socket
from functools import cache

from bot.local.ports import LOOPBACK, is_free

LOWEST, HIGHEST = 15_000, 30_000  # Linux takes those of connections out from 32,768 on


@cache
def _held() -> list[socket.socket]:
    return []


def own_ports(number: int = 1) -> list[int]:
    """Hold so many ports next to each other, on which nobody listens, and return them."""
    while True:
        # As random as can be, whatever a test has seeded.
        first = random.SystemRandom().randrange(LOWEST, HIGHEST - number)
        ports = list(range(first, first + number))
        if all(is_free(port) for port in ports) and _hold(ports):
            return ports


def own_port() -> int:
    """Hold one port, and return it."""
    [port] = own_ports()
    return port


def listened_on(port: int) -> bool:
    """Tell whether somebody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0


def _hold(ports: list[int]) -> bool:
    holders: list[socket.socket] = []
    try:
        for port in ports:
            holders.append(socket.socket(type=socket.SOCK_DGRAM))
            holders[-1].bind((LOOPBACK, port))
    except OSError:
        for holder in holders:
            holder.close()
        return False
    _held().extend(holders)
    return True
