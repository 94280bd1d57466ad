"""What the invokes of message extensions and dialogs bring. All of it is input from outside."""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from functools import partial
from html import unescape
from typing import Any, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, ValidationError

from dialogs.seen_message import SeenMessage
from dialogs.text.inert import clean

MOST_LINKS = 20
MOST_MARKUP = 60_000
_SELF = "…"
_NEW_LINE = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/blockquote)\b[^<>]*>", re.IGNORECASE)
_MENTION = re.compile(r'<at\b[^<>]*\bid="(\d{1,6})"[^<>]*>[^<>]*</at>', re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_BLANK = re.compile(r"[ \t\u00a0]+")
_LINK = re.compile(r"https?://[^\s<>\"'\\]+", re.IGNORECASE)


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


_Read = TypeVar("_Read", bound=_Value)


class Parameter(_Value):
    """What was typed into a field of a command."""

    name: str | None = None
    value: JsonValue = None


class Options(_Value):
    """Which of the results are asked for."""

    skip: int = Field(default=0, ge=0, le=10_000)
    count: int = Field(default=25, ge=1, le=1_000)


class Query(_Value):
    """composeExtension/query: a search as it is typed."""

    parameters: list[Parameter] = Field(default=[], max_length=10)
    query_options: Options | None = Field(default=None, alias="queryOptions")

    def typed(self, name: str) -> str:
        """Return what was typed; empty at the first run, which is before anything is."""
        for given in self.parameters:
            if given.name in {name, None, ""} and isinstance(given.value, str):
                return given.value
        return ""


class LinkQuery(_Value):
    """composeExtension/queryLink: a link that was pasted."""

    url: str


class _User(_Value):
    id: str | None = None
    display_name: str | None = Field(default=None, alias="displayName")


class _Who(_Value):
    user: _User | None = None


class _Body(_Value):
    content_type: str | None = Field(default=None, alias="contentType")
    content: str | None = None


class _Attachment(_Value):
    content_url: str | None = Field(default=None, alias="contentUrl")
    content: JsonValue = None


class _Mention(_Value):
    id: int
    mentioned: _Who | None = None


class MessagePayload(_Value):
    """The message from whose menu a dialog was opened. Its own address is not read at all."""

    body: _Body | None = None
    sender: _Who | None = Field(default=None, alias="from")
    created: AwareDatetime | None = Field(default=None, alias="createdDateTime")
    attachments: list[_Attachment] | None = Field(default=None, max_length=100)
    mentions: list[_Mention] | None = Field(default=None, max_length=500)

    def seen_by(self, ids: Collection[str], name: str) -> SeenMessage:
        """Return the message as the dialogs know it; `ids` and `name` are those of who chose it.

        Where it is theirs, or mentions them, their name is left out: it may go into their report.
        """
        own = partial(_is, ids=frozenset(id_.lower() for id_ in ids), name=name)
        content = (self.body.content if self.body else None) or ""
        links = _links_in([content, *self._attached()])
        author = self.sender.user if self.sender else None
        return SeenMessage(
            text=self._text(content[:MOST_MARKUP], own),
            links=tuple(links),
            author="" if author is None or own(author) else clean(author.display_name or "", 80),
            sent_at=_sensible(self.created),
        )

    def _attached(self) -> Iterator[str]:
        for attachment in self.attachments or ():
            yield attachment.content_url or ""
            if isinstance(attachment.content, str):
                yield attachment.content

    def _text(self, content: str, own: Callable[[_User], bool]) -> str:
        if self.body is None or (self.body.content_type or "").lower() != "html":
            return clean(content)
        mine = {
            str(mention.id)
            for mention in self.mentions or ()
            if mention.mentioned and mention.mentioned.user
            if own(mention.mentioned.user)
        }
        named = _MENTION.sub(lambda at: _SELF if at[1] in mine else at[0], content)
        plain = unescape(_TAG.sub("", _NEW_LINE.sub("\n", named)))
        lines = (_BLANK.sub(" ", line).strip() for line in plain.splitlines())
        return clean("\n".join(line for line in lines if line))


class Action(_Value):
    """composeExtension/fetchTask and submitAction, task/fetch and task/submit."""

    command_id: str | None = Field(default=None, alias="commandId")
    data: dict[str, JsonValue] = {}
    message: MessagePayload | None = Field(default=None, alias="messagePayload")


def read_value(kind: type[_Read], value: Any) -> _Read | None:
    """Read an invoke's value; None where it is not what Teams sends. Never raises."""
    try:
        return kind.model_validate(value)
    except (ValidationError, RecursionError):
        return None


def _links_in(texts: list[str]) -> list[str]:
    found: dict[str, None] = {}
    for text in texts:
        for link in _LINK.findall(unescape(text[:MOST_MARKUP])):
            found[link.rstrip(".,;:!?)")] = None
            if len(found) >= MOST_LINKS:
                return list(found)
    return list(found)


def _is(user: _User, ids: Collection[str], name: str) -> bool:
    """Tell whether a user is the person with these ids; a client may name either of them."""
    named = bool(name) and (user.display_name or "").casefold() == name.casefold()
    return named or (user.id or "").lower() in ids


def _sensible(at: datetime | None) -> datetime | None:
    """Return a time that every calendar can show, in any time zone."""
    return at if at is not None and 2000 <= at.year < 9000 else None
