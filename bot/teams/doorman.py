"""Stands before every turn: other bots are ignored, guests refused, and too many messages held up.

What is typed is never lost by it: a message stays in its chat, and a card that was pressed stays as
it was filled in.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from botbuilder.core import Middleware, TurnContext
from botbuilder.schema import Activity, ActivityTypes
from typing_extensions import override

from bot.door import Caller, NobodyCanTell, Pass, Rates, Staff
from bot.teams import outgoing
from bot.teams.adapter import TeamsAdapter
from bot.teams.incoming import addressed, tenant_of
from dialogs.wording import limits

log = logging.getLogger(__name__)

Logic = Callable[[], Awaitable[None]]
_SPOKEN = frozenset({ActivityTypes.message, ActivityTypes.invoke})
_BOTS = frozenset({"bot", "skill"})
# What Teams asks for while somebody writes in a chat that the bot need not be a member of, so that
# nobody can be looked up there. It only shows the policy's words; whatever touches records is
# sent from a chat or a channel where the bot is.
_ANYWHERE = ("composeExtension/",)


@dataclass(slots=True)
class Doorman(Middleware):
    """Lets in whom it should. `staff` is None where guests are welcome, or cannot be told."""

    rates: Rates
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
        who = Caller(activity.from_property.id, activity.service_url, activity.conversation.id)
        try:
            welcome = await self.staff.has(who)
        except NobodyCanTell as unknown:
            anywhere = str(activity.name or "").startswith(_ANYWHERE)
            return None if unknown.refused and anywhere else limits.CANNOT_CHECK_STAFF
        if welcome:
            return None
        log.info("caller.refused", extra={"why": "guest"})
        return limits.STAFF_ONLY


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
            TeamsAdapter.answer(context, refused)
    else:
        await context.send_activity(sentence)
