"""A chat without Teams: say, press, tell an outcome, and look at what came of it.

Every reply is checked as it comes: its quotations are verbatim in the policy, its card is small
and well formed.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from dialogs.languages import gettext
from dialogs.router import advance
from dialogs.state import Conversation
from dialogs.toolbox import Toolbox
from dialogs.turn import Context, Effect, Event, Outcome, Place, Pressed, Reply, Said, Step
from policy_content.model import Policy

MORNING = datetime(2026, 6, 1, 7, 10, tzinfo=UTC)  # 08:10 in London
CARD_LIMIT = 20_000
_QUOTED = re.compile(r"^“(.*)” ?$", re.DOTALL)


@dataclass
class Chat:
    """One person's chat in one place, moving its own clock by a second a turn."""

    toolbox: Toolbox
    place: Place = Place.PERSONAL
    person: str = "person-1"
    name: str = "Pat Reporter"
    now: datetime = MORNING
    conversation: Conversation = field(default_factory=Conversation)
    step: Step = field(default_factory=lambda: Step(Conversation()))
    turns: int = 0

    def say(self, *texts: str) -> "Chat":
        """Type one message after another."""
        for text in texts:
            self.happen(Said(text))
        return self

    def press(self, title: str, /, **inputs: str) -> "Chat":
        """Press a button of the last card that has one of this title, its inputs filled in.

        The title is given in English, whatever language is spoken.
        """
        return self.send(self.data_of(gettext(title), **inputs))

    def send(self, data: dict[str, Any]) -> "Chat":
        """Send a button's data as it is."""
        return self.happen(Pressed(data))

    def tell(self, outcome: Outcome) -> "Chat":
        """Give what came of an effect, within the same turn."""
        return self.happen(outcome)

    def wait(self, time: timedelta) -> "Chat":
        """Let time pass."""
        self.now += time
        return self

    def happen(self, event: Event) -> "Chat":
        """Let one event happen, and check its replies."""
        self.turns += 1
        self.now += timedelta(seconds=1)
        context = Context(
            person=self.person,
            name=self.name,
            place=self.place,
            now=self.now,
            activity=f"activity-{self.turns}",
            new_id=UUID(int=self.turns),
            reference={"conversation": {"id": "a:1"}, "user": {"name": self.name}},
        )
        self.step = advance(self.conversation, event, context, self.toolbox)
        self.conversation = self.step.conversation
        for reply in self.step.replies:
            check_reply(reply, self.toolbox.policy)
        return self

    @property
    def text(self) -> str:
        """The text of all replies of the last turn."""
        return "\n".join(reply.text for reply in self.step.replies)

    @property
    def effect(self) -> Effect:
        """The one effect of the last turn."""
        (effect,) = self.step.effects
        return effect

    @property
    def state(self) -> str:
        """The state as it is kept."""
        return self.conversation.model_dump_json()

    @property
    def cards(self) -> list[dict[str, Any]]:
        """The cards of the last turn, as Teams gets them."""
        return [card_json(reply) for reply in self.step.replies if reply.card is not None]

    def titles(self) -> list[str]:
        """Return the titles of all buttons of the last turn."""
        return [action["title"] for card in self.cards for action in actions_of(card)]

    def data_of(self, title: str, /, **inputs: str) -> dict[str, Any]:
        """Return what pressing a button sends: its data, and the inputs of its card."""
        for card in reversed(self.cards):
            for action in actions_of(card):
                if action["title"] == title and action["type"] == "Action.Execute":
                    filled = {} if action.get("associatedInputs") == "none" else inputs_of(card)
                    return {**filled, **inputs, **action["data"]}
        raise AssertionError(f"no button {title!r}; there are {self.titles()}")

    def expect(self, *parts: str) -> "Chat":
        """Assert that the last turn said each of these."""
        for part in parts:
            assert part in self.text, f"{part!r} is not in:\n{self.text}"
        return self

    def expect_not(self, *parts: str) -> "Chat":
        """Assert that the last turn said none of these, in text or card."""
        sent = self.text + json.dumps(self.cards, ensure_ascii=False)
        for part in parts:
            assert part not in sent, f"{part!r} is in:\n{sent}"
        return self


def card_json(reply: Reply) -> dict[str, Any]:
    """Return a reply's card as Teams gets it."""
    assert reply.card is not None
    return reply.card.model_dump(mode="json", by_alias=True, exclude_none=True)


def elements(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a card that has a type."""
    if isinstance(node, dict):
        if "type" in node:
            yield node
        for value in node.values():
            yield from elements(value)
    elif isinstance(node, list):
        for value in node:
            yield from elements(value)


def actions_of(card: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the buttons of a card, without their stand-ins for older clients."""
    stand_ins = [id(e["fallback"]) for e in elements(card) if "fallback" in e]
    found = (e for e in elements(card) if e["type"].startswith("Action."))
    return [action for action in found if id(action) not in stand_ins]


def inputs_of(card: dict[str, Any]) -> dict[str, str]:
    """Return the inputs of a card with the values that they start with."""
    return {e["id"]: e.get("value", "") for e in elements(card) if e["type"].startswith("Input.")}


def runs_of(card: dict[str, Any]) -> list[str]:
    """Return the texts of a card that are not the bot's own."""
    return [e["text"] for e in elements(card) if e["type"] == "TextRun"]


def own_words(card: dict[str, Any]) -> int:
    """Count the bot's own words on the first screen.

    Quotations, the owner's notes beside them, inputs and what is under Show details do not count.
    """
    shown = [e for e in card["body"] if e.get("isVisible", True)]
    blocks = [e for e in elements(shown) if e["type"] == "TextBlock"]
    blocks = [block for block in blocks if not block["text"].startswith("Not policy:")]
    return sum(len(block["text"].split()) for block in blocks)


def check_reply(reply: Reply, policy: Policy) -> None:
    """Check what holds for every reply."""
    assert reply.text.strip(), "a reply always has a text to go on by"
    if reply.card is None:
        return
    card = card_json(reply)
    whole = "\n".join(clause.text for clause in policy.clauses.values())
    for run in runs_of(card):
        quoted = _QUOTED.match(run)
        assert quoted is None or quoted[1] in whole, f"not in the policy: {run}"
    check_card(card)


def check_card(card: dict[str, Any]) -> None:
    """Check what holds for every card: version, size, labels, wrapping, buttons."""
    assert card["version"] == "1.5"
    assert card["fallbackText"]
    assert card["speak"]
    assert len(json.dumps(card)) < CARD_LIMIT
    for element in elements(card):
        if element["type"] == "TextBlock":
            assert element["wrap"] is True
        if element["type"].startswith("Input."):
            assert element.get("label") or element.get("title"), "every input is labelled"
    labels = [
        e.get("label") or e.get("title") for e in elements(card) if e["type"].startswith("Input.")
    ]
    assert len(labels) == len(set(labels)), "labels are unique, for the page has nothing else"
    for action in actions_of(card):
        if action["type"] == "Action.Execute":
            assert action["verb"] == action["data"]["do"]
            assert action["fallback"]["data"] == action["data"]
            assert "msteams" not in action["data"]
