"""The team's queue, finding and exporting cases, lines in a thread, reminders, and the audit."""

from datetime import timedelta

import pytest

from storage.errors import UnknownCase
from storage.records import (
    AddInformation,
    AnswerQuestion,
    Ask,
    CaseQuery,
    CaseStatus,
    ClaimedDelivery,
    Decide,
    DeliveryKind,
    DeliveryState,
    EventKind,
    Note,
    NotSent,
    PostAddress,
    ReadFor,
    ReminderKind,
    ReportOutcome,
    StepAside,
    Take,
    Withdraw,
)
from tests.contracts.support import (
    CANARIES,
    COLLEAGUE,
    HARD,
    NO_BREACH,
    TEAM_MEMBER,
    World,
    a_report,
    a_reporter,
)

ALL = CaseQuery()
OTHER = PostAddress(thread="other-1", message="2")


async def some_cases(world: World) -> list[str]:
    """Have four cases: closed, decided, taken and new, an hour between them."""
    references = []
    for number in range(4):
        principle = "code" if number % 2 else "hard.hacked"
        receipt = await world.submit(
            post=PostAddress(thread=f"{number}"), link=f"https://x/{number}", principle=principle
        )
        references.append(await world.case_reference(receipt))
        world.clock.advance(hours=1)
    await world.close(references[0], NO_BREACH)
    await world.act(references[1], COLLEAGUE, Take())
    await world.act(references[1], COLLEAGUE, Decide(decision=HARD))
    await world.act(references[2], TEAM_MEMBER, Take())
    return references


async def found(world: World, **wanted: object) -> list[str]:
    query = CaseQuery.model_validate(wanted)
    cases = await world.stores.casework.find(query, TEAM_MEMBER, 10)
    return [case.reference for case in cases]


async def lines(world: World) -> list[ClaimedDelivery]:
    return await world.due_notices(DeliveryKind.CASE_LINE)


async def test_the_queue_holds_open_cases_new_ones_first(world: World) -> None:
    closed, decided, taken, new = await some_cases(world)
    queue = await world.stores.casework.queue(TEAM_MEMBER)
    assert [case.reference for case in queue] == [new, taken, decided]
    assert closed not in {case.reference for case in queue}
    assert [case.status for case in queue] == [
        CaseStatus.NEW,
        CaseStatus.TAKEN,
        CaseStatus.DECIDED,
    ]
    assert queue[1].since - queue[1].opened_at == timedelta(hours=2)
    assert (queue[1].owner, queue[2].decision) == (TEAM_MEMBER.name, HARD)
    assert await world.stores.casework.waiting() == queue


async def test_the_oldest_of_each_status_comes_first(world: World) -> None:
    first = await world.case_reference(await world.submit(post=None))
    world.clock.advance(minutes=1)
    second = await world.case_reference(await world.submit(post=None))
    queue = await world.stores.casework.queue(TEAM_MEMBER)
    assert [case.reference for case in queue] == [first, second]


async def test_a_summary_counts_reports_and_those_withdrawn(world: World) -> None:
    first = await world.submit(principle="code")
    await world.submit(reporter=a_reporter("b", "B"), principle="hard.hacked")
    await world.submit(reporter=a_reporter("c", "C"), principle="code")
    await world.tell(first.reference, Withdraw())
    [case] = await world.stores.casework.queue(TEAM_MEMBER)
    assert (case.reports, case.withdrawn) == (3, 1)
    assert case.principles == ("code", "hard.hacked")


async def test_cases_are_found_by_each_thing_that_is_not_encrypted(world: World) -> None:
    closed, decided, taken, new = await some_cases(world)
    opened = (await world.see(taken)).opened_at
    assert await found(world) == [new, taken, decided, closed]
    assert await found(world, reference=taken.lower().replace("-", " ")) == [taken]
    assert await found(world, post=PostAddress(thread="2")) == [taken]
    assert await found(world, principle="code") == [new, decided]
    assert await found(world, principle="hard.hacked") == [taken, decided, closed]
    assert await found(world, statuses={CaseStatus.CLOSED, CaseStatus.NEW}) == [new, closed]
    assert await found(world, owner=COLLEAGUE.person) == [decided]
    assert await found(world, opened_from=opened) == [new, taken]
    assert await found(world, opened_before=opened) == [decided, closed]
    assert await found(world, owner=COLLEAGUE.person, statuses={CaseStatus.NEW}) == []
    limited = await world.stores.casework.find(ALL, TEAM_MEMBER, 2)
    assert [case.reference for case in limited] == [new, taken]


