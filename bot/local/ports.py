"""Ports: which are free, and what to say when one is taken."""

import socket

from bot.local.errors import LocalRunError

LOOPBACK = "127.0.0.1"
HIGHEST = 65535


def is_free(port: int) -> bool:
    """Tell whether a port can be listened on, and nobody listens there on any interface."""
    with socket.socket() as probe:
        probe.settimeout(1.0)
        if probe.connect_ex((LOOPBACK, port)) == 0:
            return False
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def any_free() -> int:
    """Return some free port."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        port: int = listener.getsockname()[1]
    return port


def read_port(variable: str, given: str) -> int:
    """Read the number that somebody gave for a variable. Raises LocalRunError."""
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= HIGHEST:
        raise LocalRunError(f"{variable} must be a whole number from 1 to {HIGHEST}.")
    return int(given)


def check_ports(bot: int, first_page: int) -> None:
    """Make sure that the bot's port and the pages' two are there. Raises LocalRunError."""
    pages = (first_page, first_page + 1)
    if pages[-1] > HIGHEST:
        raise LocalRunError(f"PLAYGROUND_PORT must be below {HIGHEST}: the second page is one up.")
    if bot in pages:
        raise LocalRunError(
            f"PORT is {bot}, and the pages use {pages[0]} and {pages[1]}. Choose another PORT."
        )
    if not is_free(bot):
        raise LocalRunError(
            f"Port {bot} is in use by another program. Choose another for the bot, "
            f"for example: make run PORT={_free_from(bot + 1, pages)}"
        )
    for page in pages:
        if not is_free(page):
            raise LocalRunError(
                f"Port {page} is in use by another program. The pages need two ports next to each "
                f"other, for example: make run PLAYGROUND_PORT={_two_free_from(page + 1, bot)}"
            )


def check_chat_port(bot: int) -> None:
    """Make sure that the bot's port is there for the terminal client. Raises LocalRunError."""
    if not is_free(bot):
        raise LocalRunError(
            f"Port {bot} is in use by another program. Choose another for the bot, "
            f"for example: make chat PORT={_free_from(bot + 1, ())}"
        )


def _free_from(start: int, besides: tuple[int, ...]) -> int:
    ports = range(start, HIGHEST + 1)
    return next((port for port in ports if port not in besides and is_free(port)), 8080)


def _two_free_from(start: int, besides: int) -> int:
    ports = (p for p in range(start, HIGHEST) if besides not in (p, p + 1))
    return next((port for port in ports if is_free(port) and is_free(port + 1)), 50150)
