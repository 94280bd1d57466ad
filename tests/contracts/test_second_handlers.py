"""Authors, repeated soft breaches, and members who must not act on a case."""

import pytest

from storage.errors import AlreadyTaken, NeedsSecondHandler
from storage.records import (
    Actor,
    Author,
    CaseForTeam,
    Decide,
    Decision,
    DeliveryKind,
    DeliveryState,
    EventKind,
    HandOver,
    Note,
    NotSent,
    RecordAuthor,
    Reopen,
    Sent,
    StepAside,
    Take,
)
from tests.contracts.support import (
    CANARIES,
    COLLEAGUE,
    HARD,
    NO_BREACH,
    SOFT,
    TEAM_MEMBER,
    World,
    a_reporter,
)

AUTHOR = Author(person="person-author", name="Aled Author", work_email="Aled.Author@example.org")
BY_MAIL = Author(work_email=" aled.author@EXAMPLE.org ")
BY_ID = Author(person="person-author")


async def a_case(world: World, author: Author | None = None) -> str:
    """Have a post of its own reported, and its author recorded."""
    reference = await world.case_reference(await world.submit(post=None))
    if author is not None:
        await world.act(reference, COLLEAGUE, RecordAuthor(author=author))
    return reference


async def upheld(world: World, decision: Decision = SOFT) -> str:
    reference = await a_case(world, AUTHOR)
    await world.close(reference, decision)
    return reference


async def test_the_author_is_revealed_on_request_alone_and_audited(world: World) -> None:
    reference = await a_case(world, AUTHOR)
    case = await world.see(reference)
    assert case.author_recorded
    for secret in (AUTHOR.person, AUTHOR.name, AUTHOR.work_email):
        assert secret not in case.model_dump_json()
    assert await world.stores.casework.reveal_author(reference, TEAM_MEMBER) == AUTHOR
    entries = await world.stores.casework.audit(reference)
    assert "author-revealed" in {entry.action for entry in entries}


async def test_a_mistaken_author_is_taken_back(world: World) -> None:
    earlier = await upheld(world)
    reference = await a_case(world, AUTHOR)
    assert [one.reference for one in (await world.see(reference)).repeats] == [earlier]
    case = await world.act(reference, COLLEAGUE, RecordAuthor(author=None))
    assert (case.author_recorded, case.repeats) == (False, ())
    assert await world.stores.casework.reveal_author(reference, TEAM_MEMBER) is None


@pytest.mark.parametrize("author", [AUTHOR, BY_MAIL, BY_ID])
async def test_earlier_upheld_soft_breaches_of_an_author_are_told_with_their_clauses(
    world: World, author: Author
) -> None:
    first = await upheld(world)
    world.clock.advance(days=1)
    second = await upheld(world)
    case = await world.see(await a_case(world, author))
    assert [(one.reference, one.principle) for one in case.repeats] == [
        (first, SOFT.principle),
        (second, SOFT.principle),
    ]


async def test_only_upheld_soft_breaches_count(world: World) -> None:
    await upheld(world, HARD)
    await upheld(world, NO_BREACH)
    pending = await a_case(world, AUTHOR)
    await world.act(pending, TEAM_MEMBER, Take())
    reopened = await upheld(world)
    await world.act(reopened, COLLEAGUE, Reopen())
    changed = await upheld(world)
    await world.act(changed, COLLEAGUE, Reopen())
    await world.act(changed, COLLEAGUE, Decide(decision=NO_BREACH))
    other = await a_case(world, Author(person="person-other"))
    await world.close(other, SOFT)
    assert (await world.see(await a_case(world, AUTHOR))).repeats == ()


async def test_a_breach_that_is_decided_but_not_closed_counts(world: World) -> None:
    reference = await a_case(world, AUTHOR)
    await world.act(reference, TEAM_MEMBER, Take())
    await world.act(reference, TEAM_MEMBER, Decide(decision=SOFT))
    assert len((await world.see(await a_case(world, AUTHOR))).repeats) == 1


async def test_a_case_is_no_repeat_of_a_later_one(world: World) -> None:
    first = await upheld(world)
    world.clock.advance(days=1)
    await upheld(world)
    assert (await world.see(first)).repeats == ()


async def test_where_an_earlier_soft_breach_is_known_the_question_must_be_answered(
    world: World,
) -> None:
    await upheld(world)
    reference = await a_case(world, AUTHOR)
    await world.act(reference, TEAM_MEMBER, Take())
    case = await world.act(reference, TEAM_MEMBER, Decide(decision=SOFT))
    assert case.missing == ("soft-breach.action.line-manager", "soft-breach.action.repeated")


