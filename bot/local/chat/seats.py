"""Where somebody sits in the terminal client: who they are, and in which chat."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from bot.local.people import BOT_ID, BOT_NAME, INTERNAL_COMMUNICATIONS, STAFF, TENANT, Page


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in one chat. In a channel the bot is always mentioned, as it hears nothing else."""

    page: Page
    in_channel: bool
    title: str

    @property
    def chat(self) -> str:
        """Return the conversation's id."""
        return self.page.channel if self.in_channel else self.page.personal_chat

    def message(self, service_url: str, text: str) -> dict[str, Any]:
        """Return a typed message as Teams would send it."""
        if not self.in_channel:
            return self._activity(service_url, type="message", text=text)
        mention = f"<at>{BOT_NAME}</at>"
        about = {"id": BOT_ID, "name": BOT_NAME}
        entity = {"type": "mention", "text": mention, "mentioned": about}
        return self._activity(
            service_url, type="message", text=f"{mention} {text}", entities=[entity]
        )

    def press(self, service_url: str, data: dict[str, Any], card: str) -> dict[str, Any]:
        """Return a pressed Action.Execute button, of the message `card`."""
        value = {"action": {"type": "Action.Execute", "data": data}, "trigger": "manual"}
        return self._activity(
            service_url, type="invoke", name="adaptiveCard/action", value=value, replyToId=card
        )

    def arrival(self, service_url: str) -> dict[str, Any]:
        """Return the installation of the bot in this chat."""
        return self._activity(service_url, type="installationUpdate", action="add")

    def _activity(self, service_url: str, **rest: Any) -> dict[str, Any]:
        data: dict[str, Any] = {"tenant": {"id": TENANT}}
        if self.in_channel:
            data |= {"team": {"id": self.page.team}, "channel": {"id": self.page.channel}}
        person = self.page.acting
        return {
            "id": uuid4().hex,
            "channelId": "msteams",
            "serviceUrl": service_url,
            "from": {"id": person.id, "name": person.name, "aadObjectId": person.directory_id},
            "recipient": {"id": BOT_ID, "name": BOT_NAME},
            "conversation": {
                "id": self.chat,
                "conversationType": "channel" if self.in_channel else "personal",
                "tenantId": TENANT,
            },
            "channelData": data,
            **rest,
        }


STAFF_SEAT = Seat(STAFF, in_channel=False, title=f"{STAFF.acting.name}, {STAFF.title}")
TRIAGE_SEAT = Seat(
    INTERNAL_COMMUNICATIONS,
    in_channel=True,
    title=(
        f"{INTERNAL_COMMUNICATIONS.acting.name}, {INTERNAL_COMMUNICATIONS.title}, "
        f"in the channel “{INTERNAL_COMMUNICATIONS.channel_name}”"
    ),
)
