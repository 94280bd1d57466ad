"""Finds the one-to-one chat of somebody who is met elsewhere, in a dialog."""

import asyncio
import logging
from collections import OrderedDict
from dataclasses import dataclass, field

from botbuilder.schema import Activity

from bot.connector import Connector, ConnectorError
from bot.teams.whereabouts import person_of, tenant_of

log = logging.getLogger(__name__)

# A client waits five seconds for the answer to an invoke, of which this is a part.
WAITS_SECONDS = 2.0
MOST_KNOWN = 4_096

_Whose = tuple[str, str, str]


@dataclass(slots=True)
class PersonalChats:
    """The ids of chats, by whose they are. The channel gives the same id whenever it is asked."""

    connector: Connector
    _known: OrderedDict[_Whose, str] = field(default_factory=OrderedDict)

    async def find(self, heard: Activity) -> str:
        """Return the id of the chat with whoever sent the activity, empty where it has none.

        It has none where the bot is not installed for them, or the channel does not answer.
        """
        whose = (heard.service_url, tenant_of(heard), person_of(heard))
        if whose in self._known:
            self._known.move_to_end(whose)
            return self._known[whose]
        try:
            async with asyncio.timeout(WAITS_SECONDS):
                chat = await self.connector.create_conversation(
                    heard.service_url,
                    tenant=tenant_of(heard),
                    person=heard.from_property.id,
                    bot=heard.recipient.id,
                )
        except (ConnectorError, TimeoutError) as error:
            reason = error.reason if isinstance(error, ConnectorError) else "timeout"
            log.warning("personal-chat.refused", extra={"reason": reason})
            return ""
        self._known[whose] = chat
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return chat
