"""Reads the link of a Yammer (Viva Engage) post: which post, or why it is none. Never fetches it.

A link may be wrapped by the Safe Links of Outlook or Teams. Thread numbers are unique over all
networks, so an address leaves its network out: all shapes of one thread's link give equal
addresses, and the same kept link.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from dialogs.yammer.safe_links import unwrapped
from dialogs.yammer.yammer_shapes import LIKE_YAMMER, PostLink, WhyNot, by_host

__all__ = ["MAX_LINK", "NotAPost", "PostLink", "WhyNot", "read_link"]

MAX_LINK = 2000
_BARE_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/:?#]|$)", re.IGNORECASE | re.ASCII)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE | re.ASCII)
_MEANT_AS_LINK = re.compile(
    r"(?:https?|ftp|file|javascript|vbscript|data|mailto|msteams):\S|[a-z][a-z0-9+.-]*://\S",
    re.IGNORECASE | re.ASCII,
)
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AFTER_A_LINK = ".,;:!?)"


@dataclass(frozen=True, slots=True)
class NotAPost:
    """A link that opens no Yammer post, or no link at all."""

    why: WhyNot


def looks_like_link(word: str, *, alone: bool = True) -> bool:
    """Tell whether a typed word is meant as a link, good or bad.

    Among other words "deleted.He" and "Note:" are none; an address without a scheme needs a path
    there, or the name of Yammer.
    """
    if _MEANT_AS_LINK.match(word):
        return True
    named = alone or "/" in word or LIKE_YAMMER.search(word) is not None
    return named and _BARE_HOST.match(word) is not None


def read_link(text: str) -> PostLink | NotAPost:
    """Read a link from outside. Never raises."""
    bare = text[: 4 * MAX_LINK].strip().strip("<>()").rstrip(".,;")
    link = _with_scheme(unwrapped(_with_scheme(bare)))
    scheme = _SCHEME.match(link)
    if scheme is None or len(link) > MAX_LINK:
        return NotAPost(WhyNot.UNREADABLE)
    if scheme[1].lower() not in {"http", "https"}:
        return NotAPost(WhyNot.SCRIPT)
    try:
        parts = urlsplit(link)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return NotAPost(WhyNot.UNREADABLE)
    if parts.username is not None or port not in {None, 80, 443}:
        return NotAPost(WhyNot.LOOK_ALIKE if LIKE_YAMMER.search(link) else WhyNot.OTHER_SITE)
    found = by_host(host, parts)
    return NotAPost(found) if isinstance(found, WhyNot) else found


def without_trackers(text: str) -> str:
    """Return a text whose links do not tell who copied them: a Safe Link carries an address."""
    return _URL.sub(lambda found: _plain_link(found[0]), text)


def _plain_link(whole: str) -> str:
    link = whole.rstrip(_AFTER_A_LINK)
    read = read_link(link)
    return (read.url if isinstance(read, PostLink) else unwrapped(link)) + whole[len(link) :]


def _with_scheme(link: str) -> str:
    bare = _BARE_HOST.match(link) and not link.lower().startswith(("http:", "https:"))
    return f"https://{link}" if bare else link
