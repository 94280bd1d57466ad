"""Cards as the terminal client shows them: everything is read, and every button has its number."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.local.chat.cards import Button, ShownCard
from bot.local.chat.screen import Screen
from bot.local.folder import ROOT

Node = dict[str, Any]

GOLDEN = sorted((ROOT / "tests" / "dialogs" / "golden").glob("*.json"))
each_card = pytest.mark.parametrize("agreed", GOLDEN, ids=lambda path: path.stem)


def shown(card: ShownCard, width: int = 100) -> tuple[str, list[Button]]:
    output = StringIO()
    screen = Screen(Console(file=output, width=width, highlight=False, markup=False))
    buttons = screen.card("the bot", card, 1)
    return output.getvalue(), buttons


def flat(drawing: str) -> str:
    return " ".join(drawing.replace("│", " ").replace("┃", " ").split())


def tight(words: str) -> str:
    """Return words without spaces: a long address is broken over two lines."""
    return "".join(flat(words).split())


def nodes(node: Any) -> list[Node]:
    """Return every object of a card that is in view at first, what buttons send apart."""
    if isinstance(node, list):
        return [one for item in node for one in nodes(item)]
    if not isinstance(node, dict) or node.get("isVisible") is False:
        return []
    inner = [v for key, v in node.items() if key not in {"data", "fallback", "card", "choices"}]
    return [node, *(one for value in inner for one in nodes(value))]


@each_card
def test_all_that_a_card_says_is_shown_and_each_button_is_numbered(agreed: Path) -> None:
    card = json.loads(agreed.read_text())
    drawing, buttons = shown(ShownCard(card))
    words = tight(drawing)
    for node in nodes(card):
        assert tight(node.get("text") or node.get("label") or node.get("title") or "") in words
    titles = [n["title"] for n in nodes(card) if n["type"].startswith("Action.")]
    assert [button.action["title"] for button in buttons] == titles
    for number, title in enumerate(titles, 1):
        assert tight(f"[{number}] {title}") in words


@each_card
@pytest.mark.parametrize("width", [40, 200])
def test_no_line_is_wider_than_the_terminal_or_than_can_be_read(agreed: Path, width: int) -> None:
    drawing, _ = shown(ShownCard(json.loads(agreed.read_text())), width)
    assert max(map(len, drawing.splitlines())) <= min(width, 92)


def test_details_are_hidden_until_they_are_opened_and_can_be_closed() -> None:
    card = ShownCard(json.loads((ROOT / "tests/dialogs/golden/answer.json").read_text()))
    closed, buttons = shown(card)
    toggle = next(one.action for one in buttons if one.action["title"] == "Show details")
    hidden = next(n for n in card.card["body"] if n.get("id") == "details")
    words = hidden["items"][0]["items"][-2]["inlines"][0]["text"]
    assert " ".join(words.split()) not in flat(closed)
    card.toggle(toggle)
    assert " ".join(words.split()) in flat(shown(card)[0])
    card.toggle(toggle)
    assert shown(card)[0] == closed


def test_a_card_within_a_button_opens_under_it_and_takes_its_inputs_along() -> None:
    reason = {"type": "Input.Text", "id": "reason", "label": "Your reason"}
    record_it = {"type": "Action.Execute", "title": "Record", "verb": "record", "data": {}}
    within = {"body": [reason], "actions": [record_it]}
    decide = {"type": "Action.ShowCard", "title": "Decide", "card": within}
    card = ShownCard({"body": [], "actions": [decide]})
    _, buttons = shown(card)
    assert [one.action["title"] for one in buttons] == ["Decide"]
    card.toggle(buttons[0].action)
    drawing, buttons = shown(card)
    record = next(one for one in buttons if one.action["title"] == "Record")
    assert [given["id"] for given in record.inputs] == ["reason"]
    assert "Your reason" in flat(drawing)


def test_a_button_that_takes_no_inputs_asks_for_none() -> None:
    card = ShownCard(json.loads((ROOT / "tests/dialogs/golden/report-form.json").read_text()))
    _, (review, discard) = shown(card)
    assert len(review.inputs) == 7
    assert discard.inputs == ()


def test_facts_columns_and_pictures_are_read_too() -> None:
    column = {"type": "Column", "items": [{"type": "Image", "altText": "a chart"}]}
    facts = {"type": "FactSet", "facts": [{"title": "Reports", "value": "2"}]}
    body = [facts, {"type": "ColumnSet", "columns": [column]}]
    words = flat(shown(ShownCard({"body": body}))[0])
    assert "Reports: 2" in words
    assert "[picture: a chart]" in words


def test_what_a_terminal_would_act_on_is_taken_out() -> None:
    hostile = "\x1b[2J\x1b]0;title\x07red\r\x9b31m"
    card = {
        "body": [{"type": "TextBlock", "text": hostile}],
        "actions": [{"type": "Action.Execute", "title": hostile}],
    }
    drawing, _ = shown(ShownCard(card))
    assert "red" in drawing
    assert not {"\x1b", "\x07", "\r", "\x9b"} & set(drawing)


def test_rich_markup_in_somebodys_words_stays_words() -> None:
    drawing, _ = shown(ShownCard({"body": [{"type": "TextBlock", "text": "[red]not red[/red]"}]}))
    assert "[red]not red[/red]" in drawing
