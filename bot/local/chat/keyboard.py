"""Where lines come from: somebody at a terminal, or a pipe that holds a script."""

import asyncio
import codecs
import contextlib
import os
import sys
import threading
from collections.abc import Callable
from typing import Protocol

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.patch_stdout import patch_stdout
from typing_extensions import override

_CHUNK = 65_536


class Keyboard(Protocol):
    """Gives one line after another. `live` tells that somebody watches while they type."""

    live: bool

    async def line(self, prompt: str, standing: str = "") -> str:
        """Return the next line; `standing` is what it is unless changed. Raises EOFError."""
        ...


class Terminal(Keyboard):
    """A person: lines can be edited, and what is printed meanwhile appears above the prompt."""

    live = True

    def __init__(self) -> None:
        self._session: PromptSession[str] = PromptSession()

    @override
    async def line(self, prompt: str, standing: str = "") -> str:
        """Return the next line. Ctrl-C ends the input as Ctrl-D does."""
        try:
            with patch_stdout(raw=True):
                # Our own handler of SIGINT stays in place: prompt_toolkit would remove it.
                typed = await self._session.prompt_async(
                    FormattedText([("bold", prompt)]), default=standing, handle_sigint=False
                )
        except KeyboardInterrupt:
            raise EOFError from None
        return typed.strip()


class Script(Keyboard):
    """A pipe or a file, whose lines are echoed. An empty line leaves what stands."""

    live = False

    def __init__(self, echo: Callable[[str], None], source: int = 0) -> None:
        self._echo = echo
        self._source = source
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        # A thread that nobody waits for: the program must be able to end while it reads.
        threading.Thread(target=self._read, name="script", daemon=True).start()

    @override
    async def line(self, prompt: str, standing: str = "") -> str:
        """Return the next line."""
        typed = await self._lines.get()
        if typed is None:
            self._lines.put_nowait(None)
            raise EOFError
        self._echo(f"{prompt}{typed.strip()}")
        return typed.strip() or standing

    def _read(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        rest = ""
        while chunk := os.read(self._source, _CHUNK):
            *lines, rest = (rest + decoder.decode(chunk)).split("\n")
            self._give(*lines)
        self._give(*([rest] if rest else []), None)

    def _give(self, *lines: str | None) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody listens any more
            for line in lines:
                self._loop.call_soon_threadsafe(self._lines.put_nowait, line)


def keyboard(echo: Callable[[str], None]) -> Keyboard:
    """Return the keyboard of this program: a person's where both ends are a terminal."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        return Terminal()
    return Script(echo, sys.stdin.fileno())
