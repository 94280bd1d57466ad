"""Reads an Adaptive Card as a terminal can show it: lines, quotations, inputs, numbered buttons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Node = dict[str, Any]

_INSIDE = ("items", "columns", "rows", "cells")
_QUOTING = frozenset({"emphasis", "accent"})


class Tone(StrEnum):
    """How loud words are."""

    HEADING = "heading"
    PLAIN = "plain"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words, each with its tone."""

    words: tuple[tuple[str, Tone], ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Lines that stand apart, as the policy's words do."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A button with the inputs that it sends along. `open` tells that what it hides is in view."""

    action: Node
    inputs: tuple[Node, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Buttons next to each other."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """An input, with its label and what stands in it."""

    input: Node


Part = Line | Quotation | Field | Row


@dataclass(slots=True)
class ShownCard:
    """A card as it is in view. `opened` names what was opened: hidden parts, and buttons' cards."""

    card: Node
    opened: set[str] = field(default_factory=set)

    def parts(self) -> list[Part]:
        """Return what is to be read, from top to bottom."""
        return list(self._card(self.card, ()))

    def toggle(self, action: Node) -> None:
        """Open what a ToggleVisibility or ShowCard button hides, or close it again."""
        self.opened ^= set(_targets(action))

    def _card(self, card: Node, outer: tuple[Node, ...]) -> Iterator[Part]:
        inputs = (*outer, *self._inputs(card.get("body", ())))
        yield from self._nodes(card.get("body", ()), inputs)
        yield from self._actions(card.get("actions") or (), inputs)

    def _nodes(self, nodes: Sequence[Node], inputs: tuple[Node, ...]) -> Iterator[Part]:
        for node in filter(self._is_in_view, nodes):
            kind = str(node.get("type", ""))
            if kind == "ActionSet":
                yield from self._actions(node.get("actions") or (), inputs)
            elif kind.startswith("Input."):
                yield Field(node)
            elif node.get("style") in _QUOTING and kind == "Container":
                quoted = self._nodes(node.get("items", ()), inputs)
                yield Quotation(tuple(part for part in quoted if isinstance(part, Line)))
            else:
                yield from _lines(node)
                for key in _INSIDE:
                    yield from self._nodes(node.get(key, ()), inputs)

    def _actions(self, actions: Sequence[Node], inputs: tuple[Node, ...]) -> Iterator[Part]:
        buttons = tuple(
            Button(
                action,
                inputs if action.get("associatedInputs") != "none" else (),
                open=self._is_open(action),
            )
            for action in actions
        )
        if buttons:
            yield Row(buttons)
        for button in buttons:
            if button.open and button.action["type"] == "Action.ShowCard":
                yield from self._card(button.action["card"], inputs)

    def _inputs(self, nodes: Sequence[Node]) -> Iterator[Node]:
        for node in filter(self._is_in_view, nodes):
            if str(node.get("type", "")).startswith("Input."):
                yield node
            for key in _INSIDE:
                yield from self._inputs(node.get(key, ()))

    def _is_in_view(self, node: Node) -> bool:
        return bool(node.get("isVisible", True)) != (node.get("id") in self.opened)

    def _is_open(self, action: Node) -> bool:
        return not self.opened.isdisjoint(_targets(action))


def _targets(action: Node) -> list[str]:
    """Return the names of what a button opens: ids of elements, or its own title for its card."""
    match action.get("type"):
        case "Action.ToggleVisibility":
            named = action.get("targetElements", ())
            return [one if isinstance(one, str) else one["elementId"] for one in named]
        case "Action.ShowCard":
            return [f"card: {action.get('title', '')}"]
    return []


def _lines(node: Node) -> Iterator[Line]:
    match node.get("type"):
        case "TextBlock":
            yield Line(((clean(node.get("text")), _tone(node)),))
        case "RichTextBlock":
            yield Line(tuple(_run(run) for run in node.get("inlines", ())))
        case "FactSet":
            for fact in node.get("facts", ()):
                title = (f"{clean(fact.get('title'))}: ", Tone.QUIET)
                yield Line((title, (clean(fact.get("value")), Tone.PLAIN)))
        case "Image":
            yield Line(((f"[picture: {clean(node.get('altText')) or 'untold'}]", Tone.QUIET),))


def _run(run: str | Node) -> tuple[str, Tone]:
    return (clean(run), Tone.PLAIN) if isinstance(run, str) else (clean(run["text"]), _tone(run))


def _tone(node: Node) -> Tone:
    if node.get("style") == "heading" or node.get("weight") == "Bolder":
        return Tone.HEADING
    return Tone.QUIET if node.get("isSubtle") else Tone.PLAIN


def clean(text: object) -> str:
    """Return words that do nothing to a terminal: it acts on control characters."""
    return "".join(sign for sign in str(text or "") if sign == "\n" or sign.isprintable())
