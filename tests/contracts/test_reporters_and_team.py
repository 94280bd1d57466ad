"""What passes between a reporter and the team: additions, withdrawals, questions, a name."""

from uuid import uuid4

import pytest

from storage.errors import (
    AlreadyAnswered,
    NobodyToAsk,
    ReportClosed,
    ReportWithdrawn,
    UnknownQuestion,
    UnknownReport,
)
from storage.records import (
    AddInformation,
    AnswerQuestion,
    Ask,
    Close,
    DeclineQuestion,
    DeliveryKind,
    DeliveryState,
    EventKind,
    NotSent,
    Receipt,
    Reopen,
    ReporterAction,
    ReportOutcome,
    ReportStage,
    ShareName,
    Take,
    Withdraw,
)
from tests.contracts.support import (
    COLLEAGUE,
    NO_BREACH,
    REPORTER_NAME,
    REPORTER_PERSON,
    TEAM_MEMBER,
    World,
    a_reporter,
)

ADDED = AddInformation(text="There is a second picture.")


async def two_reporters(world: World) -> tuple[Receipt, Receipt, str]:
    """Have two people report one post, and its card arrive."""
    first = await world.submit()
    second = await world.submit(reporter=a_reporter("person-b", "Bronwen Hidden", "chat-b"))
    return first, second, await world.case_reference(first)


async def ask(world: World, reference: str, report: int | None = None) -> None:
    await world.act(reference, TEAM_MEMBER, Ask(text="Which building?", report=report))


async def test_a_reporter_finds_their_own_report_however_it_is_typed(world: World) -> None:
    receipt = await world.submit()
    typed = receipt.reference.lower().replace("-", "")
    own = await world.stores.reports.report(REPORTER_PERSON, typed)
    assert (own.reference, own.stage) == (receipt.reference, ReportStage.SAVED)


@pytest.mark.parametrize("action", [ADDED, Withdraw(), ShareName()])
async def test_a_foreign_reference_and_an_unknown_one_get_the_same_answer(
    world: World, action: ReporterAction
) -> None:
    theirs = await world.submit()
    said = []
    for reference in (theirs.reference, "R-2222-2222", "rubbish", ""):
        with pytest.raises(UnknownReport) as refusal:
            await world.tell(reference, action, "person-b")
        said.append(str(refusal.value))
        with pytest.raises(UnknownReport) as refusal:
            await world.stores.reports.report("person-b", reference)
        said.append(str(refusal.value))
    assert len(set(said)) == 1
    own = await world.stores.reports.report(REPORTER_PERSON, theirs.reference)
    assert (own.stage, own.shares_name) == (ReportStage.SAVED, False)


async def test_what_a_reporter_adds_stands_with_their_report(world: World) -> None:
    first, second, reference = await two_reporters(world)
    await world.tell(second.reference, ADDED, "person-b")
    case = await world.see(reference)
    assert [[each.text for each in report.additions] for report in case.reports] == [
        [],
        [ADDED.text],
    ]
    assert (case.events[-1].kind, case.events[-1].report) == (EventKind.ADDED, 2)
    assert (await world.claim(first.card_delivery)).case == case


async def test_a_withdrawn_report_stays_marked_and_its_reporter_hears_no_more(
    world: World,
) -> None:
    _, second, reference = await two_reporters(world)
    world.clock.advance(minutes=5)
    status = await world.tell(second.reference, Withdraw(), "person-b")
    assert (status.stage, status.outcome) == (ReportStage.WITHDRAWN, ReportOutcome.WITHDRAWN)
    case = await world.see(reference)
    assert [report.withdrawn_at for report in case.reports] == [None, world.clock.now]
    await world.act(reference, TEAM_MEMBER, Ask(text="Which building?"))
    await world.close(reference, NO_BREACH)
    world.clock.advance(hours=2)
    due = [await world.claim(each) for each in await world.stores.outbox.due(100)]
    assert second.reference not in {each.report.reference for each in due if each.report}
    after = await world.stores.reports.report("person-b", second.reference)
    assert (after.stage, after.questions) == (ReportStage.WITHDRAWN, ())


async def test_withdrawing_again_does_nothing_and_everything_else_is_refused(
    world: World,
) -> None:
    first, _, reference = await two_reporters(world)
    once = await world.tell(first.reference, Withdraw())
    assert await world.tell(first.reference, Withdraw()) == once
    assert [e.kind for e in (await world.see(reference)).events].count(EventKind.WITHDRAWN) == 1
    for action in (ADDED, ShareName(), AnswerQuestion(question=uuid4(), text="x")):
        with pytest.raises(ReportWithdrawn):
            await world.tell(first.reference, action)


async def test_a_case_whose_reports_were_all_withdrawn_can_be_closed(world: World) -> None:
    first, second, reference = await two_reporters(world)
    await world.tell(first.reference, Withdraw())
    await world.tell(second.reference, Withdraw(), "person-b")
    await world.act(reference, TEAM_MEMBER, Take())
    case = await world.act(reference, TEAM_MEMBER, Close())
    assert case.outcome is ReportOutcome.WITHDRAWN
    await world.act(reference, COLLEAGUE, Reopen())
    with pytest.raises(NobodyToAsk):
        await ask(world, reference)


async def test_a_question_reaches_everybody_asked_and_nobody_else(world: World) -> None:
    first, second, reference = await two_reporters(world)
    await ask(world, reference)
    await ask(world, reference, report=2)
    asked = await world.due_notices(DeliveryKind.NOTICE_QUESTION)
    told = sorted(each.report.reference for each in asked if each.report)
    assert told == sorted([first.reference, second.reference, second.reference])
    assert {each.question.text for each in asked if each.question} == {"Which building?"}
    own = await world.stores.reports.report(REPORTER_PERSON, first.reference)
    assert len(own.questions) == 1


