"""Stands before every turn: other bots are ignored, guests refused, and too many messages held up.

What is typed is never lost by it: a message stays in its chat, and a card that was pressed stays as
it was filled in.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from botbuilder.core import Middleware, TurnContext
from botbuilder.schema import Activity, ActivityTypes
from typing_extensions import override

from bot.door import Caller, NobodyCanTell, Pass, Rates, Staff
from bot.teams import extension_answers, outgoing
from bot.teams.adapter import TeamsAdapter
from bot.teams.incoming import addressed
from bot.teams.personal_chats import PersonalChats
from bot.teams.whereabouts import tenant_of
from dialogs.wording import limits

log = logging.getLogger(__name__)

Logic = Callable[[], Awaitable[None]]
_SPOKEN = frozenset({ActivityTypes.message, ActivityTypes.invoke})
_BOTS = frozenset({"bot", "skill"})


@dataclass(slots=True)
class Doorman(Middleware):
    """Lets in whom it should. `staff` is None where guests are welcome, or cannot be told.

    Teams' own menus are used in chats that the bot is no member of, so that nobody can be looked up
    there. Searches pass, since they show nothing but the policy's words; for a dialog, which may
    send a report, people are looked up in their own chat with the bot (`chats`).
    """

    rates: Rates
    chats: PersonalChats
    staff: Staff | None = None
    _busy: str = field(init=False)

    def __post_init__(self) -> None:
        self._busy = limits.TOO_MANY_MESSAGES.format(most=self.rates.most)

    @override
    async def on_turn(self, context: TurnContext, logic: Logic) -> None:
        """Let a turn begin, or answer it here.

        What is not said to the bot passes: it is ignored further in, and no answer of the door's
        may interrupt others.
        """
        activity = context.activity
        if activity.type not in _SPOKEN or not addressed(activity):
            await logic()
        elif _is_a_bot(activity):
            log.info("caller.ignored", extra={"why": "bot"})
        else:
            refusal = await self._refusal(activity)
            if refusal is None:
                await logic()
            elif refusal or activity.type == ActivityTypes.invoke:
                await _say(context, refusal or self._busy)

    async def _refusal(self, activity: Activity) -> str | None:
        """Return why somebody is not let in; empty where they were told so, None to let in."""
        caller = activity.from_property
        taken = self.rates.take((tenant_of(activity), caller.id), activity.id or "")
        if taken is not Pass.TAKEN:
            log.info("caller.refused", extra={"why": "rate"})
            return self._busy if taken is Pass.TOLD_TO_WAIT else ""
        return await self._stranger(activity)

    async def _stranger(self, activity: Activity) -> str | None:
        if self.staff is None:
            return None
        try:
            welcome = await self._is_staff(activity, self.staff)
        except NobodyCanTell as unknown:
            searches = activity.name in extension_answers.SEARCHES
            return None if unknown.refused and searches else limits.CANNOT_CHECK_STAFF
        if welcome:
            return None
        log.info("caller.refused", extra={"why": "guest"})
        return limits.STAFF_ONLY

    async def _is_staff(self, activity: Activity, staff: Staff) -> bool:
        who = Caller(activity.from_property.id, activity.service_url, activity.conversation.id)
        try:
            return await staff.has(who)
        except NobodyCanTell as unknown:
            dialog = activity.name in extension_answers.DIALOGS
            chat = await self.chats.find(activity) if unknown.refused and dialog else ""
            if not chat:
                raise
            return await staff.has(replace(who, conversation=chat))


def _is_a_bot(activity: Activity) -> bool:
    caller = activity.from_property
    return str(caller.role or "").lower() in _BOTS or str(caller.id).startswith("28:")


async def _say(context: TurnContext, sentence: str) -> None:
    """Say it where it was asked; beside a pressed card, which stays as it was filled in."""
    if context.activity.type == ActivityTypes.invoke:
        if context.activity.name == outgoing.CARD_ACTION:
            TeamsAdapter.answer(context, outgoing.beside_the_card(sentence))
        else:
            refused = outgoing.error_answer(HTTPStatus.FORBIDDEN, "Forbidden", sentence)
            shown = extension_answers.failed(str(context.activity.name), sentence)
            TeamsAdapter.answer(context, shown or refused)
    else:
        await context.send_activity(sentence)
