"""Draws messages and cards with rich: a box a message, a bar beside a quotation."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.panel import Panel
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from bot.local.chat.cards import Button, Field, Line, Part, Quotation, Row, Tone, clean

_STYLES = {Tone.HEADING: "bold", Tone.PLAIN: "", Tone.QUIET: "dim"}
NUMBER = "bold cyan"
_GAP = "   "
_APART = {
    (Tone.PLAIN, Tone.HEADING),
    (Tone.QUIET, Tone.HEADING),
    (Tone.HEADING, Tone.PLAIN),
    (Tone.HEADING, Tone.QUIET),
    (Tone.PLAIN, Tone.QUIET),
}


@dataclass(frozen=True, slots=True)
class Barred:
    """Lines with a bar beside them, so that they are seen to be somebody else's words."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        bar = Segment("| " if options.ascii_only else "┃ ", Style(color="cyan"))
        inside = options.update(width=options.max_width - 2)
        for line in console.render_lines(self.text, inside, pad=False):
            yield bar
            yield from line
            yield Segment.line()


@dataclass(slots=True)
class Numbering:
    """Gives each button the next number, and remembers which has which."""

    first: int = 1
    buttons: list[Button] = field(default_factory=list)

    def take(self, button: Button) -> int:
        """Return the number of the next button."""
        self.buttons.append(button)
        return self.first + len(self.buttons) - 1


def boxed(title: str, inside: RenderableType) -> Panel:
    """Put a message into its box."""
    return Panel(inside, title=Text(title, style="bold"), title_align="left", padding=(0, 1))


def drawn(parts: Sequence[Part], numbering: Numbering, width: int) -> Group:
    """Draw a card's parts; `width` is the room there is for a row of buttons."""
    shown: list[RenderableType] = []
    for number, part in enumerate(parts):
        if number and _apart(parts[number - 1], part):
            shown.append("")
        shown += _part(part, numbering, width)
    return Group(*shown)


def _part(part: Part, numbering: Numbering, width: int) -> Iterator[RenderableType]:
    match part:
        case Line():
            yield _text([part])
        case Quotation(lines):
            yield Barred(_text(lines))
        case Field(given):
            yield _field(given)
        case Row(buttons):
            yield from _rows([(numbering.take(one), one) for one in buttons], width)


def _apart(before: Part, part: Part) -> bool:
    """Tell whether a blank line belongs between two parts: a quiet line leads what follows it."""
    if isinstance(before, Line) and isinstance(part, Line):
        return (_tone(before), _tone(part)) in _APART
    return isinstance(before, Quotation) or type(before) is not type(part)


def _tone(line: Line) -> Tone:
    return line.words[0][1] if line.words else Tone.PLAIN


def _text(lines: Iterable[Line]) -> Text:
    text = Text()
    for line in lines:
        if text:
            text.append("\n")
        for words, tone in line.words:
            text.append(words, style=_STYLES[tone])
    return text


def _field(given: dict[str, object]) -> Text:
    label = clean(given.get("label") or given.get("title") or given.get("id"))
    return Text.assemble(("□ ", "cyan"), label, (f"   {standing_words(given)}", "dim"))


def standing_words(given: dict[str, object]) -> str:
    """Return what stands in an input, in words; empty where nothing does."""
    value = clean(given.get("value"))
    choices = given.get("choices")
    if isinstance(choices, list):
        picked = value.split(",") if value else []
        return "; ".join(clean(one["title"]) for one in choices if one["value"] in picked)
    if given.get("type") == "Input.Toggle":
        return "yes" if value == given.get("valueOn", "true") else "no"
    return value


def _rows(buttons: Sequence[tuple[int, Button]], width: int) -> list[Text]:
    """Set buttons next to each other, as many as fit."""
    rows = [Text()]
    for number, button in buttons:
        drawn_button = _button(number, button)
        if rows[-1] and rows[-1].cell_len + len(_GAP) + drawn_button.cell_len > width:
            rows.append(Text())
        rows[-1].append(_GAP if rows[-1] else "").append_text(drawn_button)
    return rows


def _button(number: int, button: Button) -> Text:
    hides = button.action.get("type") in {"Action.ToggleVisibility", "Action.ShowCard"}
    mark = (" ▾" if button.open else " ▸") if hides else ""
    title = clean(button.action.get("title"))
    return Text.assemble((f"[{number}]", NUMBER), f" {title}", (mark, "dim"))
