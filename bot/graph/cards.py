"""Tells a case's own card among the cards that the bot posted. Pure.

By what its buttons carry, not by what it shows: a digest, or the card of another case of the same
post, names the reference too.
"""

import json
from collections.abc import Mapping
from typing import Any

from bot.teams.outgoing import CARD

MAX_DEPTH = 40


def is_card_of(message: Mapping[str, Any], reference: str) -> bool:
    """Tell whether a message of Graph's carries the card of this case (dialogs.cards.case_card)."""
    attachments = message.get("attachments")
    for one in attachments if isinstance(attachments, list) else ():
        if isinstance(one, dict) and one.get("contentType") == CARD:
            content = _content(one.get("content"))
            if _carries(content, reference, MAX_DEPTH):
                return True
    return False


def _content(content: object) -> object:
    """Read a card: Graph gives it as text."""
    if not isinstance(content, str):
        return content
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _carries(node: object, reference: str, depth: int) -> bool:
    if depth == 0:
        return False
    if isinstance(node, dict):
        if node.get("posted") is True and node.get("case") == reference:
            return True
        return any(_carries(value, reference, depth - 1) for value in node.values())
    if isinstance(node, list):
        return any(_carries(value, reference, depth - 1) for value in node)
    return False
