"""Who may do what: every role against every action, through the effects that carry them out.

| word | what comes of it |
|---|---|
| yes | it is done, or shown |
| no | refused, since they are not a member, or not an operator; nothing is written or read |
| hands | refused in the words that all causes share: a second handler is needed |
| other | refused, since another has taken the case, or it is not decided yet |
| unknown | refused, as a reference that nobody has |
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.desks.case_desk import CaseDesk
from bot.desks.effects import Effects
from bot.desks.permissions import NOT_AN_OPERATOR, NotTheirOwn, Permissions, Role, role_for
from bot.desks.report_desk import ReportDesk
from bot.desks.team_members import Member, RosterUnavailable
from bot.desks.triage_channel import TriageDesk
from bot.files import FileLinks
from dialogs.effects.case_effects import (
    ActOnCase,
    AuthorRevealed,
    CaseRefused,
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
from dialogs.effects.report_effects import (
    ActOnReport,
    FindReported,
    ListReports,
    ReportedBefore,
    ReportKept,
    ReportRefused,
    ReportShown,
    ReportsListed,
    ShowReport,
    SubmitReport,
)
from dialogs.turn import (
    ChannelConfirmed,
    ConfirmChannel,
    Context,
    Effect,
    Outcome,
    Place,
)
from dialogs.wording import cases
from storage.errors import NeedsSecondHandler, UnknownReport
from storage.memory import MemoryStores
from storage.records import (
    Actor,
    AddInformation,
    Ask,
    Author,
    CaseAction,
    CaseQuery,
    Close,
    ContentState,
    Decide,
    Decision,
    DecisionKind,
    HandOver,
    Note,
    ReadFor,
    RecordAuthor,
    RecordContent,
    RecordStep,
    Reopen,
    ShareName,
    StepAnswer,
    StepAside,
    StepRecord,
    Take,
    Withdraw,
)
from tests.contracts.support import SetClock, World, a_report, a_reporter

MEMBERS = ("member", "owner", "aside", "reporting", "author")
OTHERS = ("stranger", "reporter", "deputy", "operator")
PEOPLE = (*OTHERS, *MEMBERS)
ACTIONS: Mapping[str, CaseAction] = {
    "take": Take(),
    "hand over": HandOver(to=Actor(person="member", name="member")),
    "step aside": StepAside(),
    "decide": Decide(decision=Decision(kind=DecisionKind.SOFT, principle="soft.broad")),
    "step": RecordStep(
        record=StepRecord(
            step="soft-breach.action.line-manager",
            answer=StepAnswer.DONE,
            by="Priya",
            on=date(2026, 6, 1),
        )
    ),
    "note": Note(text="A note."),
    "content": RecordContent(state=ContentState.ASKED),
    "ask": Ask(text="Which post?"),
    "record author": RecordAuthor(author=Author(work_email="b@ons.gov.uk")),
    "close": Close(),
    "reopen": Reopen(reason="It came back."),
}
MATRIX = """
                stranger reporter deputy  operator member  owner   aside   reporting author
