"""Writes to somebody's one-to-one chat with the bot, for what others must not see."""

import logging
from dataclasses import dataclass

from botbuilder.schema import Activity

from bot.connector import Connector, ConnectorError
from bot.teams import outgoing
from bot.teams.incoming import tenant_of
from dialogs.turn import Reply

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PersonalChat:
    """Opens the chat where it is not open yet."""

    connector: Connector

    async def write(self, activity: Activity, reply: Reply) -> None:
        """Send a reply to the one-to-one chat of whoever sent `activity`.

        Where Teams refuses (the bot is not installed for that person) nothing is sent: the reply
        in the thread has a link to the chat.
        """
        try:
            conversation = await self.connector.create_conversation(
                activity.service_url,
                tenant=tenant_of(activity),
                person=activity.from_property.id,
                bot=activity.recipient.id,
            )
            message = outgoing.message(reply)
            message.from_property = activity.recipient
            await self.connector.send(activity.service_url, conversation, message.serialize())
        except ConnectorError as error:
            log.warning("personal-chat.refused", extra={"reason": error.reason})
