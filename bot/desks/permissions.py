"""Who may do what: asked in one place, before any effect is carried out.

Whatever a card, a message or a forged payload says, an effect goes through `Permissions.check`. It
tells three roles apart; what a member may do with a particular case is the case's life
(storage.cases.lifecycle), asked within the transaction.

| role | who | what |
|---|---|---|
| person | whom the door let in | questions, checks, and their own reports |
| member | of Internal Communications' channel, or listed in the settings | cases, and the page |
| operator | listed in the settings | the choice of the channel for cases |
"""

import hmac
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from bot.desks.team_members import Member, RosterUnavailable, TeamMembers
from dialogs.effects.case_effects import CaseEffect, CaseRefused
from dialogs.effects.report_effects import ReportEffect, SubmitReport
from dialogs.languages import gettext as _
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
from dialogs.wording import cases

NOT_AN_OPERATOR = _("Only an operator of this bot can choose the channel for reports.")


class Role(StrEnum):
    """In what role somebody must be for an effect."""

    PERSON = "person"
    MEMBER = "member"
    OPERATOR = "operator"


class NotTheirOwn(Exception):
    """An effect named another person than the one whose turn it is: a defect, never a path."""


@dataclass(frozen=True, slots=True)
class Denied:
    """The effect is not carried out; the outcome says why, and tells nothing else."""

    outcome: Outcome


def role_for(effect: Effect) -> Role:
    """Return the role that an effect needs."""
    if isinstance(effect, CaseEffect):
        return Role.MEMBER
    if isinstance(effect, ReportEffect):
        return Role.PERSON
    match effect:
        case ConfirmChannel():
            return Role.OPERATOR
        case KeepQuestion() | ForgetQuestion() | NoteJudgement() | OpenPersonalChat():
            return Role.PERSON
    assert_never(effect)


@dataclass(frozen=True, slots=True)
class Permissions:
    """Knows who is in which role. `operators` are directory object ids."""

    members: TeamMembers
    operators: frozenset[str]

    async def check(self, effect: Effect, context: Context) -> Member | Denied | None:
        """Return who acts as a member, None where that does not matter, or why it may not be.

        Fails closed: where the roster cannot be read, nobody is a member. Raises NotTheirOwn.
        """
        match role_for(effect):
            case Role.PERSON:
                _check_own(effect, context)
                return None
            case Role.OPERATOR:
                refused = Denied(ChannelConfirmed(NOT_AN_OPERATOR))
                return None if self._is_operator(context.person) else refused
            case Role.MEMBER:
                member = await self.member(context.person)
                return Denied(CaseRefused(member)) if isinstance(member, str) else member

    async def member(self, person: str) -> Member | str:
        """Return who acts or reads as a member of the team, or the sentence why they may not."""
        try:
            member = await self.members.find(person)
        except RosterUnavailable as unavailable:
            return str(unavailable)
        return member or cases.NOT_A_MEMBER

    def _is_operator(self, person: str) -> bool:
        who = person.lower().encode()
        return any(hmac.compare_digest(who, one.lower().encode()) for one in self.operators)


def _check_own(effect: Effect, context: Context) -> None:
    """Hold that what is done with reports is done for whoever's turn it is."""
    if not isinstance(effect, ReportEffect):
        return
    named = effect.report.reporter.person if isinstance(effect, SubmitReport) else effect.person
    if named != context.person:
        raise NotTheirOwn
