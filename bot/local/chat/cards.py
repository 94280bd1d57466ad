"""Reads an Adaptive Card as a terminal can show it: lines, inputs, and buttons with numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a card. `quoted` lines stand in a box of their own, as the policy's words do."""

    text: str
    style: str = ""
    quoted: bool = False


@dataclass(slots=True)
class ShownCard:
    """A card in a message. `opened` are the ids of hidden parts that were toggled into view."""

    card: Node
    message: str
    opened: set[str] = field(default_factory=set)

    def lines(self) -> list[Line]:
        """Return what is to be read, from top to bottom."""
        return list(self._lines(self.card.get("body", []), quoted=False))

    def inputs(self) -> list[Node]:
        """Return the inputs that are in view."""
        return [node for node in self._visible(self.card) if _kind(node).startswith("Input.")]

    def buttons(self) -> list[Node]:
        """Return the buttons that are in view, in reading order."""
        return [node for node in self._visible(self.card) if _kind(node).startswith("Action.")]

    def toggle(self, action: Node) -> None:
        """Show what an Action.ToggleVisibility names, or hide it again."""
        for target in action.get("targetElements", []):
            self.opened ^= {target if isinstance(target, str) else target["elementId"]}

    def _visible(self, node: Any) -> Iterator[Node]:
        if isinstance(node, list):
            for item in node:
                yield from self._visible(item)
        elif isinstance(node, dict) and self._is_shown(node):
            if _kind(node).startswith(("Input.", "Action.")):
                yield node
                return
            for key in ("body", "items", "columns", "actions"):
                yield from self._visible(node.get(key, []))

    def _is_shown(self, node: Node) -> bool:
        return bool(node.get("isVisible", True)) != (node.get("id") in self.opened)

    def _lines(self, nodes: list[Node], *, quoted: bool) -> Iterator[Line]:
        for node in filter(self._is_shown, nodes):
            match _kind(node):
                case "TextBlock":
                    yield Line(node["text"], _style(node), quoted)
                case "RichTextBlock":
                    yield Line("".join(_run(run) for run in node["inlines"]), _style(node), quoted)
                case "FactSet":
                    for fact in node["facts"]:
                        yield Line(f"{fact['title']}: {fact['value']}", quoted=quoted)
                case "Container" | "Column":
                    inside = quoted or node.get("style") in {"emphasis", "accent"}
                    yield from self._lines(node.get("items", []), quoted=inside)
                case "ColumnSet":
                    yield from self._lines(node.get("columns", []), quoted=quoted)


def card_in(activity: Node) -> Node | None:
    """Return the card of a message, None where it has none."""
    return next((each["content"] for each in activity.get("attachments") or ()), None)


def _kind(node: Node) -> str:
    return str(node.get("type", ""))


def _run(run: Any) -> str:
    return run if isinstance(run, str) else str(run.get("text", ""))


def _style(node: Node) -> str:
    if node.get("style") == "heading" or node.get("weight") == "Bolder":
        return "bold"
    first = next(iter(node.get("inlines", [])), None)
    subtle = node.get("isSubtle") or (isinstance(first, dict) and first.get("isSubtle"))
    return "dim" if subtle else ""