async def test_a_thread_is_found_with_all_its_posts_and_a_post_alone(world: World) -> None:
    whole = await world.case_reference(await world.submit(post=PostAddress(thread="other-1")))
    part = await world.case_reference(await world.submit(post=OTHER))
    assert set(await found(world, post=PostAddress(thread="other-1"))) == {whole, part}
    assert await found(world, post=OTHER) == [part]


async def test_who_stepped_aside_no_longer_has_the_case(world: World) -> None:
    *_, taken, new = await some_cases(world)
    assert await found(world, owner=TEAM_MEMBER.person, statuses={CaseStatus.TAKEN}) == [taken]
    await world.act(taken, TEAM_MEMBER, StepAside())
    assert await found(world, statuses={CaseStatus.NEW}) == [new, taken]
    assert taken not in await found(world, owner=TEAM_MEMBER.person)


async def test_nothing_is_found_by_a_reporters_words(world: World) -> None:
    await world.submit()
    for words in (CANARIES["account"], CANARIES["name"], CANARIES["person"]):
        assert await found(world, reference=words) == []
        assert await found(world, principle=words) == []
        assert await found(world, owner=words) == []


async def test_an_export_has_a_row_a_case_and_nothing_of_reporters(world: World) -> None:
    closed, decided, taken, new = await some_cases(world)
    rows = await world.stores.casework.export(ALL, TEAM_MEMBER)
    assert [row.reference for row in rows] == [closed, decided, taken, new]
    assert (rows[0].outcome, rows[0].link) == (ReportOutcome.NOT_A_BREACH, "https://x/0")
    assert rows[0].closed_at == rows[0].decided_at == rows[2].taken_at == world.clock.now
    assert (rows[1].decision, rows[1].closed_at, rows[3].taken_at) == (HARD, None, None)
    everything = "".join(row.model_dump_json() for row in rows)
    for what in ("name", "person", "chat", "account", "seen_when"):
        assert CANARIES[what] not in everything


async def test_an_export_names_related_cases(world: World) -> None:
    first = await world.case_reference(await world.submit())
    await world.close(first, NO_BREACH)
    second = await world.case_reference(await world.submit())
    rows = await world.stores.casework.export(CaseQuery(reference=second), TEAM_MEMBER)
    assert [row.related for row in rows] == [(first,)]


async def test_every_look_at_a_case_and_every_change_is_audited(world: World) -> None:
    receipt = await world.submit()
    reference = await world.case_reference(receipt)
    casework = world.stores.casework
    await casework.case(reference, COLLEAGUE, ReadFor.CASE)
    await casework.case(reference, COLLEAGUE, ReadFor.PACK)
    await world.act(reference, TEAM_MEMBER, Take())
    await world.act(reference, TEAM_MEMBER, Note(text="n"))
    await world.tell(receipt.reference, AddInformation(text="a"))
    await casework.export(ALL, COLLEAGUE)
    entries = await casework.audit(reference.lower())
    assert sorted(entry.action for entry in entries) == sorted(
        ["reported", "read", "pack", "taken", "noted", "added", "exported"]
    )
    by = {entry.action: entry.actor for entry in entries}
    assert by["reported"] == by["added"] == ""
    assert by["read"] == by["pack"] == by["exported"] != by["taken"] == by["noted"] != ""
    assert COLLEAGUE.person not in "".join(by.values())


async def test_listing_finding_and_exporting_are_audited_apart_from_any_case(
    world: World,
) -> None:
    casework = world.stores.casework
    await casework.queue(TEAM_MEMBER)
    await casework.find(ALL, TEAM_MEMBER, 5)
    await casework.export(ALL, TEAM_MEMBER)
    await casework.waiting()
    actions = sorted(entry.action for entry in await casework.audit(""))
    assert actions == ["exported", "found", "listed"]


