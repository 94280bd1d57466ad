"""Carries out what the team's dialogs ask for. Who is in the team is checked before (bot/teams)."""

from dataclasses import dataclass

from bot.causes import cause_of
from bot.delivery import Courier
from dialogs.case_effects import (
    ActOnCase,
    AuthorRevealed,
    CaseEffect,
    CaseOutcome,
    CaseRefused,
    CasesExported,
    CaseShown,
    CasesListed,
    ExportCases,
    FindCases,
    ListQueue,
    RevealAuthor,
    ShowCase,
)
from dialogs.turn import Context
from dialogs.wording import cases, london_time
from storage.errors import AlreadyTaken, Refusal, UnknownCase
from storage.ports import Casework
from storage.records import ReadFor


@dataclass(frozen=True, slots=True)
class CaseEffects:
    """The team's side of an effect."""

    casework: Casework
    courier: Courier

    async def carry_out(self, effect: CaseEffect, context: Context) -> CaseOutcome:
        """Carry out one effect. Raises StorageError where the records cannot be reached."""
        match effect:
            case ShowCase():
                return await self._show(effect)
            case ActOnCase():
                return await self._act(effect, context)
            case RevealAuthor():
                return await self._reveal(effect)
            case ListQueue(reader):
                return CasesListed(await self.casework.queue(reader))
            case FindCases(query, reader, limit):
                return CasesListed(await self.casework.find(query, reader, limit), query)
            case ExportCases(query, reader):
                return CasesExported(await self.casework.export(query, reader), query)

    async def _show(self, effect: ShowCase) -> CaseOutcome:
        try:
            case = await self.casework.case(effect.reference, effect.reader, effect.what_for)
        except UnknownCase as refusal:
            return CaseRefused(why(refusal), refusal=refusal)
        return CaseShown(case, what_for=effect.what_for)

    async def _act(self, effect: ActOnCase, context: Context) -> CaseOutcome:
        cause = cause_of(effect, context, effect.action.does)
        try:
            case = await self.casework.act(effect.reference, effect.actor, effect.action, cause)
        except Refusal as refusal:
            # A refusal may have readied a notice to the deputy.
            self.courier.nudge()
            return await self._refused(refusal, effect)
        self.courier.nudge()
        return CaseShown(case, effect.action)

    async def _reveal(self, effect: RevealAuthor) -> CaseOutcome:
        try:
            author = await self.casework.reveal_author(effect.reference, effect.reader)
        except Refusal as refusal:
            self.courier.nudge()
            return CaseRefused(why(refusal), refusal=refusal)
        return AuthorRevealed(effect.reference, author)

    async def _refused(self, refusal: Refusal, effect: ActOnCase) -> CaseOutcome:
        """Show the case as it stands beside the refusal, where there is one."""
        shown = None
        if not isinstance(refusal, UnknownCase):
            shown = await self.casework.case(effect.reference, effect.actor, ReadFor.CASE)
        return CaseRefused(why(refusal), shown, refusal, effect.action)


def why(refusal: Refusal) -> str:
    """Say why something was refused, in a sentence."""
    if isinstance(refusal, AlreadyTaken):
        return cases.ALREADY_TAKEN.format(by=refusal.by, time=london_time(refusal.at))
    return str(refusal)