show case       no       no       no      no       yes     yes     hands   hands     hands
draft pack      no       no       no      no       yes     yes     hands   hands     hands
take            no       no       no      no       other   yes     other   other     other
hand over       no       no       no      no       yes     yes     hands   hands     hands
step aside      no       no       no      no       yes     yes     yes     yes       yes
decide          no       no       no      no       other   yes     other   other     other
step            no       no       no      no       other   other   other   other     other
note            no       no       no      no       yes     yes     hands   hands     hands
content         no       no       no      no       yes     yes     hands   hands     hands
ask             no       no       no      no       yes     yes     hands   hands     hands
record author   no       no       no      no       yes     yes     hands   hands     hands
close           no       no       no      no       other   other   other   other     other
reopen          no       no       no      no       other   other   other   other     other
reveal author   no       no       no      no       yes     yes     hands   hands     hands
queue           no       no       no      no       yes     yes     yes     yes       yes
digest          no       no       no      no       yes     yes     yes     yes       yes
find            no       no       no      no       yes     yes     yes     yes       yes
export          no       no       no      no       yes     yes     yes     yes       yes
choose channel  no       no       no      yes      no      no      no      no        no
report          yes      yes      yes     yes      yes     yes     yes     yes       yes
own reports     yes      yes      yes     yes      yes     yes     yes     yes       yes
that report     unknown  yes      unknown unknown  unknown unknown unknown unknown   unknown
add to it       unknown  yes      unknown unknown  unknown unknown unknown unknown   unknown
withdraw it     unknown  yes      unknown unknown  unknown unknown unknown unknown   unknown
share name      unknown  yes      unknown unknown  unknown unknown unknown unknown   unknown
"""
_HEAD, *_ROWS = [line for line in MATRIX.splitlines() if line]
_CELLS = [
    (row[:16].strip(), person, expected)
    for row in _ROWS
    for person, expected in zip(PEOPLE, row[16:].split(), strict=True)
]


class Roster:
    """The members, as the channel's roster tells."""

    broken = False

    async def find(self, person: str) -> Member | None:
        if self.broken:
            raise RosterUnavailable
        return Member(person, person) if person in MEMBERS else None

    def all(self) -> Sequence[Member]:
        return [Member(person, person) for person in MEMBERS]


class NoCourier:
    """Takes every delivery, and brings none."""

    def hurry(self, _delivery: UUID) -> "asyncio.Task[None]":
        return asyncio.create_task(asyncio.sleep(0))

    def nudge(self) -> None:
        return

    async def unblock(self) -> None:
        return


@dataclass
class Office:
    """A case that was reported twice, taken, and whose author is of the team."""

    world: World
    effects: Effects
    case: str
    report: str
    roster: Roster

    async def carry_out(self, person: str, effect: Effect) -> Outcome | None:
        context = Context(
            person=person,
            name=person,
            place=Place.TRIAGE,
            now=self.world.clock.now,
            activity=str(uuid4()),
            new_id=uuid4(),
            reference={"serviceUrl": "https://smba.example/"},
            team="19:team",
            channel="19:channel",
        )
        return await self.effects.carry_out(effect, context)

    async def kept(self) -> tuple[object, ...]:
        """Return all that is written of cases and reports, and of who read them."""
        stores = self.world.stores
        audits = [await stores.casework.audit(about) for about in (self.case, "")]
        reports = await stores.reports.reports_of("reporter")
        return (*audits, reports, await stores.triage_channels.confirmed())

    def effect(self, what: str, person: str) -> Effect:
        """Return the effect of an action as this person's dialogs would ask for it."""
        actor = Actor(person=person, name=person)
        if what in ACTIONS:
            return ActOnCase(self.case, actor, ACTIONS[what], str(uuid4()))
        effects: dict[str, Effect] = {
            "show case": ShowCase(self.case, actor),
            "draft pack": ShowCase(self.case, actor, ReadFor.PACK),
            "reveal author": RevealAuthor(self.case, actor),
            "queue": ListQueue(actor),
            "digest": ReadDigest(actor, date(2026, 6, 1)),
            "find": FindCases(CaseQuery(), actor),
            "export": ExportCases(CaseQuery(), actor),
            "choose channel": ConfirmChannel(),
            "report": SubmitReport(a_report(reporter=a_reporter(person), post=None)),
            "own reports": ListReports(person),
            "that report": ShowReport(person, self.report),
            "add to it": ActOnReport(person, self.report, AddInformation(text="More.")),
            "withdraw it": ActOnReport(person, self.report, Withdraw()),
            "share name": ActOnReport(person, self.report, ShareName()),
        }
        return effects[what]