@pytest.mark.parametrize("author", [Author(person="person-ic-1"), Author(work_email="INES@ons")])
async def test_the_author_cannot_act_on_a_case_about_their_post(
    world: World, author: Author
) -> None:
    reference = await a_case(world, author)
    writer = Actor(person="person-ic-1", name="Ines", work_email="ines@ons")
    for action in (Take(), Note(text="n"), RecordAuthor(author=None), HandOver(to=COLLEAGUE)):
        with pytest.raises(NeedsSecondHandler):
            await world.act(reference, writer, action)
    with pytest.raises(NeedsSecondHandler):
        await world.stores.casework.reveal_author(reference, writer)
    assert (await world.see(reference, COLLEAGUE)).owner == ""


async def test_every_cause_is_refused_in_the_same_words(world: World) -> None:
    said = set()
    for person in ("reporter", "author", "aside"):
        member = Actor(person=person, name=person)
        receipt = await world.submit(post=None, reporter=a_reporter("reporter", "R"))
        reference = await world.case_reference(receipt)
        if person == "author":
            await world.act(reference, COLLEAGUE, RecordAuthor(author=Author(person=person)))
        if person == "aside":
            await world.act(reference, member, StepAside())
        with pytest.raises(NeedsSecondHandler) as refusal:
            await world.act(reference, member, Take())
        said.add((str(refusal.value), repr(refusal.value)))
    assert len(said) == 1


async def test_an_owner_who_later_reports_the_post_is_unblocked_by_a_colleague(
    world: World,
) -> None:
    reference = await world.case_reference(await world.submit())
    await world.act(reference, TEAM_MEMBER, Take())
    await world.submit(reporter=a_reporter(TEAM_MEMBER.person, TEAM_MEMBER.name))
    with pytest.raises(NeedsSecondHandler):
        await world.act(reference, TEAM_MEMBER, Decide(decision=HARD))
    with pytest.raises(AlreadyTaken):
        await world.act(reference, COLLEAGUE, Take())
    case = await world.act(reference, COLLEAGUE, HandOver(to=COLLEAGUE))
    assert (case.owner, case.events[-1].to_name) == (COLLEAGUE.name, COLLEAGUE.name)
    await world.act(reference, COLLEAGUE, Decide(decision=HARD))


async def test_the_deputy_hears_of_the_case_and_of_nothing_else(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    reporter = Actor(person=CANARIES["person"], name=CANARIES["name"])
    for _ in range(3):
        with pytest.raises(NeedsSecondHandler):
            await world.act(reference, reporter, Take())
    [told] = await world.due_notices(DeliveryKind.DEPUTY_NOTICE)
    empty = {"attempt", "lease", "id", "kind", "reference", "may_repeat"}
    filled = {name for name, value in told.model_dump().items() if value}
    assert filled <= empty
    assert told.reference == reference
    await world.stores.outbox.settle(told, Sent(activity="a"))
    assert await world.due_notices(DeliveryKind.DEPUTY_NOTICE) == []


async def test_the_deputy_hears_again_once_the_case_came_to_other_hands(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    reporter = Actor(person=CANARIES["person"], name=CANARIES["name"])
    for giver in (COLLEAGUE, TEAM_MEMBER):
        await world.act(reference, giver, HandOver(to=reporter))
        with pytest.raises(NeedsSecondHandler):
            await world.act(reference, reporter, Decide(decision=HARD))
        await world.act(reference, giver, HandOver(to=giver))
    assert len(await world.due_notices(DeliveryKind.DEPUTY_NOTICE)) == 2


async def test_a_deputys_notice_can_be_called_off(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    with pytest.raises(NeedsSecondHandler):
        await world.act(reference, Actor(person=CANARIES["person"], name=""), Take())
    [told] = await world.due_notices(DeliveryKind.DEPUTY_NOTICE)
    off = NotSent(state=DeliveryState.CALLED_OFF, reason="no-deputy")
    assert await world.stores.outbox.settle(told, off) is DeliveryState.CALLED_OFF
    world.clock.advance(days=2)
    assert told.id not in await world.stores.outbox.due(100)


async def test_a_refusal_leaves_no_trace_of_who_was_refused(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    before: CaseForTeam = await world.see(reference)
    entries = list(await world.stores.casework.audit(reference))
    with pytest.raises(NeedsSecondHandler):
        await world.act(reference, Actor(person=CANARIES["person"], name="x"), Take())
    assert list(await world.stores.casework.audit(reference)) == entries
    assert (await world.see(reference)).events == before.events
    assert EventKind.TAKEN not in {event.kind for event in before.events}
