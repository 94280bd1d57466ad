"""The bot as the SDK sees it: each kind of activity becomes a turn, each reply a message."""

import logging
from dataclasses import replace
from http import HTTPStatus

from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from microsoft_teams.cards import OpenUrlAction
from typing_extensions import override

from bot.connector import ConnectorError
from bot.deliveries.delivery import Courier
from bot.teams import outgoing
from bot.teams.adapter import TeamsAdapter
from bot.teams.extensions import NAMES, Extensions
from bot.teams.incoming import ActivityReader, Incoming, addressed
from bot.teams.replies import Replies
from bot.teams.typing_indicator import typing_after
from bot.turns.recent_turns import TurnResult
from bot.turns.turns import Turns
from dialogs.turn import Place, Reply, Said, Uninstalled
from dialogs.wording import ANSWERED_BELOW, BAD_PRESS, cases

log = logging.getLogger(__name__)

UPDATED = "add-upgrade"


class PolicyBot(ActivityHandler):
    """Hears activities of Teams, runs their turns, and answers in the same place."""

    def __init__(
        self,
        turns: Turns,
        reader: ActivityReader,
        courier: Courier,
        replies: Replies,
        extensions: Extensions,
    ) -> None:
        self._turns = turns
        self._extensions = extensions
        self._reader = reader
        self._courier = courier
        self._replies = replies
        self._chat_link = turns.toolbox.bot_chat_link

    @override
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Answer what was typed or pressed. In company, only when the bot is mentioned."""
        incoming = await self._reader.read(turn_context.activity)
        if incoming is None or _overheard(incoming, turn_context):
            return
        result = await self._run(turn_context, incoming)
        if result.repeated:
            return
        pressed_card = turn_context.activity.reply_to_id if turn_context.activity.value else None
        private = tuple(reply for reply in result.replies if reply.private)
        if private and incoming.context.place is not Place.PERSONAL:
            await self._answer_privately(turn_context, private)
            return
        for reply in result.replies:
            if reply.in_place and not _own(reply, incoming) and pressed_card:
                await self._replies.replace(turn_context.activity, pressed_card, reply)
            else:
                await self._replies.send(turn_context.activity, reply)
        await self._turns.told(result)

    @override
    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """Answer a pressed card: replaced in place, or with a message beside it."""
        if turn_context.activity.name in NAMES:
            answered = await self._extensions.answer(turn_context.activity)
            return TeamsAdapter.answer(turn_context, answered)
        if turn_context.activity.name != outgoing.CARD_ACTION:
            return InvokeResponse(status=int(HTTPStatus.NOT_IMPLEMENTED))
        incoming = await self._reader.read(turn_context.activity)
        if incoming is None:
            return outgoing.error_answer(HTTPStatus.BAD_REQUEST, "BadRequest", BAD_PRESS)
        result = await self._run(turn_context, incoming)
        answer, others = _split(result.replies, incoming.context.place)
        if not result.repeated:
            for reply in others:
                await self._answer_beside(turn_context, reply, incoming)
            if answer.for_all and incoming.context.pressed:
                await self._replace_for_all(turn_context, answer, incoming.context.pressed)
        await self._turns.told(result)
        return TeamsAdapter.answer(turn_context, outgoing.card_answer(answer))

    @override
    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        """Greet where the bot was installed. An update of the package greets nobody anew."""
        if turn_context.activity.action == UPDATED:
            await self._courier.unblock()
        else:
            await self._greet(turn_context)

    @override
    async def on_installation_update_remove(self, turn_context: TurnContext) -> None:
        """Forget the chat where the bot was removed, an unsent report too. Nothing is said."""
        incoming = await self._reader.read(turn_context.activity)
        if incoming is not None and isinstance(incoming.event, Uninstalled):
            await self._turns.run(incoming)

    @override
    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Greet where the bot itself was added; the SDK would look up every other member."""
        activity = turn_context.activity
        if any(member.id == activity.recipient.id for member in activity.members_added or ()):
            await self._greet(turn_context)

    async def _answer_privately(
        self, turn_context: TurnContext, replies: tuple[Reply, ...]
    ) -> None:
        """Write in the thread only that there is an answer; all of them look alike there.

        The buttons of a case work in the team's channel alone, so they stay behind; links go along.
        Where the one-to-one chat cannot be opened, the thread gets a link to it and no content.
        """
        heard = turn_context.activity
        went = [
            await self._replies.send_to_personal_chat(heard, _without_presses(reply))
            for reply in replies
        ]
        there = cases.ANSWERED_PRIVATELY
        if not all(went):
            there = cases.WRITE_TO_ME
            if self._chat_link:
                there = cases.WRITE_TO_ME_AT.format(link=self._chat_link)
        await self._replies.send(heard, Reply(there))

    async def _answer_beside(
        self, turn_context: TurnContext, reply: Reply, incoming: Incoming
    ) -> None:
        if reply.private and incoming.context.place is not Place.PERSONAL:
            await self._answer_privately(turn_context, (reply,))
        else:
            await self._replies.send(turn_context.activity, reply)

    async def _replace_for_all(self, turn_context: TurnContext, reply: Reply, pressed: str) -> None:
        """Put the answer in the card's place for everybody; the press is answered anyway."""
        try:
            await self._replies.replace(turn_context.activity, pressed, reply)
        except ConnectorError as error:
            log.warning("card.not-replaced", extra={"reason": error.reason})

    async def _greet(self, turn_context: TurnContext) -> None:
        incoming = await self._reader.read(turn_context.activity)
        if incoming is None:
            return
        await self._courier.unblock()
        result = await self._run(turn_context, incoming)
        for reply in () if result.repeated else result.replies:
            await self._replies.send(turn_context.activity, reply)

    async def _run(self, turn_context: TurnContext, incoming: Incoming) -> TurnResult:
        async with typing_after(turn_context):
            result = await self._turns.run(incoming)
            for chat in () if result.repeated else result.personal:
                written = await self._replies.send_to_personal_chat(
                    turn_context.activity, chat.reply
                )
                if not written:
                    result = replace(result, replies=(chat.otherwise,))
        return result


def _overheard(incoming: Incoming, turn_context: TurnContext) -> bool:
    """Tell whether a message in company was not meant for the bot."""
    return isinstance(incoming.event, Said) and not addressed(turn_context.activity)


def _own(reply: Reply, incoming: Incoming) -> bool:
    """Tell whether a reply must not take the place of a card that others see too."""
    return reply.card is None or (reply.own and incoming.context.place is not Place.PERSONAL)


def _without_presses(reply: Reply) -> Reply:
    if reply.card is None:
        return reply
    links = [a for a in reply.card.actions or () if isinstance(a, OpenUrlAction)]
    return replace(reply, card=reply.card.model_copy(update={"actions": links or None}))


def _split(replies: tuple[Reply, ...], place: Place) -> tuple[Reply, tuple[Reply, ...]]:
    """Choose the reply that answers a pressed card, and those that are messages beside it.

    In company a sentence without a card goes to whoever pressed, and to nobody else.
    """
    for index, reply in enumerate(replies):
        if reply.in_place or place is not Place.PERSONAL:
            return reply, replies[:index] + replies[index + 1 :]
    # The card stays as it is; without a sentence the client shows an empty bar under it.
    return Reply(ANSWERED_BELOW), replies
