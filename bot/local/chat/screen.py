"""Shows messages and cards on the terminal, and asks for what a card's inputs want."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from itertools import groupby
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from bot.local.chat.cards import Line, ShownCard

Ask = Callable[[str], Awaitable[str]]


class Screen:
    """The terminal: what is shown, and the next line that is typed."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, markup=False, soft_wrap=False)
        self._session: PromptSession[str] | None = PromptSession() if sys.stdin.isatty() else None

    async def ask(self, prompt: str) -> str:
        """Return the next line. Raises EOFError at the end of the input, or at Ctrl-C."""
        if self._session is not None:
            try:
                with patch_stdout(raw=True):
                    return str(await self._session.prompt_async(prompt)).strip()
            except KeyboardInterrupt:
                raise EOFError from None
        line: str = await asyncio.to_thread(sys.stdin.readline)
        if not line:
            raise EOFError
        self.console.print(Text(f"{prompt}{line.strip()}", style="cyan"))
        return line.strip()

    def say(self, sentence: str) -> None:
        """Show a sentence of the client's own."""
        self.console.print(Text(sentence, style="italic dim"))

    def show_text(self, text: str) -> None:
        """Show a message without a card."""
        self.console.print(Panel(Text(text), title="bot", title_align="left", style="green"))

    def show_card(self, shown: ShownCard) -> None:
        """Show a card, its buttons numbered."""
        parts: list[Any] = []
        for quoted, lines in groupby(shown.lines(), key=lambda line: line.quoted):
            text = _joined(list(lines))
            parts.append(Panel(text, border_style="dim") if quoted else text)
        for number, button in enumerate(shown.buttons(), 1):
            parts.append(Text(f" {number}  {button.get('title', '')}", style="bold blue"))
        self.console.print(Panel(Group(*parts), title="bot", title_align="left"))


def _joined(lines: list[Line]) -> Text:
    text = Text()
    for number, line in enumerate(lines):
        text.append(("\n" if number else "") + line.text, style=line.style)
    return text


async def ask_inputs(ask: Ask, shown: ShownCard) -> dict[str, str]:
    """Ask for each input of a card in turn; an empty line leaves what stands there."""
    answers = {}
    for one in shown.inputs():
        label = one.get("label") or one.get("title") or one["id"]
        standing = str(one.get("value") or "")
        match one["type"]:
            case "Input.Toggle":
                typed = (await ask(f"  {one.get('title', label)} (yes/no) ")).lower()
                yes = typed.startswith("y") if typed else standing == one.get("valueOn", "true")
                answers[one["id"]] = one.get("valueOn" if yes else "valueOff", str(yes).lower())
            case "Input.ChoiceSet":
                answers[one["id"]] = await _choice(ask, label, one) or standing
            case _:
                answers[one["id"]] = await ask(f"  {label} ") or standing
    return answers


async def _choice(ask: Ask, label: str, one: dict[str, Any]) -> str:
    choices = one["choices"]
    options = "\n".join(f"    {n}  {choice['title']}" for n, choice in enumerate(choices, 1))
    many = " (numbers, with commas)" if one.get("isMultiSelect") else " (a number)"
    typed = await ask(f"  {label}{many}\n{options}\n  ")
    picked = [part.strip() for part in typed.split(",")]
    return ",".join(
        str(choices[int(part) - 1]["value"])
        for part in picked
        if part.isdecimal() and 1 <= int(part) <= len(choices)
    )
