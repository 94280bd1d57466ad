"""Carries out what the dialogs ask for, and says what came of it in the dialogs' words."""

import asyncio
import hashlib
import logging
from dataclasses import dataclass
from uuid import UUID

from bot.delivery import Courier
from bot.triage_channel import TriageDesk
from dialogs.languages import gettext
from dialogs.turn import (
    CaseRefused,
    CaseShown,
    ChannelConfirmed,
    ConfirmChannel,
    Context,
    DecideCase,
    Effect,
    ForgetQuestion,
    KeepQuestion,
    ListReports,
    NoteJudgement,
    OpenPersonalChat,
    Outcome,
    ReportKept,
    ReportNotKept,
    ReportsListed,
    ShowCase,
    SubmitReport,
    TakeCase,
)
from dialogs.wording import cases, london_time
from storage.errors import AlreadyTaken, NotStored, StorageError, UnknownCase
from storage.ports import Casework, UnansweredQuestions
from storage.records import CaseForTeam, DeliveryState

log = logging.getLogger(__name__)

# A receipt says "delivered" if the channel takes the card within this time, else "saved".
RECEIPT_WAITS_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Effects:
    """The service's side of an effect: the stores, the courier and the triage channel."""

    casework: Casework
    courier: Courier
    desk: TriageDesk
    questions: UnansweredQuestions

    async def carry_out(self, effect: Effect, context: Context) -> Outcome | None:
        """Carry out one effect. Doing the same effect of the same activity again is harmless."""
        match effect:
            case SubmitReport():
                return await self._submit(effect)
            case ListReports(person):
                return ReportsListed(await self.casework.reports_of(person))
            case ShowCase() | TakeCase() | DecideCase():
                return await self._on_case(effect, _cause(effect, context))
            case ConfirmChannel():
                return await self._confirm_channel(context)
            case KeepQuestion() | ForgetQuestion() | NoteJudgement():
                await self._for_the_owner(effect)
                return None
            case OpenPersonalChat():
                return None  # sent after the commit, with the replies

    async def _for_the_owner(self, effect: KeepQuestion | ForgetQuestion | NoteJudgement) -> None:
        match effect:
            case KeepQuestion(question):
                # No log line: its time would tell who asked, where the row has the day alone.
                await self.questions.keep(question)
            case ForgetQuestion(question):
                await self.questions.forget(question)
            case NoteJudgement(clause, helped):
                log.info("answer.judged", extra={"clause": clause, "helped": helped})

    async def told_of_delivery(self, reference: str) -> None:
        """Call off a notice of delivery, since the receipt said so and was sent."""
        try:
            await self.casework.call_off_notice(reference)
        except StorageError:
            # The reporter hears the same again, which is better than not at all.
            log.warning("notice.not-called-off")

    async def _confirm_channel(self, context: Context) -> Outcome:
        refusal = await self.desk.confirm(context)
        if not refusal:
            await self.courier.unblock()
        return ChannelConfirmed(refusal)

    async def _submit(self, effect: SubmitReport) -> Outcome:
        try:
            receipt = await self.casework.submit(effect.report)
        except NotStored:
            return ReportNotKept(effect.report)
        return ReportKept(receipt, await self._delivered(receipt.card_delivery))

    async def _delivered(self, delivery: UUID) -> bool:
        attempt = self.courier.hurry(delivery)
        try:
            state = await asyncio.wait_for(asyncio.shield(attempt), RECEIPT_WAITS_SECONDS)
        except TimeoutError:
            return False
        return state is DeliveryState.DONE

    async def _on_case(self, effect: ShowCase | TakeCase | DecideCase, cause: str) -> Outcome:
        try:
            case = await self._act(effect, cause)
        except UnknownCase as refusal:
            return CaseRefused(gettext(str(refusal)))
        except NotStored:
            raise
        except StorageError as refusal:
            return CaseRefused(_why(refusal), await self.casework.case(effect.reference))
        self.courier.nudge()
        return CaseShown(case)

    async def _act(self, effect: ShowCase | TakeCase | DecideCase, cause: str) -> CaseForTeam:
        match effect:
            case ShowCase(reference):
                return await self.casework.case(reference)
            case TakeCase(reference, actor):
                return await self.casework.take(reference, actor, cause)
            case DecideCase(reference, actor, decision):
                return await self.casework.decide(reference, actor, decision, cause)


def _cause(effect: ShowCase | TakeCase | DecideCase, context: Context) -> str:
    """Return what makes this action this one: an activity's id alone may occur in two threads."""
    chat = context.reference.get("conversation")
    parts = (
        str(chat.get("id") if isinstance(chat, dict) else ""),
        context.person,
        context.activity or str(context.new_id),
        type(effect).__name__,
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _why(refusal: StorageError) -> str:
    if isinstance(refusal, AlreadyTaken):
        return cases.ALREADY_TAKEN.format(by=refusal.by, time=london_time(refusal.at))
    return gettext(str(refusal))
