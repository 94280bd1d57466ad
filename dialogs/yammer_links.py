"""Reads the link of a Yammer (Viva Engage) post: which post, or why it is none. Never fetches it.

The public shapes of a post's link, as the clients copy them:
- web.yammer.com or engage.cloud.microsoft: /main[/org/<domain>]/threads/<id>[/<message id>],
  with or without tracking parameters; /articles/<id> likewise; an id is base64 of
  `{"_type":"Thread","id":"123"}`, with or without its padding;
- teams.microsoft.com/l/entity/<the Engage app>/…?context=<JSON>, whose JSON is
  `{"subEntityId":"type=custom,data=thread:<id>"}`;
- www.yammer.com/<network>/#/Threads/show?threadId=1[&messageId=2], the classic client's;
- any of these wrapped by Outlook's Safe Links.
Thread ids are unique over all networks, so an address leaves its network out: two shapes of one
thread's link give equal addresses. A link is built anew from what was read of it: tracking
parameters and Safe Links may tell who copied it, and would carry that to Internal Communications.
"""

import base64
import binascii
import json
import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from storage.records import PostAddress

MAX_LINK = 2000
ENGAGE_HOSTS = frozenset({"web.yammer.com", "engage.cloud.microsoft"})
CLASSIC_HOSTS = frozenset({"www.yammer.com", "yammer.com"})
TEAMS_HOSTS = frozenset({"teams.microsoft.com", "teams.cloud.microsoft"})
ENGAGE_APP = "db5e5970-212f-477f-a3fc-2227dc7782bf"
SAFE_LINKS = ".safelinks.protection.outlook.com"

_ALLOWED = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.ASCII)
_BARE_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/:?#]|$)", re.IGNORECASE | re.ASCII)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE | re.ASCII)
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]{1,20}", re.ASCII)
_WRAPPED_ID = re.compile(r"[A-Za-z0-9_\-+/]{8,300}={0,2}", re.ASCII)
_TEAMS_ENTITY = re.compile(r"\bdata=([a-z]+):([^,\s]+)", re.IGNORECASE | re.ASCII)
_LIKE_YAMMER = re.compile(r"yam+er|engage\.?cloud|viva-?engage|xn--", re.IGNORECASE)
_COMMUNITY = frozenset({"groups", "communities", "group", "community"})
_POSTS = frozenset({"threads", "articles", "thread"})


class WhyNot(StrEnum):
    """Why a link is not the link of a Yammer post."""

    COMMUNITY = "community"
    FEED = "feed"
    LOOK_ALIKE = "look-alike"
    SCRIPT = "script"
    OTHER_SITE = "other-site"
    UNKNOWN_PAGE = "unknown-page"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class PostLink:
    """A link that opens a Yammer post, built anew without tracking parameters."""

    url: str
    post: PostAddress


@dataclass(frozen=True, slots=True)
class NotAPost:
    """A link that opens no Yammer post, or no link at all."""

    why: WhyNot


def looks_like_link(text: str) -> bool:
    """Tell whether a typed message is meant as a link, good or bad."""
    return bool(_SCHEME.match(text) or _BARE_HOST.match(text)) and len(text.split()) == 1


def read_link(text: str) -> PostLink | NotAPost:
    """Read a link from outside. Never raises."""
    return _read(text[: 4 * MAX_LINK].strip().strip("<>").rstrip(".,;"), unwrap=True)


def without_trackers(text: str) -> str:
    """Return a text whose links do not tell who copied them: Safe Links carry an address."""
    return _URL.sub(lambda found: _plain_link(found[0]), text)


def _plain_link(link: str) -> str:
    read = read_link(link)
    if isinstance(read, PostLink):
        return read.url
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    if (parts.hostname or "").lower().endswith(SAFE_LINKS):
        return parse_qs(parts.query).get("url", [""])[0]
    return link


def _read(link: str, *, unwrap: bool) -> PostLink | NotAPost:
    scheme = _SCHEME.match(link)
    if _BARE_HOST.match(link) and not link.lower().startswith(("http:", "https:")):
        link = f"https://{link}"
    elif scheme is None:
        return NotAPost(WhyNot.UNREADABLE)
    elif scheme[1].lower() not in {"http", "https"}:
        return NotAPost(WhyNot.SCRIPT)
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return NotAPost(WhyNot.UNREADABLE)
    host = (parts.hostname or "").lower()
    if parts.username is not None or port not in {None, 80, 443}:
        return NotAPost(WhyNot.LOOK_ALIKE if _LIKE_YAMMER.search(link) else WhyNot.OTHER_SITE)
    if host.endswith(SAFE_LINKS) and unwrap:
        inner = parse_qs(parts.query).get("url", [""])[0]
        return _read(inner, unwrap=False)
    return _by_host(host, parts)


