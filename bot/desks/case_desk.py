"""Carries out what Internal Communications ask for, each action once.

It is given the member who acts: who that is, bot.desks.permissions has checked before.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from bot.desks.team_members import Member, TeamMembers
from bot.files import FILES, FileKind, FileLinks
from dialogs.effects.case_effects import (
    TO_THE_CARD,
    ActOnCase,
    AuthorRevealed,
    CardIsDuplicate,
    CaseEffect,
    CaseOutcome,
    CaseRefused,
    CasesEffect,
    CasesExported,
    CaseShown,
    CasesListed,
    DigestRead,
    ExportCases,
    FindCases,
    ListQueue,
    ReadDigest,
    RevealAuthor,
    ShowCase,
)
from dialogs.languages import gettext
from dialogs.payloads.case_payloads import CaseView
from dialogs.triage.refusals import why
from dialogs.turn import Context
from storage.data_protection.cipher import tidy_address
from storage.errors import NeedsSecondHandler, Refusal, UnknownCase
from storage.ports.casework import Casework
from storage.records import Actor, Author, CaseAction, CaseForTeam, ReadFor, RecordAuthor


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """The service's side of the team's work. `nudge` has what is due delivered at once."""

    casework: Casework
    members: TeamMembers
    links: FileLinks
    nudge: Callable[[], None]

    async def carry_out(self, effect: CaseEffect, context: Context, member: Member) -> CaseOutcome:
        """Carry out one effect for a member. Raises StorageError where there are no records."""
        actor = _actor(context, member)
        try:
            if isinstance(effect, ShowCase | ActOnCase) and effect.card:
                own = await self.casework.card_activity(effect.reference)
                if own not in {"", effect.card}:
                    return CardIsDuplicate(effect.reference, own)
            return await self._carry_out(effect, actor, context)
        except UnknownCase as refusal:
            return CaseRefused(gettext(str(refusal)), refusal=refusal)
        except Refusal as refusal:
            return await self._refused(effect, actor, refusal)

    async def _carry_out(self, effect: CaseEffect, actor: Actor, context: Context) -> CaseOutcome:
        match effect:
            case ShowCase():
                return await self._show(effect, actor)
            case ActOnCase():
                return await self._act(effect, actor, context)
            case RevealAuthor(reference):
                return AuthorRevealed(
                    reference, await self.casework.reveal_author(reference, actor)
                )
            case ListQueue() | ReadDigest() | FindCases() | ExportCases():
                return await self._list(effect, actor)
        assert_never(effect)

    async def _list(self, effect: CasesEffect, actor: Actor) -> CaseOutcome:
        match effect:
            case ListQueue():
                return CasesListed(await self.casework.queue(actor))
            case ReadDigest(_, day):
                return DigestRead(await self.casework.digest(day, actor))
            case FindCases(query, _, limit):
                found = await self.casework.find(query, actor, limit)
                return CasesListed(found, query, limit)
            case ExportCases(query):
                rows = await self.casework.export(query, actor)
                link = self.links.link(
                    FILES, FileKind.EXPORT, query.model_dump_json(exclude_defaults=True)
                )
                return CasesExported(rows, query, link)
        assert_never(effect)

    async def _show(self, effect: ShowCase, actor: Actor) -> CaseShown:
        case = await self.casework.case(effect.reference, actor, effect.what_for)
        members: tuple[Actor, ...] = ()
        if effect.onward.view is CaseView.HAND_OVER:
            members = tuple(as_actor(member) for member in self.members.all())
        link = ""
        if effect.what_for is ReadFor.PACK:
            link = self.links.link(FILES, FileKind.PACK, case.reference)
        return CaseShown(
            case,
            what_for=effect.what_for,
            onward=effect.onward,
            members=members,
            link=link,
            screenshots=self._screenshots(case, effect.what_for),
        )

    def _screenshots(self, case: CaseForTeam, what_for: ReadFor) -> tuple[str, ...]:
        """Return a link for each screenshot, none where no link can be made."""
        if what_for is not ReadFor.SCREENSHOTS:
            return ()
        ids = [screenshot for report in case.reports for screenshot in report.screenshots]
        about = (f"{case.reference} {screenshot}" for screenshot in ids)
        links = (self.links.link(FILES, FileKind.SCREENSHOT, each) for each in about)
        return tuple(link for link in links if link)

    async def _act(self, effect: ActOnCase, actor: Actor, context: Context) -> CaseShown:
        action = self._known(effect.action)
        cause = _cause(effect, context)
        case = await self.casework.act(effect.reference, actor, action, cause)
        self.nudge()
        return CaseShown(case, action, onward=effect.onward)

    def _known(self, action: CaseAction) -> CaseAction:
        """Complete an author who is of the team, so that they cannot act on their own case.

        The roster knows both the directory id and the addresses of its members, and nobody else's.
        """
        if not isinstance(action, RecordAuthor) or action.author is None:
            return action
        author = action.author
        for member in self.members.all():
            if author.person == member.person.lower() or _has_address(member, author.work_email):
                return RecordAuthor(
                    author=Author(
                        person=member.person,
                        name=member.name,
                        work_email=author.work_email or _address(member),
                    )
                )
        return action

    async def _refused(self, effect: CaseEffect, actor: Actor, refusal: Refusal) -> CaseRefused:
        """Say why, with the case as it stands: but not to whoever may not act on it, nor read."""
        if isinstance(effect, CasesEffect):
            return CaseRefused(gettext(str(refusal)), refusal=refusal)
        action = effect.action if isinstance(effect, ActOnCase) else None
        self.nudge()  # a deputy may be owed a notice
        said = why(refusal, effect.reference, action)
        try:
            case = await self.casework.case(effect.reference, actor, ReadFor.CASE)
        except NeedsSecondHandler:
            case = None
        onward = effect.onward if isinstance(effect, ActOnCase) else TO_THE_CARD
        return CaseRefused(said, case, refusal, action, onward)


def _actor(context: Context, member: Member) -> Actor:
    known = as_actor(member)
    return known.model_copy(update={"person": context.person, "name": context.name or known.name})


def as_actor(member: Member) -> Actor:
    """Return a member as who acts, or reads."""
    first, *others = member.addresses or ("",)
    return Actor(
        person=member.person, name=member.name, work_email=first, other_emails=tuple(others)
    )


def _address(member: Member) -> str:
    return member.addresses[0] if member.addresses else ""


def _has_address(member: Member, address: str) -> bool:
    return bool(address) and tidy_address(address) in map(tidy_address, member.addresses)


def _cause(effect: ActOnCase, context: Context) -> str:
    """Return what makes this action this one.

    A card or form that was pressed twice is the same; what was typed goes by its message, whose id
    alone may occur in two threads.
    """
    chat = context.reference.get("conversation")
    message = (
        str(chat.get("id") if isinstance(chat, dict) else ""),
        context.activity or str(context.new_id),
    )
    tapped = (effect.reference, effect.tap)
    parts = ("", *tapped) if effect.tap else ("typed", *message)
    whole = (*parts, context.person, effect.action.does)
    return hashlib.sha256("\0".join(whole).encode()).hexdigest()
