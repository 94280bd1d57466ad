"""From the replies of a turn to the one card that a dialog shows.

A dialog takes Action.Submit alone, and nothing can be typed to the bot in it: so buttons become
their stand-ins, and sentences on what to type are left out or said otherwise.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from microsoft_teams.cards import AdaptiveCard

from dialogs.cards.parts import card, sentence
from dialogs.turn import Reply
from dialogs.wording import extensions, own_reports, reports

_INSTEAD: Mapping[str, str] = {
    reports.HOW_TO_COPY: extensions.HOW_TO_COPY,
    reports.HEAR_OF_IT: extensions.HEAR_OF_IT,
    reports.OR_BY_TYPING: "",
    reports.ASK_SEND: "",
    reports.ASK_ANOTHER: "",
    own_reports.ASK_ADD: "",
    own_reports.OR_TYPE_ADD: "",
    own_reports.NAME_IN_IT_TYPE: "",
    own_reports.YES_OR_NO: "",
}
# What is told of reports is told in the chat, where it can be asked for again.
_NOT_IN_A_DIALOG = frozenset({"my-reports"})


def dialog_card(replies: Sequence[Reply]) -> dict[str, Any] | None:
    """Return the JSON of one card for all replies of a turn; None where they are words alone.

    A form comes last, so that what is said of it stands above it. What comes last keeps its buttons
    at the bottom; those of other cards stand under their own parts.
    """
    if all(reply.card is None for reply in replies):
        return None
    parts = sorted((_as_json(reply.card or _words(reply)) for reply in replies), key=_is_form)
    last = parts[-1]
    before = [element for part in parts[:-1] for element in _with_buttons_inside(part)]
    whole: dict[str, Any] = _made_fit(last | {"body": [*before, *last["body"]]})
    return whole


def _words(reply: Reply) -> AdaptiveCard:
    return card([sentence(line) for line in reply.text.split("\n\n")], stands_for=reply.text)


def _as_json(made: AdaptiveCard) -> dict[str, Any]:
    return made.model_dump(mode="json", by_alias=True, exclude_none=True)


def _is_form(part: dict[str, Any]) -> bool:
    return any(str(element.get("type")).startswith("Input.") for element in part["body"])


def _with_buttons_inside(part: dict[str, Any]) -> list[dict[str, Any]]:
    buttons = part.get("actions")
    row = [{"type": "ActionSet", "actions": buttons}] if buttons else []
    return [*part["body"], *row]


def _made_fit(node: Any) -> Any:
    if isinstance(node, list):
        fit = [_made_fit(one) for one in node if not _is_left_out(one)]
        return [one for one in fit if one != {"type": "ActionSet", "actions": []}]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "Action.Execute":
        style = {"style": node["style"]} if "style" in node else {}
        return {**node["fallback"], **style}
    if node.get("type") == "TextBlock":
        return node | {"text": _INSTEAD.get(node["text"], node["text"])}
    return {key: _made_fit(value) for key, value in node.items()}


def _is_left_out(node: Any) -> bool:
    if not isinstance(node, dict):
        return False
    if node.get("type") == "Action.Execute":
        return node.get("verb") in _NOT_IN_A_DIALOG
    return node.get("type") == "TextBlock" and _INSTEAD.get(node.get("text", ""), "-") == ""