async def test_an_unknown_case_is_audited_for_nobody(world: World) -> None:
    with pytest.raises(UnknownCase):
        await world.see("C-2222-2222")
    assert list(await world.stores.casework.audit("C-2222-2222")) == []


async def test_what_reporters_do_gets_one_line_each_once_the_card_shows_it(
    world: World,
) -> None:
    first = await world.submit()
    reference = await world.case_reference(first)
    await world.submit(reporter=a_reporter("b", "B"))
    await world.act(reference, TEAM_MEMBER, Ask(text="?", report=1))
    await world.tell(first.reference, AddInformation(text="a"))
    asked = (await world.see(reference)).questions[0].id
    await world.tell(first.reference, AnswerQuestion(question=asked, text="x"))
    await world.tell(first.reference, Withdraw())
    assert await lines(world) == []
    world.clock.advance(minutes=1)
    await world.send_card(first)
    told = await lines(world)
    assert [line.event.kind for line in told if line.event] == [
        EventKind.REPORTED,
        EventKind.ADDED,
        EventKind.ANSWERED,
        EventKind.WITHDRAWN,
    ]
    assert {(line.reference, line.card_activity) for line in told} == {(reference, "card-1")}
    assert [line.event.report for line in told if line.event] == [2, 1, 1, 1]


async def test_a_card_that_is_posted_speaks_for_all_that_it_shows(world: World) -> None:
    first = await world.submit()
    await world.submit(reporter=a_reporter("b", "B"))
    await world.send_card(first)
    assert await lines(world) == []


async def test_what_the_team_does_itself_gets_no_line(world: World) -> None:
    first = await world.submit()
    reference = await world.case_reference(first)
    await world.act(reference, TEAM_MEMBER, Note(text="n"))
    await world.close(reference, NO_BREACH)
    await world.send_card(first)
    assert await lines(world) == []


async def test_a_reminder_is_given_once_for_each_cause_while_the_case_still_waits(
    world: World,
) -> None:
    first = await world.submit()
    reference = await world.case_reference(first)
    casework = world.stores.casework
    await casework.remind(reference, ReminderKind.UNDECIDED, "too-early")
    for _ in range(2):
        await casework.remind(reference, ReminderKind.UNTAKEN, "reminder-1")
    [case] = await casework.queue(TEAM_MEMBER)
    assert (case.reminded, case.reminded_at) == (1, world.clock.now)
    await world.send_card(first)
    [line] = await lines(world)
    assert line.event is not None
    assert (line.event.kind, line.event.reminder) == (EventKind.REMINDED, ReminderKind.UNTAKEN)
    world.clock.advance(hours=1)
    await world.act(reference, TEAM_MEMBER, Take())
    await casework.remind(reference, ReminderKind.UNTAKEN, "too-late")
    [case] = await casework.queue(TEAM_MEMBER)
    assert case.reminded == 0  # counted anew since it was taken
    await casework.remind(reference, ReminderKind.UNDECIDED, "reminder-2")
    assert (await casework.queue(TEAM_MEMBER))[0].reminded == 1


async def test_a_card_whose_id_is_untold_is_followed_by_a_marked_one(world: World) -> None:
    first = await world.submit()
    await world.send_card(first, activity="")
    await world.submit(reporter=a_reporter("b", "B"))
    again = await world.claim(first.card_delivery)
    assert (again.card_activity, again.may_repeat) == ("", True)
    await world.stores.outbox.settle(again, NotSent(state=DeliveryState.READY, reason="429"))
    await world.send_card(first, activity="card-2")
    await world.submit(reporter=a_reporter("c", "C"))
    assert not (await world.claim(first.card_delivery)).may_repeat


async def test_a_report_keeps_the_policy_it_was_made_under(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    rows = await world.stores.casework.export(CaseQuery(reference=reference), TEAM_MEMBER)
    assert rows[0].policy_version == a_report().policy_version