async def office() -> Office:
    clock, roster, courier = SetClock(), Roster(), NoCourier()
    stores = MemoryStores(clock)
    anything: Any = roster
    nothing: Any = courier
    links = FileLinks.from_key("", b"k" * 32, clock)
    desk = TriageDesk(stores.triage_channels, "tenant")
    effects = Effects(
        Permissions(anything, frozenset({"operator"})),
        ReportDesk(stores.reports, nothing, nothing),
        CaseDesk(stores.casework, anything, links, courier.nudge),
        desk,
        nothing,
        stores.questions,
    )
    world = World(stores, clock)
    receipt = await world.submit(reporter=a_reporter("reporter"))
    await world.submit(reporter=a_reporter("reporting"))
    case = await world.case_reference(receipt)
    author = Author(person="author", name="author", work_email="author@ons.gov.uk")
    for who, action in (
        ("aside", StepAside()),
        ("owner", Take()),
        ("owner", RecordAuthor(author=author)),
    ):
        await world.act(case, Actor(person=who, name=who), action)
    return Office(world, effects, case, receipt.reference, roster)


def said(outcome: Outcome | None) -> str:
    """Return the matrix's word for what came of an effect."""
    word = f"unexpected: {outcome}"
    match outcome:
        case CaseRefused(why=cases.NOT_A_MEMBER):
            word = "no"
        case ChannelConfirmed(refusal):
            word = "no" if refusal == NOT_AN_OPERATOR else refusal or "yes"
        case CaseRefused(refusal=NeedsSecondHandler()):
            word = "hands"
        case CaseRefused():
            word = "other"
        case ReportRefused(refusal=UnknownReport()):
            word = "unknown"
        case CaseShown() | CasesListed() | DigestRead() | CasesExported() | AuthorRevealed():
            word = "yes"
        case ReportKept() | ReportsListed() | ReportShown():
            word = "yes"
    return word


def test_the_matrix_names_everybody_and_everything() -> None:
    assert tuple(_HEAD.split()) == PEOPLE
    named = {what for what, _, _ in _CELLS}
    assert named.issuperset(ACTIONS)
    assert {type(action) for action in ACTIONS.values()} == set(CaseAction.__args__)
    assert len(_CELLS) == len(named) * len(PEOPLE)


@pytest.mark.parametrize(("what", "person", "expected"), _CELLS, ids=str)
async def test_each_role_may_do_just_what_the_matrix_says(
    what: str, person: str, expected: str
) -> None:
    there = await office()
    before = await there.kept()
    outcome = await there.carry_out(person, there.effect(what, person))
    assert said(outcome) == expected
    if expected in {"no", "unknown"}:
        assert await there.kept() == before
    if expected in {"hands", "no"} and isinstance(outcome, CaseRefused):
        assert "author" not in outcome.why


@pytest.mark.parametrize("person", PEOPLE)
async def test_nobody_is_a_member_while_the_roster_cannot_be_read(person: str) -> None:
    there = await office()
    there.roster.broken = True
    before = await there.kept()
    for what in (row[:16].strip() for row in _ROWS):
        effect = there.effect(what, person)
        if role_for(effect) is Role.MEMBER:
            outcome = await there.carry_out(person, effect)
            assert isinstance(outcome, CaseRefused)
            assert outcome.case is None
    assert await there.kept() == before


@pytest.mark.parametrize("person", [one for one in PEOPLE if one != "reporter"])
async def test_nothing_is_done_with_reports_in_another_persons_name(person: str) -> None:
    there = await office()
    post = a_report().post
    assert post is not None
    forged = [
        *("report", "own reports", "that report", "add to it", "withdraw it", "share name"),
    ]
    before = await there.kept()
    for effect in [there.effect(what, "reporter") for what in forged]:
        with pytest.raises(NotTheirOwn):
            await there.carry_out(person, effect)
    with pytest.raises(NotTheirOwn):
        await there.carry_out(person, FindReported("reporter", post))
    assert await there.kept() == before


async def test_a_person_finds_their_own_report_of_a_post() -> None:
    there = await office()
    post = a_report().post
    assert post is not None
    found = await there.carry_out("reporter", FindReported("reporter", post))
    nothing = await there.carry_out("stranger", FindReported("stranger", post))
    assert isinstance(found, ReportedBefore)
    assert found.earlier is not None
    assert nothing == ReportedBefore(None)


async def test_operators_are_known_however_their_ids_are_spelt() -> None:
    there = await office()
    assert said(await there.carry_out("OPERATOR", ConfirmChannel())) == "yes"
    assert said(await there.carry_out("öperator", ConfirmChannel())) == "no"
