"""Reporters after they have reported: status and outcome (scenarios 8 to 10)."""

from storage.records import (
    Close,
    Decide,
    Decision,
    DecisionKind,
    RecordStep,
    StepAnswer,
    StepRecord,
    Take,
)
from tests.journeys.own_reports import (
    Act,
    newest,
    nothing_of_the_reporter,
    reported,
    to_the_team,
    told,
)
from tests.journeys.test_reporting import CLASSIC, filled_in
from tests.journeys.world import World, card_of, words

# Status and outcome.


async def test_a_report_is_followed_to_its_outcome_and_nobody_is_told_what_happened_to_whom(
    world: World, act: Act
) -> None:
    rhys = world.person("Rhys Reporter", 1)
    reference = await reported(rhys)
    first = await told(rhys, f"what happened to {reference}?")
    assert "Delivered to Internal Communications" in first
    await act(Take())
    assert newest(rhys, f"{reference} has been taken")
    assert "looking into it" in await told(rhys, reference)
    hard = Decision(kind=DecisionKind.HARD, principle="hard-breach.hacked")
    case = await act(Decide(decision=hard))
    steps = [one.step for one in case.checklist]
    assert "closed" not in await told(rhys, reference), "decided is not yet done"
    for step in steps:
        answer = StepAnswer.DONE if step in case.missing and "line" in step else StepAnswer.NO
        if "disciplinary" in step:
            answer = StepAnswer.DONE
        on = world.clock.now.date() if answer is StepAnswer.DONE else None
        by = "Sam Manager" if answer is StepAnswer.DONE else ""
        record = StepRecord(step=step, answer=answer, by=by, on=on, reason="because")
        await act(RecordStep(record=record))
    await act(Close())
    closed = words(newest(rhys, f"{reference} is closed"))
    assert "Internal Communications have acted on it" in closed
    status = await told(rhys, "what happened to my report?")
    assert "have acted" in status
    for hidden in ("Sam Manager", "line manager", "disciplin", "Priya"):
        assert hidden not in closed + status
    nothing_of_the_reporter(world)


async def test_a_foreign_reference_and_an_unknown_one_get_the_same_words(world: World) -> None:
    reference = await reported(world.person("Rhys Reporter", 1))
    nosy = world.person("Nosy Neighbour", 9)
    asks = ("what happened to {}?", "withdraw {}", "add {} something", "share my name with {}")
    for ask in asks:
        foreign = await told(nosy, ask.format(reference))
        unknown = await told(nosy, ask.format("R-2222-3333"))
        assert foreign == unknown
        assert "no report with this reference" in foreign
    pressed = nosy.activity(
        type="invoke",
        name="adaptiveCard/action",
        text=None,
        value={"action": {"data": {"do": "own-withdraw", "report": reference, "sure": True}}},
    )
    assert "no report with this reference" in str(await (await nosy.post(pressed)).json()) + words(
        nosy.heard()
    )
    assert "withdrawn" not in to_the_team(world)


async def test_of_two_reporters_neither_learns_of_the_other(world: World, act: Act) -> None:
    one, two = world.person("Rhys Reporter", 1), world.person("Wyn Witness", 2)
    first = await reported(one)
    await act(Take())
    second = await reported(two, link=CLASSIC, account="Same here.")
    assert second != first
    heard = words(two.heard()) + await told(two, second)
    assert first not in heard
    assert "looking into it" not in heard, "taken at once would tell of an earlier report"
    assert "Reports: 2" in words(world.case_card())
    not_ours = Decision(kind=DecisionKind.NOT_OURS)
    await act(Decide(decision=not_ours), Close())
    for person, mine, other in ((one, first, second), (two, second, first)):
        assert "passed it on" in words(newest(person, f"{mine} is closed"))
        assert other not in words(person.heard())


async def test_the_same_person_again_is_asked_whether_to_add(world: World) -> None:
    rhys = world.person("Rhys Reporter", 1)
    reference = await reported(rhys)
    review = await filled_in(rhys, link=CLASSIC, account="It is still there.")
    assert f"already reported this post, as {reference}" in words(rhys.heard()[-1])
    again = await rhys.press(review, "Send")
    offered = again["value"] if isinstance(again["value"], dict) else card_of(rhys.heard()[-1])
    answer = await rhys.press(offered, f"Add to {reference}")
    assert f"Added to {reference}" in words(answer["value"])
    await world.deliver()
    assert "It is still there." in words(world.case_card())
    assert "Reports: 1" in words(world.case_card())
    assert len(await world.stores.reports.reports_of(world.directory_id(1))) == 1
    nothing_of_the_reporter(world)


async def test_a_report_after_closing_opens_a_new_case_that_is_linked(
    world: World, act: Act
) -> None:
    await reported(world.person("Rhys Reporter", 1))
    closed = await act(Take(), Decide(decision=Decision(kind=DecisionKind.NOT_OURS)), Close())
    again = await reported(world.person("Wyn Witness", 2), link=CLASSIC, account="It is back.")
    assert again
    case = await act()
    assert case.reference != closed.reference
    assert [one.reference for one in case.related] == [closed.reference]
