"""The terminal's screen: messages in boxes, and the client's own lines between them."""

import sys
from io import TextIOWrapper

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.local.chat.cards import Button, Row, ShownCard, clean
from bot.local.chat.drawing import NUMBER, Numbering, boxed, drawn

WIDEST = 92
_FRAME = 4


class Screen:
    """Prints. Nothing is told by colour alone, and long lines are wrapped."""

    def __init__(self, console: Console | None = None) -> None:
        if console is None and isinstance(sys.stdout, TextIOWrapper):
            # A terminal that cannot show a sign gets a question mark, rather than an error.
            sys.stdout.reconfigure(errors="replace")
        self.console = console or Console(highlight=False, markup=False)

    @property
    def width(self) -> int:
        """Return how wide a message's box is."""
        return min(self.console.width, WIDEST)

    def say(self, *sentences: str) -> None:
        """Print lines of the client's own."""
        for sentence in sentences:
            self.console.print(Text(sentence, style="dim italic"), width=self.width)

    def echo(self, line: str) -> None:
        """Print a line that came from a script, as if it had been typed."""
        self.console.print(Text(clean(line), style="bold"), soft_wrap=True)

    def address(self, url: str) -> None:
        """Print an address in one piece, so that it can be copied."""
        self.console.print(Text(clean(url)), soft_wrap=True)

    def options(self, titles: list[str]) -> None:
        """Print what can be chosen, numbered."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(justify="right", style=NUMBER)
        grid.add_column()
        for number, title in enumerate(titles, 1):
            grid.add_row(str(number), Text(title))
        self.console.print(Padding(grid, (0, 0, 0, 4)), width=self.width)

    def text(self, title: str, text: str, suggestions: list[Button], first: int) -> list[Button]:
        """Print a message without a card; number its suggestions from `first`, return them."""
        numbering = Numbering(first)
        rows = [Row(tuple(suggestions))] if suggestions else []
        inside = drawn(rows, numbering, self.width - _FRAME)
        inside.renderables[:0] = [Text(clean(text)), *([""] if rows else [])]
        self._box(title, inside)
        return numbering.buttons

    def card(self, title: str, shown: ShownCard, first: int) -> list[Button]:
        """Print a card; number its buttons from `first`, return them."""
        numbering = Numbering(first)
        self._box(title, drawn(shown.parts(), numbering, self.width - _FRAME))
        return numbering.buttons

    def _box(self, title: str, inside: RenderableType) -> None:
        self.console.print(boxed(title, inside), width=self.width)
