"""Sends replies: where they were asked for, in place of a card, or to the one-to-one chat.

They go out as JSON, not as the SDK's activities: its copying and serialising of a card costs more
than everything else in a turn.
"""

import logging
from dataclasses import dataclass
from typing import Any

from botbuilder.schema import Activity, ChannelAccount

from bot.connector import Connector, ConnectorError
from bot.teams import outgoing
from bot.teams.whereabouts import tenant_of
from dialogs.turn import Reply

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Replies:
    """Replies to an activity that was heard. `send` and `replace` raise ConnectorError."""

    connector: Connector

    async def send(self, heard: Activity, reply: Reply) -> None:
        """Send a reply to where the activity came from, in its thread."""
        await self.connector.send(
            heard.service_url,
            heard.conversation.id,
            _addressed(outgoing.message(reply), heard),
            reply_to=heard.id,
        )

    async def replace(self, heard: Activity, sent: str, reply: Reply) -> None:
        """Put a reply in the place of a message that was sent before, by its id."""
        message = _addressed(outgoing.message(reply), heard) | {"id": sent}
        await self.connector.update(heard.service_url, heard.conversation.id, sent, message)

    async def send_to_personal_chat(self, heard: Activity, reply: Reply) -> bool:
        """Send a reply to the one-to-one chat of whoever sent the activity; tell whether it went.

        Where Teams refuses (the bot is not installed for that person) nothing is sent.
        """
        message = outgoing.message(reply) | {"from": _account(heard.recipient)}
        try:
            chat = await self.connector.create_conversation(
                heard.service_url,
                tenant=tenant_of(heard),
                person=heard.from_property.id,
                bot=heard.recipient.id,
            )
            await self.connector.send(heard.service_url, chat, message)
        except ConnectorError as error:
            log.warning("personal-chat.refused", extra={"reason": error.reason})
            return False
        return True


def _addressed(message: dict[str, Any], heard: Activity) -> dict[str, Any]:
    return message | {
        "from": _account(heard.recipient),
        "recipient": _account(heard.from_property),
        "conversation": {"id": heard.conversation.id},
        "replyToId": heard.id,
    }


def _account(account: ChannelAccount) -> dict[str, Any]:
    return {"id": account.id, "name": account.name}
