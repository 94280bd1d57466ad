"""What the bot wrote, as a Teams client would hold it: messages in their newest form, by chat."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

Node = dict[str, Any]

CARD = "application/vnd.microsoft.card.adaptive"
_THREAD = ";messageid="


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `root` is the first message of its thread, which in a channel is its address.

    `edited` tells that it was replaced after it had been shown.
    """

    id: str
    chat: str
    root: str
    text: str = ""
    card: Node | None = None
    suggestions: tuple[str, ...] = ()
    edited: bool = False


@dataclass(slots=True)
class Mailbox:
    """The messages of some chats, and which were not shown yet. `chats` are all there are."""

    chats: frozenset[str]
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _messages: dict[str, Message] = field(default_factory=dict)
    _unread: set[str] = field(default_factory=set)
    _waiting: list[asyncio.Future[None]] = field(default_factory=list)

    def post(self, conversation: str, activity: Node) -> str:
        """Take a new message; return its id. Raises KeyError where there is no such chat.

        No later run gives the same id again: the bot remembers that of a case's card.
        """
        message_id = uuid4().hex
        self._keep(conversation, message_id, activity)
        return message_id

    def put(self, conversation: str, message_id: str, activity: Node) -> None:
        """Replace a message. One from an earlier run is not here any more, and comes as new."""
        self._keep(conversation, message_id, activity)

    def replace_card(self, message: Message, card: Node) -> Message:
        """Put the card that an invoke was answered with where the pressed one stood."""
        replaced = replace(message, card=card, edited=False)
        self._messages[message.id] = replaced
        self._unread.discard(message.id)
        return replaced

    def unread(self, chats: Collection[str]) -> list[Message]:
        """Return what was not shown yet of some chats, oldest first."""
        return [one for one in self._messages.values() if one.id in self._unread & self._in(chats)]

    def newest(self, chat: str, number: int) -> list[Message]:
        """Return the newest messages of a chat and all that are unread, oldest first."""
        here = [one for one in self._messages.values() if one.chat == chat]
        return [one for one in here if one in here[-number:] or one.id in self._unread]

    async def until_unread(self, chats: Collection[str]) -> None:
        """Wait until something of some chats was not shown yet."""
        while not self.unread(chats):
            arrival = asyncio.get_running_loop().create_future()
            self._waiting.append(arrival)
            await arrival

    def shown(self, message: Message) -> None:
        """Remember that somebody has seen a message in this form."""
        self._unread.discard(message.id)

    def _keep(self, conversation: str, message_id: str, activity: Node) -> None:
        chat, _, root = conversation.partition(_THREAD)
        if chat not in self.chats:
            raise KeyError(chat)
        if activity.get("type") != "message":
            return  # typing, which a terminal has no use for
        kept = _message(message_id, chat, root or message_id, activity)
        before = self._messages.get(message_id)
        if before is not None and replace(before, edited=False) == kept:
            return  # the pressed card again, brought to what its answer had shown already
        seen = before is not None and message_id not in self._unread
        self._messages[message_id] = replace(kept, edited=seen)
        self._unread.add(message_id)
        self.arrived.set()
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            if not one.done():
                one.set_result(None)

    def _in(self, chats: Collection[str]) -> set[str]:
        return {one.id for one in self._messages.values() if one.chat in chats}


def _message(message_id: str, chat: str, root: str, activity: Node) -> Message:
    attached = activity.get("attachments") or ()
    card = next((one["content"] for one in attached if one.get("contentType") == CARD), None)
    suggested = (activity.get("suggestedActions") or {}).get("actions") or ()
    return Message(
        id=message_id,
        chat=chat,
        root=root,
        text=str(activity.get("text") or ""),
        card=card,
        suggestions=tuple(str(one.get("title") or "") for one in suggested),
    )
