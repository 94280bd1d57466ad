"""Carries out what the dialogs ask for, and says what came of it in the dialogs' words."""

import logging
from dataclasses import dataclass
from uuid import UUID

from bot.deliveries.delivery import Courier
from bot.desks.case_desk import CaseDesk
from bot.desks.permissions import Denied, Permissions
from bot.desks.report_desk import ReportDesk
from bot.desks.triage_channel import TriageDesk
from dialogs.effects.case_effects import CaseEffect
from dialogs.effects.report_effects import ReportEffect
from dialogs.state import Conversation
from dialogs.turn import (
    ChannelConfirmed,
    ConfirmChannel,
    Context,
    Effect,
    ForgetQuestion,
    KeepQuestion,
    NoteJudgement,
    OpenPersonalChat,
    Outcome,
)
from storage.ports.questions import UnansweredQuestions

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Effects:
    """The service's side of an effect: the desks of reporters and team, the triage channel."""

    permissions: Permissions
    reports: ReportDesk
    cases: CaseDesk
    desk: TriageDesk
    courier: Courier
    questions: UnansweredQuestions

    async def carry_out(self, effect: Effect, context: Context) -> Outcome | None:
        """Carry out one effect, if this person may.

        Doing the same effect of the same activity again is harmless.
        """
        allowed = await self.permissions.check(effect, context)
        if isinstance(allowed, Denied):
            return allowed.outcome
        if isinstance(effect, ReportEffect):
            return await self.reports.carry_out(effect, context)
        if isinstance(effect, CaseEffect) and allowed is not None:
            return await self.cases.carry_out(effect, context, allowed)
        match effect:
            case ConfirmChannel():
                return await self._confirm_channel(context)
            case KeepQuestion() | ForgetQuestion() | NoteJudgement():
                await self._for_the_owner(effect)
            case OpenPersonalChat():
                pass  # sent after the commit, with the replies
        return None

    async def told_of_delivery(self, reference: str) -> None:
        """Call off a notice of delivery, since the receipt said so and was sent."""
        await self.reports.told_of_delivery(reference)

    async def follow_screenshots(self, held: frozenset[UUID], after: Conversation) -> None:
        """Delete the screenshots that a turn let go of, now that its state is saved."""
        if held:
            await self.reports.screenshots.follow(held, after.screenshots)

    async def _for_the_owner(self, effect: KeepQuestion | ForgetQuestion | NoteJudgement) -> None:
        match effect:
            case KeepQuestion(question):
                # No log line: its time would tell who asked, where the row has the day alone.
                await self.questions.keep(question)
            case ForgetQuestion(question):
                await self.questions.forget(question)
            case NoteJudgement(clause, helped):
                log.info("answer.judged", extra={"clause": clause, "helped": helped})

    async def _confirm_channel(self, context: Context) -> Outcome:
        refusal = await self.desk.confirm(context)
        if not refusal:
            await self.courier.unblock()
        return ChannelConfirmed(refusal)
