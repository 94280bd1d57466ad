"""How Teams wants the invokes of message extensions and dialogs answered."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from botbuilder.core import InvokeResponse

from bot.teams.outgoing import CARD

PREVIEW = "application/vnd.microsoft.card.thumbnail"
SEARCHES = frozenset({"composeExtension/query", "composeExtension/queryLink"})
DIALOGS = frozenset({
    *("composeExtension/fetchTask", "composeExtension/submitAction"),
    *("task/fetch", "task/submit"),
})  # fmt: skip


def dialog(title: str, card: dict[str, Any]) -> InvokeResponse:
    """Show a card in the dialog."""
    content = {"contentType": CARD, "content": card}
    shown = {"title": title, "width": "medium", "height": "large", "card": content}
    return _answer({"task": {"type": "continue", "value": shown}})


def sentence_in_dialog(sentence: str) -> InvokeResponse:
    """Show words alone, and end the dialog."""
    return _answer({"task": {"type": "message", "value": sentence}})


def found(attachments: Sequence[dict[str, Any]]) -> InvokeResponse:
    """Offer cards to be put into the box where one writes."""
    result = {"type": "result", "attachmentLayout": "list", "attachments": list(attachments)}
    return _answer({"composeExtension": result})


def attachment(card: dict[str, Any], title: str, text: str) -> dict[str, Any]:
    """Return a card with its line in the list of results."""
    preview = {"contentType": PREVIEW, "content": {"title": title, "text": text}}
    return {"contentType": CARD, "content": card, "preview": preview}


def nothing_found(sentence: str) -> InvokeResponse:
    """Say why there is nothing to choose from."""
    return _answer({"composeExtension": {"type": "message", "text": sentence}})


def failed(name: str, sentence: str) -> InvokeResponse | None:
    """Return the answer to an invoke of this name that failed; None where it is none of these."""
    if name in DIALOGS:
        return sentence_in_dialog(sentence)
    return nothing_found(sentence) if name in SEARCHES else None


def _answer(body: dict[str, Any]) -> InvokeResponse:
    return InvokeResponse(status=int(HTTPStatus.OK), body=body)
