"""What a delivery becomes on its way out: which message, to where, and in place of which.

The case's card, the lines in its thread and the daily digest go to the triage channel, a notice to
its reporter's one-to-one chat, a deputy's notice to the deputy's.
"""

from dataclasses import dataclass
from typing import Any

from bot.connector import Connector
from bot.desks.triage_channel import TriageDesk
from bot.teams import outgoing
from dialogs.cards.case_card import case_card, case_text
from dialogs.cards.digest_card import digest_card, digest_text
from dialogs.own.notices import notice
from dialogs.triage.case_lines import case_line, deputy_notice
from dialogs.turn import Reply
from policy_content.model import Policy
from storage.records import ClaimedDelivery, DeliveryKind, DeliveryState, NotSent


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message with its address.

    `replaces` is the id of the message to be updated; `answers` that of the one whose thread it
    goes to. Either may be empty.
    """

    service_url: str
    conversation: str
    message: dict[str, Any]
    replaces: str = ""
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Deputy:
    """Who hears of a case that needs a second handler; `bot` is the bot's own channel id."""

    person: str = ""
    bot: str = ""


@dataclass(frozen=True, slots=True)
class Packer:
    """Makes parcels of deliveries."""

    connector: Connector
    desk: TriageDesk
    policy: Policy
    deputy: Deputy = Deputy()

    async def pack(self, claimed: ClaimedDelivery) -> Parcel | NotSent:
        """Make a parcel, or say why there is none. Raises ConnectorError for the deputy's chat."""
        if claimed.report is not None:
            return self._notice(claimed)
        if claimed.kind is DeliveryKind.DEPUTY_NOTICE:
            return await self._deputy_notice(claimed)
        return await self._for_channel(claimed)

    def _notice(self, claimed: ClaimedDelivery) -> Parcel | NotSent:
        if claimed.report is None:
            return NotSent(state=DeliveryState.DEAD, reason="nothing-to-send")
        if not claimed.conversation:
            # Who reported was erased. The team hears that a question cannot be asked, as ever.
            asks = claimed.kind is DeliveryKind.NOTICE_QUESTION
            state = DeliveryState.DEAD if asks else DeliveryState.CALLED_OFF
            return NotSent(state=state, reason="nobody-to-tell")
        said = notice(claimed.kind, claimed.report, claimed.question, may_repeat=claimed.may_repeat)
        message = outgoing.message(said) | {"from": claimed.conversation.get("bot")}
        service_url = str(claimed.conversation.get("serviceUrl") or "")
        chat = claimed.conversation.get("conversation")
        conversation = str(chat.get("id") or "") if isinstance(chat, dict) else ""
        return Parcel(service_url, conversation, message)

    async def _for_channel(self, claimed: ClaimedDelivery) -> Parcel | NotSent:
        channel = await self.desk.channel()
        if channel is None:
            return NotSent(state=DeliveryState.BLOCKED, reason="no-triage-channel")
        if claimed.digest is not None:
            repeat = claimed.may_repeat
            said = digest_text(claimed.digest, may_repeat=repeat)
            digest = Reply(said, digest_card(claimed.digest, may_repeat=repeat))
            return Parcel(channel.service_url, channel.channel, outgoing.message(digest))
        card = claimed.card_activity
        if claimed.case is not None:
            text = case_text(claimed.case, self.policy)
            repeat = claimed.may_repeat
            shown = case_card(claimed.case, self.policy, may_repeat=repeat, posted=True)
            message = outgoing.message(Reply(text, shown))
            return Parcel(channel.service_url, channel.channel, message, replaces=card)
        if claimed.event is None:
            return NotSent(state=DeliveryState.DEAD, reason="nothing-to-send")
        line = case_line(claimed.reference, claimed.event, may_repeat=claimed.may_repeat)
        thread = f"{channel.channel};messageid={card}" if card else channel.channel
        return Parcel(channel.service_url, thread, outgoing.message(line), answers=card)

    async def _deputy_notice(self, claimed: ClaimedDelivery) -> Parcel | NotSent:
        channel = await self.desk.channel()
        if not self.deputy.person or channel is None:
            # Nobody is missed: whoever was refused was asked to find a colleague.
            return NotSent(state=DeliveryState.CALLED_OFF, reason="no-deputy")
        self.connector.trust(channel.service_url)
        chat = await self.connector.create_conversation(
            channel.service_url,
            tenant=channel.tenant,
            person=self.deputy.person,
            bot=self.deputy.bot,
        )
        said = outgoing.message(deputy_notice(claimed.reference))
        return Parcel(channel.service_url, chat, said | {"from": {"id": self.deputy.bot}})
