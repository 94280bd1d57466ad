"""User text made inert: nothing in it may act, hide or reorder when it is shown or stored.

Cards expand `{{DATE()}}` even in a TextRun, so `{{` is broken; Markdown is no danger there
(docs of the card format; measured). Control, bidirectional and invisible characters go on arrival.
"""

import json
import re

MAX_TEXT = 12_000
"""Characters of one message that are read at all."""

# Control characters but tab and line feed; soft hyphen; bidirectional marks, embeddings and
# isolates; zero-width characters and joiners; invisible operators and fillers; lone surrogates
# (JSON may bring them, UTF-8 cannot carry them); tag characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_MARKUP = re.compile(r"\](?=[(\[:])|<(?=[A-Za-z/!?])")
_ADDRESS = re.compile(
    r"/(?=/)|(?:mailto|tel|sip|callto|data|javascript|msteams):|(?<=\w)\.(?=[A-Za-z]{2})|@(?=\S)",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"\{(?=\{)")


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """Return `text` without unseen characters, trimmed, of at most `limit` characters."""
    lines = _LINE_ENDS.sub("\n", text[:MAX_TEXT])
    return _UNSEEN.sub("", lines).strip()[:limit].rstrip()


def inert(text: str, limit: int = MAX_TEXT) -> str:
    """Return `text` cleaned, with template braces broken, and an ellipsis where it was cut."""
    seen = clean(text)
    shown = seen if len(seen) <= limit else seen[: limit - 1].rstrip() + "…"
    return without_templates(shown)


def without_templates(text: str) -> str:
    """Return `text` with template braces broken: a card would expand `{{DATE()}}` in them."""
    return _TEMPLATE.sub("{ ", text)


def unlinked(text: str, limit: int = MAX_TEXT) -> str:
    """Return `text` made inert for a plain message, where Markdown or HTML might be rendered."""
    return _MARKUP.sub(lambda found: f"{found[0]} ", inert(text, limit))


def dead(text: str, limit: int = MAX_TEXT) -> str:
    """Return `text` made inert for a message without a card: addresses are broken there as well.

    Clients make a link of every address that they find in a message, whoever wrote it.
    """
    return _ADDRESS.sub(lambda found: f"{found[0]} ", unlinked(text, limit))


def fit(text: str, budget: int) -> str:
    """Return `text` made inert and cut to `budget` bytes of JSON; a card may weigh 28 KB in all."""
    shown = inert(text)
    if _weight(shown) <= budget:
        return shown
    low, high = 0, len(shown)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _weight(shown[:middle]) <= budget else (low, middle - 1)
    return shown[: max(low - 1, 0)].rstrip() + "…"


def _weight(text: str) -> int:
    return len(json.dumps(text))
