"""Where somebody sits in the terminal client: who they are, and in which chat."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from bot.local.people import BOT_ID, BOT_NAME, INTERNAL_COMMUNICATIONS, STAFF, TENANT, Page, Person

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in one chat, and what they send from there, as Teams would send it.

    In a channel the bot is mentioned in every message, since it hears nothing else there, and the
    conversation is a thread: the channel with the thread's first message. `glance` is how many
    messages are shown when somebody sits down here.
    """

    page: Page
    in_channel: bool
    glance: int

    @property
    def chat(self) -> str:
        """Return the id of the chat, or of the channel."""
        return self.page.channel if self.in_channel else self.page.personal_chat

    @property
    def person(self) -> Person:
        """Return who sits here."""
        return self.page.acting

    @property
    def place(self) -> str:
        """Return where this is, in words."""
        return self.page.channel_name if self.in_channel else "one to one with the bot"

    def message(self, text: str, root: str) -> Node:
        """Return a typed message, in the thread that `root` begins (a new one where empty)."""
        if not self.in_channel:
            return self._activity(root, type="message", text=text, textFormat="plain")
        mention = f"<at>{BOT_NAME}</at>"
        about = {"id": BOT_ID, "name": BOT_NAME}
        entity = {"type": "mention", "text": mention, "mentioned": about}
        said = f"{mention} {text}"
        return self._activity(
            root, type="message", text=said, textFormat="plain", entities=[entity]
        )

    def press(self, action: Node, data: Node, card: str, root: str) -> Node:
        """Return a pressed button of the message `card`: an invoke, or a message for a Submit."""
        if action.get("type") == "Action.Submit":
            return self._activity(root, type="message", value=data, replyToId=card)
        sent: Node = {key: action[key] for key in ("type", "title", "verb") if key in action}
        value: Node = {"action": {**sent, "data": data}, "trigger": "manual"}
        name = "adaptiveCard/action"
        return self._activity(root, type="invoke", name=name, value=value, replyToId=card)

    def arrival(self) -> Node:
        """Return the installation of the bot in this chat."""
        return self._activity("", type="installationUpdate", action="add")

    def _activity(self, root: str, **rest: Any) -> Node:
        activity_id = uuid4().hex
        arriving = rest["type"] == "installationUpdate"
        thread = "" if arriving or not self.in_channel else f";messageid={root or activity_id}"
        data: Node = {"tenant": {"id": TENANT}}
        if self.in_channel:
            data |= {"team": {"id": self.page.team}, "channel": {"id": self.page.channel}}
        who = self.person
        return {
            "id": activity_id,
            "channelId": "msteams",
            "locale": "en-GB",
            "from": {"id": who.id, "name": who.name, "aadObjectId": who.directory_id},
            "recipient": {"id": BOT_ID, "name": BOT_NAME},
            "conversation": {
                "id": f"{self.chat}{thread}",
                "conversationType": "channel" if self.in_channel else "personal",
                "tenantId": TENANT,
            },
            "channelData": data,
            **rest,
        }


STAFF_SEAT = Seat(STAFF, in_channel=False, glance=1)
TRIAGE_SEAT = Seat(INTERNAL_COMMUNICATIONS, in_channel=True, glance=5)
# Nobody sits down here, but the bot may write to it, and its buttons can be pressed.
PRIVATE_SEAT = Seat(INTERNAL_COMMUNICATIONS, in_channel=False, glance=1)

SEATS = {seat.chat: seat for seat in (STAFF_SEAT, TRIAGE_SEAT, PRIVATE_SEAT)}


def seats_of(seat: Seat) -> tuple[Seat, ...]:
    """Return the chats that whoever sits here reads: this one, and their own."""
    return tuple(one for one in SEATS.values() if one.person == seat.person)
