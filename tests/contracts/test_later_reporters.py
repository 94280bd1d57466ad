"""Whoever reports a post second learns nothing of the first, and each hears their own outcome."""

import pytest

from storage.records import (
    Close,
    Decide,
    Decision,
    DecisionKind,
    DeliveryKind,
    HandOver,
    Note,
    Reopen,
    ReportOutcome,
    ReportStage,
    ReportStatus,
    Take,
)
from tests.contracts.support import (
    COLLEAGUE,
    HARD,
    NO_BREACH,
    SOFT,
    TEAM_MEMBER,
    World,
    a_reporter,
)


async def second_of_a_taken_case(world: World) -> tuple[str, str]:
    """Have a second person report a case that was taken; return case and second report."""
    first = await world.submit()
    reference = await world.case_reference(first)
    await world.act(reference, TEAM_MEMBER, Take())
    await world.send_all()
    world.clock.advance(minutes=10)
    second = await world.submit(reporter=a_reporter("person-b", "B", "chat-b"))
    await world.send_card(first)
    return reference, second.reference


async def status(world: World, reference: str) -> ReportStatus:
    return await world.stores.reports.report("person-b", reference)


async def test_a_second_report_of_a_taken_case_looks_like_a_first(world: World) -> None:
    _, second = await second_of_a_taken_case(world)
    own = await status(world, second)
    assert (own.stage, own.taken_at) == (ReportStage.DELIVERED, None)
    assert await world.due_notices(DeliveryKind.NOTICE_TAKEN) == []
    alone = await world.submit(post=None, reporter=a_reporter("person-c", "C"))
    await world.send_card(alone)
    lone = await world.stores.reports.report("person-c", alone.reference)
    assert own.model_copy(update={"reference": lone.reference}) == lone


async def test_notes_of_the_team_do_not_show_to_a_second_reporter(world: World) -> None:
    reference, second = await second_of_a_taken_case(world)
    before = await status(world, second)
    await world.act(reference, TEAM_MEMBER, Note(text="n"))
    assert await status(world, second) == before


async def test_what_the_team_does_next_shows_to_both_alike(world: World) -> None:
    reference, second = await second_of_a_taken_case(world)
    world.clock.advance(minutes=1)
    await world.act(reference, COLLEAGUE, HandOver(to=COLLEAGUE))
    own = await status(world, second)
    assert (own.stage, own.taken_at) == (ReportStage.TAKEN, world.clock.now)
    [told] = await world.due_notices(DeliveryKind.NOTICE_TAKEN)
    assert told.report == own


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [
        (HARD, ReportOutcome.ACTED),
        (SOFT, ReportOutcome.ACTED),
        (NO_BREACH, ReportOutcome.NOT_A_BREACH),
        (Decision(kind=DecisionKind.NOT_OURS), ReportOutcome.PASSED_ON),
        (Decision(kind=DecisionKind.CANNOT_TELL), ReportOutcome.CANNOT_TELL),
    ],
)
async def test_each_reporter_hears_the_outcome_of_their_own_report(
    world: World, decision: Decision, outcome: ReportOutcome
) -> None:
    first = await world.submit()
    second = await world.submit(reporter=a_reporter("person-b", "B", "chat-b"))
    case = await world.close(await world.case_reference(first), decision)
    assert case.outcome is outcome
    notices = await world.due_notices(DeliveryKind.NOTICE_OUTCOME)
    heard = {each.report.reference: each.report.outcome for each in notices if each.report}
    assert heard == {first.reference: outcome, second.reference: outcome}


async def test_no_outcome_is_told_before_the_case_is_closed(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    await world.act(reference, TEAM_MEMBER, Take())
    await world.act(reference, TEAM_MEMBER, Decide(decision=HARD))
    assert await world.due_notices(DeliveryKind.NOTICE_OUTCOME) == []
    [own] = await world.stores.reports.reports_of(a_reporter().person)
    assert (own.stage, own.outcome, own.closed_at) == (ReportStage.TAKEN, None, None)


async def test_a_reopened_case_is_told_as_taken_and_then_closed_anew(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    await world.close(reference, NO_BREACH)
    await world.send_all()
    await world.act(reference, COLLEAGUE, Reopen(reason="New evidence."))
    assert len(await world.due_notices(DeliveryKind.NOTICE_TAKEN)) == 1
    not_ours = Decide(decision=Decision(kind=DecisionKind.NOT_OURS))
    case = await world.act(reference, COLLEAGUE, not_ours)
    assert [event.decision.kind for event in case.events if event.decision] == [
        DecisionKind.NOT_A_BREACH,
        DecisionKind.NOT_OURS,
    ]
    await world.act(reference, COLLEAGUE, Close())
    [again] = await world.due_notices(DeliveryKind.NOTICE_OUTCOME)
    assert again.report is not None
    assert again.report.outcome is ReportOutcome.PASSED_ON
