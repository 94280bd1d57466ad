"""What the team's page reads: lists in parts, one case by one person, and counts."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from storage.errors import NeedsSecondHandler, UnknownCase
from storage.records import (
    Actor,
    Author,
    CaseQuery,
    CaseStatus,
    Close,
    Decide,
    FiguresWanted,
    NewQuestion,
    PostAddress,
    ReadFor,
    RecordAuthor,
    Reopen,
    ReportOutcome,
    StepAside,
    Take,
    WhyKept,
    Withdraw,
)
from tests.contracts.support import (
    COLLEAGUE,
    HARD,
    NO_BREACH,
    REPORTER_PERSON,
    TEAM_MEMBER,
    World,
    a_reporter,
)

ALL = CaseQuery()
MONDAY = datetime(2026, 6, 1, tzinfo=UTC)
WEEKS = tuple(MONDAY + timedelta(weeks=n) for n in range(4))
WANTED = FiguresWanted(weeks=WEEKS, hours=(1, 24))


async def a_case(world: World, **changes: object) -> str:
    receipt = await world.submit(**{"post": PostAddress(thread=str(uuid4())), **changes})
    return await world.case_reference(receipt)


async def listed(world: World, skip: int = 0, most: int = 10, **wanted: object) -> list[str]:
    query = CaseQuery.model_validate(wanted)
    page = await world.stores.casework.page(query, TEAM_MEMBER, skip=skip, most=most)
    return [case.reference for case in page.cases]


async def audited(world: World, reference: str) -> list[str]:
    return [entry.action for entry in await world.stores.casework.audit(reference)]


async def test_the_page_lists_open_cases_in_the_queues_order_and_the_last_closed_after_them(
    world: World,
) -> None:
    closed, closed_later, decided, taken, new = [await _after_an_hour(world) for _ in range(5)]
    await world.close(closed, NO_BREACH)
    await world.close(closed_later, NO_BREACH)
    await world.act(decided, COLLEAGUE, Take())
    await world.act(decided, COLLEAGUE, Decide(decision=HARD))
    await world.act(taken, TEAM_MEMBER, Take())
    whole = [new, taken, decided, closed_later, closed]
    assert await listed(world) == whole
    assert [await listed(world, skip, 2) for skip in (0, 2, 4, 6)] == [
        whole[:2],
        whole[2:4],
        whole[4:],
        [],
    ]
    page = await world.stores.casework.page(ALL, TEAM_MEMBER, skip=4, most=2)
    assert page.total == 5
    assert await audited(world, "") == ["found"] * 6


async def _after_an_hour(world: World) -> str:
    reference = await a_case(world)
    world.clock.advance(hours=1)
    return reference


async def test_an_open_case_that_nobody_has_is_found_in_whatever_state(world: World) -> None:
    new, decided, taken, closed = [await a_case(world) for _ in range(4)]
    for reference in (decided, taken):
        await world.act(reference, COLLEAGUE, Take())
    await world.act(decided, COLLEAGUE, Decide(decision=HARD))
    await world.act(decided, COLLEAGUE, StepAside())
    await world.close(closed, NO_BREACH)
    assert await listed(world, unowned=True) == [new, decided]
    assert await listed(world, unowned=True, statuses={CaseStatus.DECIDED}) == [decided]


async def test_the_page_shows_a_case_to_nobody_who_reported_or_wrote_it_or_stepped_aside(
    world: World,
) -> None:
    reference = await a_case(world)
    read = world.stores.casework.case
    author = Author(person="author-1", work_email="author@ons.gov.uk")
    await world.act(reference, TEAM_MEMBER, RecordAuthor(author=author))
    await world.act(reference, COLLEAGUE, StepAside())
    before = sorted(await audited(world, reference))
    for conflicted in (
        Actor(person=REPORTER_PERSON, name="R"),
        Actor(person="author-1", name="A"),
        Actor(person="another-id", name="A", work_email="Author@ons.gov.uk"),
        COLLEAGUE,
    ):
        with pytest.raises(NeedsSecondHandler):
            await read(reference, conflicted, ReadFor.PAGE)
        with pytest.raises(NeedsSecondHandler):
            await world.stores.casework.screenshot(reference, uuid4(), conflicted, ReadFor.PAGE)
    assert sorted(await audited(world, reference)) == before  # which would tell who reported it
    assert (await read(reference, TEAM_MEMBER, ReadFor.PAGE)).reference == reference
    assert sorted(await audited(world, reference)) == sorted([*before, "read-on-page"])
    with pytest.raises(UnknownCase):
        await read("C-2222-2222", COLLEAGUE, ReadFor.PAGE)


async def test_cases_are_counted_by_week_by_what_reports_name_and_by_outcome(
    world: World,
) -> None:
    first = await a_case(world, principle="code")
    both = await a_case(world, post=PostAddress(thread="t"), principle="code")
    await world.submit(
        post=PostAddress(thread="t"), reporter=a_reporter("b", "B"), principle="hard.hacked"
    )
    world.clock.advance(weeks=2)
    withdrawn = await world.submit(post=PostAddress(thread="w"), principle="code")
    gone = await world.case_reference(withdrawn)
    await world.tell(withdrawn.reference, Withdraw())
    await world.close(first, HARD)
    await world.act(gone, COLLEAGUE, Take())
    await world.act(gone, COLLEAGUE, Close())
    counted = await world.stores.casework.figures(WANTED, TEAM_MEMBER)
    assert counted.opened == (2, 0, 1)
    assert counted.named == {"code": 3, "hard.hacked": 1}
    assert counted.outcomes == {ReportOutcome.ACTED: 1, ReportOutcome.WITHDRAWN: 1}
    assert counted.still_open == 1
    assert await listed(world, statuses={CaseStatus.NEW}) == [both]
    later = WANTED.model_copy(update={"weeks": WEEKS[1:]})
    narrow = await world.stores.casework.figures(later, TEAM_MEMBER)
    assert (narrow.opened, narrow.named, narrow.still_open) == ((0, 1), {"code": 1}, 0)
    assert sorted(await audited(world, "")) == ["counted", "counted", "found"]


async def test_how_long_the_first_action_and_the_closing_took_is_counted(world: World) -> None:
    quick, slow, _untouched = [await a_case(world) for _ in range(3)]
    world.clock.advance(hours=1)
    await world.act(quick, TEAM_MEMBER, Take())
    world.clock.advance(hours=2)
    await world.act(slow, TEAM_MEMBER, Take())
    world.clock.advance(days=3)
    await world.close(quick, NO_BREACH)
    counted = await world.stores.casework.figures(WANTED, TEAM_MEMBER)
    assert (counted.first_action, counted.closing) == ((0, 2, 0), (0, 0, 1))
    finer = await world.stores.casework.figures(
        WANTED.model_copy(update={"hours": (1, 2, 3, 4)}), TEAM_MEMBER
    )
    assert finer.first_action == (0, 1, 0, 1, 0)  # one hour is not less than one


async def test_a_reopened_case_counts_as_open_until_it_is_closed_again(world: World) -> None:
    reference = await a_case(world)
    await world.close(reference, NO_BREACH)
    await world.act(reference, TEAM_MEMBER, Reopen(reason="Again."))
    counted = await world.stores.casework.figures(WANTED, TEAM_MEMBER)
    assert (counted.outcomes, counted.still_open, sum(counted.closing)) == ({}, 1, 0)


async def test_questions_are_counted_by_why_and_by_the_nearest_clause(world: World) -> None:
    questions = world.stores.questions
    for why, closest in (
        (WhyKept.UNANSWERED, "law"),
        (WhyKept.UNHELPFUL, "law"),
        (WhyKept.UNANSWERED, ""),
        (WhyKept.UNANSWERED, "law"),
    ):
        await questions.keep(NewQuestion(id=uuid4(), words="w", why=why, closest=closest))
    counted = [(one.why, one.closest, one.count) for one in await questions.counted()]
    assert counted == [
        (WhyKept.UNANSWERED, "law", 2),
        (WhyKept.UNANSWERED, "", 1),
        (WhyKept.UNHELPFUL, "law", 1),
    ]
