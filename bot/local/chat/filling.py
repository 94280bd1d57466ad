"""Asks for a card's inputs in turn, before the button that takes them is pressed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.local.chat.cards import clean
from bot.local.chat.drawing import standing_words
from bot.local.chat.keyboard import Keyboard
from bot.local.chat.screen import Screen

Node = dict[str, Any]

LEAVE = "/cancel"
NONE = "none"
_YES_NO = {"y": True, "yes": True, "n": False, "no": False}
_INDENT = "  "


class NotFilledIn(Exception):
    """Somebody left the form; the button is not pressed."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A form, filled in at a keyboard."""

    keyboard: Keyboard
    screen: Screen

    async def fill(self, inputs: Sequence[Node]) -> dict[str, str]:
        """Return the value of each input by its id. Raises NotFilledIn, or EOFError at the end."""
        if inputs:
            self.screen.say(f"Fill in what the button sends. {LEAVE} leaves without pressing it.")
        return {given["id"]: await self._one(given) for given in inputs}

    async def _one(self, given: Node) -> str:
        match given["type"]:
            case "Input.Toggle":
                return await self._toggle(given)
            case "Input.ChoiceSet":
                return await self._choice(given)
            case _:
                return await self._text(given)

    async def _text(self, given: Node) -> str:
        longest = int(given.get("maxLength") or 0)
        while True:
            typed = await self._ask(f"{_label(given)}: ", str(given.get("value") or ""))
            if longest and len(typed) > longest:
                self.screen.say(f"That is {len(typed)} characters. Please keep it to {longest}.")
            elif not typed and given.get("isRequired"):
                self.screen.say(given.get("errorMessage") or "This is needed.")
            else:
                return typed

    async def _toggle(self, given: Node) -> str:
        standing = standing_words(given)
        while True:
            typed = await self._ask(f"{_label(given)}? yes or no [{standing}]: ")
            answer = _YES_NO.get((typed or standing).lower())
            if answer is not None:
                key = "valueOn" if answer else "valueOff"
                return str(given.get(key, str(answer).lower()))
            self.screen.say("Please type yes or no.")

    async def _choice(self, given: Node) -> str:
        choices, many = given["choices"], bool(given.get("isMultiSelect"))
        standing = str(given.get("value") or "")
        self.screen.options(_options(choices, standing))
        how = f"numbers, as in 1, 3, or {NONE}" if many else "a number"
        kept = standing_words(given)
        mark = f" [{kept}]" if kept else ""
        while True:
            typed = await self._ask(f"{_label(given)}: {how}{mark}: ")
            if not typed:
                return standing
            picked = _picked(typed, len(choices), many=many)
            if picked is not None:
                return ",".join(str(choices[number - 1]["value"]) for number in picked)
            self.screen.say(f"Please type {how}, up to {len(choices)}.")

    async def _ask(self, prompt: str, standing: str = "") -> str:
        typed = await self.keyboard.line(f"{_INDENT}{prompt}", standing)
        if typed == LEAVE:
            raise NotFilledIn
        return typed


def _label(given: Node) -> str:
    return clean(given.get("label") or given.get("title") or given["id"]).rstrip(":?")


def _options(choices: Sequence[Node], standing: str) -> list[str]:
    chosen = standing.split(",") if standing else []
    return [f"{clean(one['title'])}{' (chosen)' * (one['value'] in chosen)}" for one in choices]


def _picked(typed: str, highest: int, *, many: bool) -> list[int] | None:
    """Read the numbers; None where they are not ones of the list, or too many."""
    if many and typed.lower() == NONE:
        return []
    parts = typed.replace(",", " ").split()
    if not all(part.isdecimal() and 1 <= int(part) <= highest for part in parts):
        return None
    return [int(part) for part in parts] if many or len(parts) == 1 else None
