"""One turn, whole: read the state, let the dialogs decide, carry out, commit, then reply.

Turns of one conversation follow each other (a lock in the process, an etag across processes), and
the same activity delivered twice has one effect: effects are harmless to repeat, and the state
is saved together with the activity's mark. See docs/decisions/0004-turns.md.
"""

import asyncio
import logging
from dataclasses import dataclass, field
from uuid import UUID

from bot.desks.effects import Effects
from bot.locks import KeyedLocks
from bot.teams.incoming import Incoming
from bot.turns import kept_turns
from bot.turns.recent_turns import RecentTurns, TurnResult
from dialogs.effects.report_effects import ReportKept, ScreenshotsKept
from dialogs.router import advance
from dialogs.state import Conversation
from dialogs.toolbox import Toolbox
from dialogs.turn import (
    Context,
    Effect,
    Event,
    MayAnswer,
    Opened,
    OpenPersonalChat,
    Place,
    Pressed,
    Reply,
    Said,
    Step,
)
from storage.errors import AlreadyProcessed, StateConflict, StorageError
from storage.ports.conversations import Conversations

log = logging.getLogger(__name__)

_TRIES = 5
# Reading so much takes the encoder four milliseconds; more than ten must not hold the loop.
LONG_CHARACTERS = 120


@dataclass(slots=True)
class Turns:
    """Runs turns over the stores. Knows no SDK and no HTTP."""

    conversations: Conversations
    effects: Effects
    toolbox: Toolbox
    _locks: KeyedLocks = field(default_factory=KeyedLocks)
    _recent: RecentTurns = field(default_factory=RecentTurns)

    async def run(self, incoming: Incoming) -> TurnResult:
        """Run one turn and commit it; the caller sends the replies.

        Raises StorageError where the state cannot be read or written: nothing is acknowledged.
        """
        key = incoming.key
        async with self._locks.hold((key.tenant, key.channel, key.conversation)):
            mark = (key.conversation, incoming.context.activity)
            seen = self._recent.recall(mark)
            if seen is not None:
                return seen
            for attempt in range(_TRIES):
                try:
                    result = await self._attempt(incoming)
                except StateConflict:
                    # Another replica wrote first: the turn is played again on what it wrote.
                    if attempt == _TRIES - 1:
                        raise
                    continue
                except AlreadyProcessed:
                    return await self._as_answered(incoming)
                if incoming.context.activity:
                    owed = isinstance(incoming.event, Pressed) and not _has_draft(incoming.event)
                    self._recent.remember(mark, result if owed else None)
                return result
        raise AssertionError("unreachable: the last try returns or raises")

    async def told(self, result: TurnResult) -> None:
        """Take note that a turn's replies were sent, so that nobody is told twice."""
        for reference in result.told:
            await self.effects.told_of_delivery(reference)

    async def _attempt(self, incoming: Incoming) -> TurnResult:
        key, activity = incoming.key, incoming.context.activity
        kept = await self.conversations.load(key, activity)
        if kept.seen:
            return TurnResult(kept_turns.answer_to(kept.document, activity), repeated=True)
        before = kept_turns.read(kept.document)
        step, told, held = await self._play(before, incoming)
        if step.conversation != before or step.effects:
            await self._save(incoming, step, kept.etag)
            await self.effects.follow_screenshots(held, step.conversation)
        personal = tuple(e for e in step.effects if isinstance(e, OpenPersonalChat))
        return TurnResult(step.replies, personal, told=told)

    async def _as_answered(self, incoming: Incoming) -> TurnResult:
        """Answer as another replica did, who was quicker with the same activity."""
        activity = incoming.context.activity
        kept = await self.conversations.load(incoming.key, activity)
        return TurnResult(kept_turns.answer_to(kept.document, activity), repeated=True)

    async def _save(self, incoming: Incoming, step: Step, etag: int) -> None:
        """Save the state. Where that fails after an effect, what came of the effect is told."""
        activity = incoming.context.activity
        document = kept_turns.written(step.conversation)
        if step.effects and isinstance(incoming.event, Pressed) and not _has_draft(incoming.event):
            document = kept_turns.written_with_answer(step.conversation, activity, step.replies)
        try:
            await self.conversations.save(incoming.key, document, etag, activity)
        except (StateConflict, AlreadyProcessed):
            raise
        except StorageError:
            if not step.effects:
                raise
            # "Nothing was saved" would be untrue now; the replies say what was and what was not.
            log.exception("state.not-saved")

    async def _advance(self, conversation: Conversation, event: Event, context: Context) -> Step:
        """Let the dialogs decide; on a thread where much text is read, so that nobody waits."""
        if _is_long(event):
            return await asyncio.to_thread(advance, conversation, event, context, self.toolbox)
        return advance(conversation, event, context, self.toolbox)

    async def _taken(self, conversation: Conversation, event: Event, context: Context) -> Step:
        """Advance; but what may be an answer to the team is not taken for a question.

        In the one-to-one chat only: elsewhere others would read that somebody has a report.
        """
        step = await self._advance(conversation, event, context)
        if isinstance(event, Said) and step.unclaimed and context.place is Place.PERSONAL:
            report = await self.effects.reports.asked_about(context.person)
            if report is not None:
                return await self._advance(conversation, MayAnswer(event, report), context)
        return step

    async def _play(
        self, conversation: Conversation, incoming: Incoming
    ) -> tuple[Step, tuple[str, ...], frozenset[UUID]]:
        """Advance through the event and the outcome of each effect, gathering the replies.

        Returns as well the references of reports whose delivery is told of, and the ids of all
        screenshots that were waiting at any time.
        """
        held = conversation.screenshots
        told: list[str] = []
        replies: list[Reply] = []
        carried_out: list[Effect] = []
        events: list[Event] = [incoming.event]
        while events:
            step = await self._taken(conversation, events.pop(0), incoming.context)
            conversation = step.conversation
            held |= conversation.screenshots
            replies += step.replies
            for effect in step.effects:
                outcome = await self.effects.carry_out(effect, incoming.context)
                if outcome is not None:
                    events.append(outcome)
                if isinstance(outcome, ScreenshotsKept):
                    held |= frozenset(outcome.kept)
                if isinstance(outcome, ReportKept) and outcome.delivered:
                    told.append(outcome.receipt.reference)
            carried_out += step.effects
        return Step(conversation, tuple(replies), tuple(carried_out)), tuple(told), held


def _has_draft(event: Pressed) -> bool:
    """Tell whether a press brought a draft post, whose words the answer may quote."""
    return bool(event.data.get("draft"))


def _is_long(event: Event) -> bool:
    words = [event.text] if isinstance(event, Said) else []
    if isinstance(event, MayAnswer):
        words = [event.said.text]
    if isinstance(event, Pressed):
        words = [value for value in event.data.values() if isinstance(value, str)]
    if isinstance(event, Opened) and event.message is not None:
        words = [event.message.text]
    return sum(map(len, words)) > LONG_CHARACTERS