async def test_somebody_who_reports_later_is_not_asked_what_was_asked_before(
    world: World,
) -> None:
    reference = await world.case_reference(await world.submit())
    await ask(world, reference)
    later = await world.submit(reporter=a_reporter("person-b", "B"))
    own = await world.stores.reports.report("person-b", later.reference)
    assert own.questions == ()


async def test_an_answer_comes_back_to_its_question_without_a_name(world: World) -> None:
    first, second, reference = await two_reporters(world)
    await ask(world, reference)
    [question] = (await world.stores.reports.report(REPORTER_PERSON, first.reference)).questions
    status = await world.tell(
        first.reference, AnswerQuestion(question=question.id, text="The north one.")
    )
    assert status.questions == ()
    await world.tell(second.reference, DeclineQuestion(question=question.id), "person-b")
    case = await world.see(reference)
    [shown] = case.questions
    assert [(a.report, a.text) for a in shown.answers] == [(1, "The north one."), (2, "")]
    for name in (REPORTER_NAME, REPORTER_PERSON, "Bronwen Hidden", "person-b"):
        assert name not in case.model_dump_json()


async def test_a_question_is_answered_once_and_by_those_it_was_put_to(world: World) -> None:
    first, second, reference = await two_reporters(world)
    await ask(world, reference, report=1)
    [question] = (await world.stores.reports.report(REPORTER_PERSON, first.reference)).questions
    answer = AnswerQuestion(question=question.id, text="The north one.")
    with pytest.raises(UnknownQuestion):
        await world.tell(second.reference, answer, "person-b")
    await world.tell(first.reference, answer)
    for again in (answer, DeclineQuestion(question=question.id)):
        with pytest.raises(AlreadyAnswered):
            await world.tell(first.reference, again)


async def test_the_same_cause_answers_once_and_gives_the_same_status(world: World) -> None:
    first, _, reference = await two_reporters(world)
    await ask(world, reference)
    [question] = (await world.stores.reports.report(REPORTER_PERSON, first.reference)).questions
    answer = AnswerQuestion(question=question.id, text="x")
    once = await world.tell(first.reference, answer, cause="activity-1")
    assert await world.tell(first.reference, answer, cause="activity-1") == once
    assert len((await world.see(reference)).questions[0].answers) == 1


async def test_a_name_is_shared_for_one_report_and_for_good(world: World) -> None:
    first, _, reference = await two_reporters(world)
    assert REPORTER_NAME not in (await world.see(reference)).model_dump_json()
    status = await world.tell(first.reference, ShareName())
    assert status.shares_name
    again = await world.tell(first.reference, ShareName())
    assert again == status
    case = await world.see(reference)
    assert [report.shared_name for report in case.reports] == [REPORTER_NAME, ""]
    assert [event.kind for event in case.events].count(EventKind.NAME_SHARED) == 1
    audited = [entry.action for entry in await world.stores.casework.audit(reference)]
    assert audited.count("name-shared") == 1


async def test_after_closing_a_report_takes_a_name_and_nothing_else(world: World) -> None:
    first, _, reference = await two_reporters(world)
    await ask(world, reference)
    [question] = (await world.stores.reports.report(REPORTER_PERSON, first.reference)).questions
    await world.close(reference, NO_BREACH)
    for action in (ADDED, Withdraw(), AnswerQuestion(question=question.id, text="late")):
        with pytest.raises(ReportClosed):
            await world.tell(first.reference, action)
    assert (await world.tell(first.reference, ShareName())).shares_name


async def test_a_closed_case_calls_off_the_questions_that_were_not_sent(world: World) -> None:
    _, _, reference = await two_reporters(world)
    await ask(world, reference)
    await world.close(reference, NO_BREACH)
    assert await world.due_notices(DeliveryKind.NOTICE_QUESTION) == []
    assert len(await world.due_notices(DeliveryKind.NOTICE_OUTCOME)) == 0  # claimed above
    assert [r.questions for r in await world.stores.reports.reports_of("person-b")] == [()]


@pytest.mark.parametrize("state", [DeliveryState.BLOCKED, DeliveryState.DEAD])
async def test_the_team_hears_that_a_reporter_cannot_be_asked_and_not_who(
    world: World, state: DeliveryState
) -> None:
    _, second, reference = await two_reporters(world)
    await ask(world, reference)
    notices = await world.due_notices(DeliveryKind.NOTICE_QUESTION)
    [lost] = [n for n in notices if n.report and n.report.reference == second.reference]
    unreachable = NotSent(state=state, reason="refused-403")
    await world.stores.outbox.settle(lost, unreachable)
    case = await world.see(reference)
    [question] = case.questions
    assert question.unreachable
    assert (case.events[-1].kind, case.events[-1].report) == (EventKind.UNREACHABLE, None)
    assert case.events[-1].text == ""
    world.clock.advance(hours=2)
    if state is DeliveryState.BLOCKED:
        await world.stores.outbox.settle(await world.claim(lost.id), unreachable)
    assert (await world.see(reference)).version == case.version


async def test_a_notice_that_is_no_question_and_does_not_arrive_tells_the_team_nothing(
    world: World,
) -> None:
    _, _, reference = await two_reporters(world)
    case = await world.act(reference, TEAM_MEMBER, Take())
    for notice in await world.due_notices(DeliveryKind.NOTICE_TAKEN):
        unreachable = NotSent(state=DeliveryState.BLOCKED, reason="refused-403")
        await world.stores.outbox.settle(notice, unreachable)
    assert (await world.see(reference)).version == case.version