def _by_host(host: str, parts: SplitResult) -> PostLink | NotAPost:
    if host in ENGAGE_HOSTS:
        found = _engage(host, parts)
    elif host in CLASSIC_HOSTS:
        found = _classic(parts)
    elif host in TEAMS_HOSTS:
        found = _teams(host, parts)
    else:
        alike = _LIKE_YAMMER.search(host) or not host.isascii()
        found = WhyNot.LOOK_ALIKE if alike else WhyNot.OTHER_SITE
    if isinstance(found, WhyNot):
        return NotAPost(found)
    if len(found.url) > MAX_LINK or not _ALLOWED.fullmatch(found.url):
        return NotAPost(WhyNot.UNREADABLE)
    return found


def _engage(host: str, parts: SplitResult) -> PostLink | WhyNot:
    steps = [unquote(step) for step in parts.path.split("/") if step]
    if steps[:1] in (["main"], ["embed"]):
        steps = steps[1:]
    if steps[:1] == ["org"]:
        steps = steps[2:]
    if steps[:1] == ["messages"] or (steps and steps[0] in _POSTS):
        numbers = [_number(step) for step in steps[1:3]]
        return _post(numbers, f"https://{host}{parts.path}")
    if steps and steps[0] in _COMMUNITY:
        return WhyNot.COMMUNITY
    feed = len(steps) <= 1 or steps[0] in {"users", "storyline"}
    return WhyNot.FEED if feed else WhyNot.UNKNOWN_PAGE


def _classic(parts: SplitResult) -> PostLink | WhyNot:
    place, _, query = parts.fragment.partition("?")
    fields = {name.lower(): values[0] for name, values in parse_qs(query or parts.query).items()}
    thread, message = (_number(fields.get(name, "")) for name in ("threadid", "messageid"))
    path = f"https://www.yammer.com{parts.path}"
    if thread or message:
        said = f"threadId={thread or message}" + (f"&messageId={message}" if message else "")
        return _post([thread or message, message], f"{path}#/Threads/show?{said}")
    steps = [step.lower() for step in f"{parts.path}/{place}".split("/") if step]
    for name, number in pairwise(steps):
        if name in {"threads", "messages"} and _DIGITS.fullmatch(number):
            return _post([number], f"{path}#/{place.strip('/')}" if place else path)
    if any(step in _COMMUNITY for step in steps) or "feedid" in fields:
        return WhyNot.COMMUNITY
    return WhyNot.FEED if len(steps) <= 2 else WhyNot.UNKNOWN_PAGE


def _teams(host: str, parts: SplitResult) -> PostLink | WhyNot:
    if ENGAGE_APP not in parts.path.lower():
        return WhyNot.OTHER_SITE
    entity = _TEAMS_ENTITY.search(unquote(parse_qs(parts.query).get("context", [""])[0]))
    if entity is None:
        return WhyNot.FEED
    kind, reference = entity[1].lower(), entity[2].strip("\"'}")
    if kind == "thread":
        context = quote(f'{{"subEntityId":"type=custom,data=thread:{reference}"}}', safe="")
        return _post([_number(reference)], f"https://{host}{parts.path}?context={context}")
    return WhyNot.COMMUNITY if kind in _COMMUNITY else WhyNot.FEED


def _post(numbers: list[str], url: str) -> PostLink | WhyNot:
    """Make an address of [thread, message]; a thread's first message has the thread's number."""
    thread, message = ([*numbers, "", ""])[:2]
    if not thread:
        return WhyNot.UNREADABLE
    return PostLink(url, PostAddress(thread=thread, message="" if message == thread else message))


def _number(reference: str) -> str:
    """Return the number in an id, plain or wrapped in base64; empty where there is none."""
    if _DIGITS.fullmatch(reference):
        return reference.lstrip("0") or "0"
    if not _WRAPPED_ID.fullmatch(reference):
        return ""
    plain = reference.rstrip("=").replace("+", "-").replace("/", "_")
    try:
        wrapped = json.loads(base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return ""
    number = wrapped.get("id") if isinstance(wrapped, dict) else None
    if not isinstance(number, str) or not _DIGITS.fullmatch(number):
        return ""
    known = str(wrapped.get("_type")) in {"Thread", "Message", "Article"}
    return (number.lstrip("0") or "0") if known else ""
