"""What a person is given of their data, on every store."""

from storage.records import (
    Author,
    RecordAuthor,
    Subject,
)
from tests.contracts.data_protection import (
    AUTHOR,
    AUTHORS_DATA,
    REPORTER,
    a_closed_case,
    actions,
    erase,
    held,
)
from tests.contracts.support import (
    CANARIES,
    REPORTER_NAME,
    SOFT,
    TEAM_MEMBER,
    World,
    a_reporter,
)


async def test_a_person_is_given_their_own_words_and_whom_to_leave_out(world: World) -> None:
    report, _ = await a_closed_case(world)
    await world.submit(reporter=a_reporter("person-b", "Bronwen Hidden"), account="B's words")
    about = await held(world, REPORTER)
    [own] = about.reports
    assert own.status.reference == report
    assert (own.account, own.name) == (CANARIES["account"], REPORTER_NAME)
    assert [added.text for added in own.additions] == ["addition-canary"]
    assert [(e.question, e.answer) for e in own.exchanges] == [("When was it?", "answer-canary")]
    assert {TEAM_MEMBER.name, AUTHOR.name} <= set(own.others)
    assert about.authorships == ()
    for secret in ("note-canary", SOFT.reason, "B's words", "person-b"):
        assert secret not in about.model_dump_json()


async def test_whoever_is_named_as_author_is_told_of_it_without_a_reporters_words(
    world: World,
) -> None:
    _, case = await a_closed_case(world)
    [held_as_author] = (await held(world, AUTHORS_DATA)).authorships
    assert held_as_author.reference == case
    assert held_as_author.decisions == (SOFT,)
    assert held_as_author.notes == ("note-canary",)
    assert REPORTER_NAME in held_as_author.others
    assert AUTHOR.name not in held_as_author.others
    said = held_as_author.model_dump_json(exclude={"others"})
    for secret in (*CANARIES.values(), "addition-canary", "answer-canary"):
        assert secret not in said


async def test_an_author_is_found_by_e_mail_or_id_and_also_where_another_was_recorded_since(
    world: World,
) -> None:
    _, case = await a_closed_case(world)
    await world.act(case, TEAM_MEMBER, RecordAuthor(author=Author(person="person-else")))
    for subject in (
        AUTHORS_DATA,
        Subject(person="person-author"),
        Subject(person="person-unknown", work_email=" ALED@ons.example "),
    ):
        assert [a.reference for a in (await held(world, subject)).authorships] == [case]
    assert (await held(world, Subject(person="person-unknown"))).authorships == ()


async def test_access_and_erasure_are_audited_for_each_case(world: World) -> None:
    _, case = await a_closed_case(world)
    world.clock.advance(seconds=1)
    await held(world, REPORTER)
    world.clock.advance(seconds=1)
    await erase(world, REPORTER)
    assert (await actions(world, case))[-2:] == ["data-exported", "data-erased"]
    assert (await actions(world))[-1] == "data-exported"


async def test_a_member_of_the_team_is_told_how_often_they_are_in_the_audit(world: World) -> None:
    _, case = await a_closed_case(world)
    entries = await world.stores.casework.audit(case)
    mine = sum(bool(entry.actor) for entry in entries)
    assert (await held(world, Subject(person=TEAM_MEMBER.person))).acts == mine > 0
