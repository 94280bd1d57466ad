"""From a dialog's reply to what Teams takes: message activities and answers to invokes."""

from http import HTTPStatus
from typing import Any

from botbuilder.core import InvokeResponse
from microsoft_teams.cards import AdaptiveCard

from dialogs.turn import Reply

CARD = "application/vnd.microsoft.card.adaptive"
CARD_ACTION = "adaptiveCard/action"
MESSAGE = "application/vnd.microsoft.activity.message"
MAX_SUMMARY = 200
ERROR = "application/vnd.microsoft.error"


def card_json(card: AdaptiveCard) -> dict[str, Any]:
    """Return a card as the JSON that Teams renders."""
    return card.model_dump(mode="json", by_alias=True, exclude_none=True)


def message(reply: Reply) -> dict[str, Any]:
    """Make a message of a reply. A card brings its own text; the first line is its summary."""
    activity: dict[str, Any] = {"type": "message"}
    if reply.card is None:
        activity |= {"text": reply.text, "textFormat": "markdown"}
    else:
        activity["summary"] = reply.text.split("\n", 1)[0][:MAX_SUMMARY]
        activity["attachments"] = [{"contentType": CARD, "content": card_json(reply.card)}]
    if reply.suggestions:
        # The Playground sends a suggestion's title, Teams its value: the two are kept equal.
        actions = [{"type": "imBack", "title": s, "value": s} for s in reply.suggestions]
        activity["suggestedActions"] = {"actions": actions}
    return activity


def card_answer(reply: Reply) -> InvokeResponse:
    """Answer an Action.Execute: the pressed card replaced, or a short message beside it."""
    if reply.card is not None:
        return _answer(CARD, card_json(reply.card))
    return beside_the_card(reply.text)


def beside_the_card(sentence: str) -> InvokeResponse:
    """Answer an Action.Execute with a sentence; the pressed card stays as it is."""
    return _answer(MESSAGE, sentence)


def error_answer(status: HTTPStatus, code: str, sentence: str) -> InvokeResponse:
    """Answer an invoke that cannot be carried out, as the card protocol asks: in the body."""
    body = {"statusCode": int(status), "type": ERROR, "value": {"code": code, "message": sentence}}
    return InvokeResponse(status=int(HTTPStatus.OK), body=body)


def _answer(kind: str, value: Any) -> InvokeResponse:
    body = {"statusCode": int(HTTPStatus.OK), "type": kind, "value": value}
    return InvokeResponse(status=int(HTTPStatus.OK), body=body)
