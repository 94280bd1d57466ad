"""The shapes of the addresses of Yammer (Viva Engage), host by host: which post each opens.

- web.yammer.com or engage.cloud.microsoft: /main[/org/<network>]/threads/<id>[/<message id>],
  with or without tracking parameters; /articles/<id> likewise;
- teams.microsoft.com/l/entity/<the Engage app>/…?context=<JSON>, or aka.ms/VivaEngage/Launch with
  the same context, whose JSON is `{"subEntityId":"type=custom,data=thread:<id>"}`;
- www.yammer.com/<network>/#/Threads/show?threadId=1[&messageId=2], the classic client's, and
  www.yammer.com/<network>/messages/2, as its e-mails have it.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from urllib.parse import SplitResult, parse_qs, unquote

from dialogs.yammer.yammer_ids import MESSAGE_ALONE, number_in, post_url
from storage.records import PostAddress

ENGAGE_HOSTS = frozenset({"web.yammer.com", "engage.cloud.microsoft"})
CLASSIC_HOSTS = frozenset({"www.yammer.com", "yammer.com"})
TEAMS_HOSTS = frozenset({"teams.microsoft.com", "teams.cloud.microsoft"})
ENGAGE_APP = "db5e5970-212f-477f-a3fc-2227dc7782bf"
LIKE_YAMMER = re.compile(
    r"ya(?:m|rn|nn)+[e3]r|engage[.-]?cloud|viva[.-]?engage|xn--", re.IGNORECASE
)
_SHORT_HOST, _SHORT_PATH = "aka.ms", "/vivaengage/"
_NETWORK = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}", re.IGNORECASE | re.ASCII)
_TEAMS_ENTITY = re.compile(r"\bdata=([a-z]+):([^,\s]+)", re.IGNORECASE | re.ASCII)
_COMMUNITY = frozenset({"groups", "communities", "group", "community"})
_POSTS = frozenset({"threads", "articles", "thread"})
_MESSAGES = "messages"


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
    """A link that opens a Yammer post. `url` is made anew of the post's numbers alone.

    `network` is the one that the link named, empty where it named none; it tells no posts apart.
    """

    url: str
    post: PostAddress
    network: str = field(default="", compare=False)


def by_host(host: str, parts: SplitResult) -> PostLink | WhyNot:
    """Return the post that an address opens, or why it opens none."""
    if host in ENGAGE_HOSTS:
        return _engage(parts)
    if host in CLASSIC_HOSTS:
        return _classic(parts)
    if host in TEAMS_HOSTS and ENGAGE_APP in parts.path.lower():
        return _teams(parts)
    if host == _SHORT_HOST and parts.path.lower().startswith(_SHORT_PATH):
        return _teams(parts)
    alike = LIKE_YAMMER.search(host) or not host.isascii()
    return WhyNot.LOOK_ALIKE if alike else WhyNot.OTHER_SITE


def _engage(parts: SplitResult) -> PostLink | WhyNot:
    steps = [unquote(step) for step in parts.path.split("/") if step]
    steps = steps[1:] if steps[:1] in (["main"], ["embed"]) else steps
    network, steps = (steps[1], steps[2:]) if steps[:1] == ["org"] and steps[1:] else ("", steps)
    for place, name in enumerate(steps[:-1]):
        numbers = [number_in(step) for step in steps[place + 1 : place + 3]]
        if name in _POSTS and numbers[0]:
            return _post(numbers, network)
        if name == _MESSAGES and numbers[0]:
            return _message(numbers[0], network)
    first = steps[0] if steps else ""
    if first in _COMMUNITY:
        return WhyNot.COMMUNITY
    if len(steps) > 1 and (first in _POSTS or first == _MESSAGES):
        return WhyNot.UNREADABLE
    feed = len(steps) <= 1 or first in {"users", "storyline"}
    return WhyNot.FEED if feed else WhyNot.UNKNOWN_PAGE


def _classic(parts: SplitResult) -> PostLink | WhyNot:
    place, _, query = parts.fragment.partition("?")
    fields = {name.lower(): values[0] for name, values in parse_qs(query or parts.query).items()}
    thread, message = (number_in(fields.get(name, "")) for name in ("threadid", "messageid"))
    steps = [step for step in f"{parts.path}/{place}".split("/") if step]
    network = steps[0] if steps else ""
    if thread:
        return _post([thread, message], network)
    if message:
        return _message(message, network)
    for name, reference in pairwise(steps):
        number = number_in(reference)
        if number and name.lower() in _POSTS:
            return _post([number], network)
        if number and name.lower() == _MESSAGES:
            return _message(number, network)
    if any(step.lower() in _COMMUNITY for step in steps) or "feedid" in fields:
        return WhyNot.COMMUNITY
    return WhyNot.FEED if len(steps) <= 2 else WhyNot.UNKNOWN_PAGE


def _teams(parts: SplitResult) -> PostLink | WhyNot:
    entity = _TEAMS_ENTITY.search(unquote(parse_qs(parts.query).get("context", [""])[0]))
    if entity is None:
        return WhyNot.FEED
    kind, reference = entity[1].lower(), entity[2].strip("\"'}")
    if kind == "thread":
        return _post([number_in(reference)], "")
    return WhyNot.COMMUNITY if kind in _COMMUNITY else WhyNot.FEED


def _post(numbers: list[str], network: str) -> PostLink | WhyNot:
    """Make an address of [thread, message]; a thread's first message has the thread's number."""
    thread, message = ([*numbers, "", ""])[:2]
    if not thread:
        return WhyNot.UNREADABLE
    post = PostAddress(thread=thread, message="" if message == thread else message)
    return PostLink(post_url(post), post, _network(network))


def _message(number: str, network: str) -> PostLink:
    """Make the address of a message whose thread the link does not tell."""
    return PostLink(f"{MESSAGE_ALONE}{number}", PostAddress(thread=number), _network(network))


def _network(name: str) -> str:
    return name.lower() if _NETWORK.fullmatch(name) else ""
