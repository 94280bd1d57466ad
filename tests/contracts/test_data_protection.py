"""Retention, legal hold, subject access and erasure, on every store."""

from datetime import datetime, timedelta

import pytest

from storage.data_protection.protecting import GONE_AFTER
from storage.errors import UnknownCase, UnknownReport
from storage.outbox.deliveries import BLOCKED_FOR
from storage.records import (
    AddInformation,
    AnswerQuestion,
    Ask,
    Author,
    CaseQuery,
    ClaimedDelivery,
    DeliveryKind,
    DeliveryState,
    Erasure,
    HeldAbout,
    Note,
    NotSent,
    RecordAuthor,
    Reopen,
    Sent,
    Subject,
    Take,
    Withdraw,
)
from tests.contracts.support import (
    CANARIES,
    LEASE,
    NO_BREACH,
    REPORTER_NAME,
    REPORTER_PERSON,
    SOFT,
    TEAM_MEMBER,
    World,
    a_key,
    a_reporter,
)

OPERATOR = "olwen"
REPORTER = Subject(person=REPORTER_PERSON)
AUTHOR = Author(person="person-author", name="Aled Author", work_email="Aled@ons.example")
AUTHORS_DATA = Subject(person="person-author", work_email="aled@ons.example")
KEPT = timedelta(days=90)


async def a_closed_case(world: World, **changes: object) -> tuple[str, str]:
    """Report, add, ask, answer, decide and close; return the references of report and case."""
    receipt = await world.submit(share_name=True, **changes)
    reference = await world.case_reference(receipt)
    await world.tell(receipt.reference, AddInformation(text="addition-canary"))
    await world.act(reference, TEAM_MEMBER, Ask(text="When was it?"))
    [question] = (await world.see(reference)).questions
    await world.tell(receipt.reference, AnswerQuestion(question=question.id, text="answer-canary"))
    await world.act(reference, TEAM_MEMBER, RecordAuthor(author=AUTHOR))
    await world.act(reference, TEAM_MEMBER, Note(text="note-canary"))
    await world.close(reference, SOFT)
    return receipt.reference, reference


async def actions(world: World, reference: str = "") -> list[str]:
    return [entry.action for entry in await world.stores.casework.audit(reference)]


async def everything_due(world: World) -> list[ClaimedDelivery]:
    """Claim and send all that is due."""
    sent = []
    for each in await world.stores.outbox.due(100):
        claimed = await world.stores.outbox.claim(each, LEASE)
        if claimed is not None:
            await world.stores.outbox.settle(claimed, Sent(activity="card-1"))
            sent.append(claimed)
    return sent


async def card(world: World) -> ClaimedDelivery:
    [claimed] = [c for c in await everything_due(world) if c.kind is DeliveryKind.CASE_CARD]
    return claimed


def overdue(world: World) -> datetime:
    """Return the time before which cases were closed long enough ago."""
    return world.clock.now - KEPT


async def erase(world: World, subject: Subject, *, try_only: bool = False) -> Erasure:
    return await world.stores.protection.erase(subject, OPERATOR, try_only=try_only)


async def held(world: World, subject: Subject) -> HeldAbout:
    return await world.stores.protection.held_about(subject, OPERATOR)


async def test_a_case_closed_for_its_time_is_found_by_nobody(world: World) -> None:
    report, case = await a_closed_case(world)
    world.clock.advance(days=90)
    assert await world.stores.protection.expire(overdue(world)) == 0
    world.clock.advance(seconds=1)
    assert await world.stores.protection.expire(overdue(world)) == 1
    assert await world.stores.protection.expire(overdue(world)) == 0
    with pytest.raises(UnknownCase):
        await world.see(case)
    with pytest.raises(UnknownCase):
        await world.act(case, TEAM_MEMBER, Reopen())
    with pytest.raises(UnknownReport):
        await world.stores.reports.report(REPORTER_PERSON, report)
    assert await world.stores.casework.find(CaseQuery(), TEAM_MEMBER, 10) == []
    assert await world.stores.casework.export(CaseQuery(), TEAM_MEMBER) == []
    assert await held(world, REPORTER) == HeldAbout()
    assert await held(world, AUTHORS_DATA) == HeldAbout()
    assert "expired" in await actions(world, case)


async def test_its_card_is_shown_once_more_without_a_word_and_then_its_rows_go(
    world: World,
) -> None:
    _, case = await a_closed_case(world)
    await everything_due(world)
    world.clock.advance(days=91)
    await world.stores.protection.expire(overdue(world))
    assert await world.stores.protection.delete_expired() == 0
    shown = await card(world)
    assert shown.case is not None
    assert shown.case.expired
    assert shown.card_activity == "card-1"
    said = shown.model_dump_json()
    for word in (
        *CANARIES.values(),
        *("addition-canary", "answer-canary", "note-canary", "When was it?"),
        *(TEAM_MEMBER.name, AUTHOR.name, SOFT.reason),
    ):
        assert word not in said
    world.clock.advance(seconds=1)
    assert await world.stores.protection.delete_expired() == 1
    assert await world.stores.protection.delete_expired() == 0
    assert await everything_due(world) == []
    assert (await actions(world, case))[-2:] == ["expired", "deleted"]


async def test_rows_do_not_wait_for_ever_for_a_channel_that_is_gone(world: World) -> None:
    await a_closed_case(world)
    await everything_due(world)
    world.clock.advance(days=91)
    await world.stores.protection.expire(overdue(world))
    for each in await world.stores.outbox.due(100):
        claimed = await world.claim(each)
        refused = NotSent(state=DeliveryState.BLOCKED, reason="403")
        await world.stores.outbox.settle(claimed, refused)
    assert await world.stores.protection.delete_expired() == 0
    world.clock.advance(seconds=GONE_AFTER.total_seconds() + 1)
    assert await world.stores.protection.delete_expired() == 1


async def test_open_and_reopened_cases_stay_however_old(world: World) -> None:
    _, reopened = await a_closed_case(world)
    await world.act(reopened, TEAM_MEMBER, Reopen(reason="More came."))
    other = await world.submit(post=None, reporter=a_reporter("person-b", "B"))
    world.clock.advance(days=900)
    assert await world.stores.protection.expire(overdue(world)) == 0
    assert len((await world.see(reopened)).reports) == 1
    await world.send_card(other)


async def test_what_waited_to_be_sent_of_an_expired_case_is_called_off(world: World) -> None:
    await a_closed_case(world)
    world.clock.advance(days=91)
    await world.stores.protection.expire(overdue(world))
    assert {each.kind for each in await everything_due(world)} == {DeliveryKind.CASE_CARD}


async def test_a_new_report_of_the_post_opens_a_case_that_knows_no_other(world: World) -> None:
    await a_closed_case(world)
    await everything_due(world)
    world.clock.advance(days=91)
    await world.stores.protection.expire(overdue(world))
    receipt = await world.submit()
    claimed = await world.send_card(receipt, "card-2")
    assert claimed.case is not None
    assert (claimed.case.related, len(claimed.case.reports)) == ((), 1)


async def test_a_legal_hold_keeps_a_case_from_its_end_and_from_erasure(world: World) -> None:
    report, case = await a_closed_case(world)
    await world.stores.protection.hold(case.lower(), OPERATOR, on=True)
    await world.stores.protection.hold(case, OPERATOR, on=True)
    world.clock.advance(days=91)
    assert await world.stores.protection.expire(overdue(world)) == 0
    assert await erase(world, REPORTER) == Erasure(on_hold=(report,))
    assert await erase(world, AUTHORS_DATA) == Erasure(on_hold=(case,))
    assert (await world.see(case)).reports[0].shared_name == REPORTER_NAME
    await world.stores.protection.hold(case, OPERATOR, on=False)
    assert await world.stores.protection.expire(overdue(world)) == 1
    told = await actions(world, case)
    assert (told.count("hold-on"), told.count("hold-off"), told.count("data-erased")) == (1, 1, 0)


async def test_a_hold_on_an_unknown_case_is_refused(world: World) -> None:
    with pytest.raises(UnknownCase):
        await world.stores.protection.hold("C-2222-2222", OPERATOR, on=True)


async def test_an_operator_is_in_the_audit_under_a_pseudonym(world: World) -> None:
    _, case = await a_closed_case(world)
    await world.stores.protection.hold(case, OPERATOR, on=True)
    [entry] = [e for e in await world.stores.casework.audit(case) if e.action == "hold-on"]
    assert entry.actor
    assert entry.actor != OPERATOR.encode().hex()


async def test_audit_entries_outlive_their_case_and_go_in_their_turn(world: World) -> None:
    _, gone = await a_closed_case(world)
    await everything_due(world)
    world.clock.advance(days=91)
    await world.stores.protection.expire(overdue(world))
    await everything_due(world)
    await world.stores.protection.delete_expired()
    receipt = await world.submit(post=None)
    [sent] = [c for c in [await world.send_card(receipt, "card-2")] if c.case is not None]
    assert sent.case is not None
    kept = sent.case.reference
    world.clock.advance(days=730)
    assert await actions(world, gone)
    assert await world.stores.protection.prune_audit(world.clock.now - timedelta(days=700)) > 0
    assert await actions(world, gone) == []
    assert await actions(world, kept)  # its case is still there
    assert "audit-pruned" in await actions(world)
    assert await world.stores.protection.prune_audit(world.clock.now - timedelta(days=700)) == 0


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


async def test_erasure_of_a_closed_case_takes_reporter_and_words_and_leaves_the_rest(
    world: World,
) -> None:
    report, case = await a_closed_case(world)
    await everything_due(world)
    other = a_reporter("person-b", "Bronwen Hidden")
    await world.stores.conversations.save(a_key(), "{}", 0, "activity-1")
    would = await erase(world, REPORTER, try_only=True)
    assert await held(world, REPORTER) != HeldAbout()
    assert await erase(world, REPORTER) == would
    assert would == Erasure(identities=(report,), words=(report,), conversations=1)
    assert await held(world, REPORTER) == HeldAbout()
    state = await world.stores.conversations.load(a_key(), "activity-1")
    assert (state.document, state.seen) == ("", False)
    seen = await world.see(case)
    [gone] = seen.reports
    assert (gone.erased, gone.account, gone.shared_name) == (True, "", "")
    assert seen.decision == SOFT
    assert [question.text for question in seen.questions] == ["When was it?"]
    assert [answer.text for answer in seen.questions[0].answers] == [""]
    shown = await card(world)
    assert shown.case == seen
    for word in (*CANARIES.values(), "addition-canary", "answer-canary"):
        assert word not in shown.model_dump_json()
    await world.submit(reporter=other)  # the post may be reported again


async def test_erasure_of_an_open_case_takes_the_reporter_and_leaves_the_words(
    world: World,
) -> None:
    receipt = await world.submit(share_name=True)
    reference = await world.case_reference(receipt)
    await everything_due(world)
    done = await erase(world, REPORTER)
    assert done == Erasure(identities=(receipt.reference,), still_open=(receipt.reference,))
    [left] = (await world.see(reference)).reports
    assert (left.erased, left.account, left.shared_name) == (False, CANARIES["account"], "")
    with pytest.raises(UnknownReport):
        await world.stores.reports.report(REPORTER_PERSON, receipt.reference)
    assert (await card(world)).case == await world.see(reference)


async def test_whoever_was_erased_may_report_the_same_post_anew(world: World) -> None:
    first = await world.submit()
    await erase(world, REPORTER)
    second = await world.submit()
    assert second.card_delivery == first.card_delivery
    assert second.reference != first.reference


async def test_of_other_reporters_nothing_is_erased(world: World) -> None:
    receipt = await world.submit()
    other = await world.submit(reporter=a_reporter("person-b", "B"), share_name=True)
    reference = await world.case_reference(receipt)
    await world.close(reference, NO_BREACH)
    await erase(world, REPORTER)
    first, second = (await world.see(reference)).reports
    assert (first.erased, second.erased, second.shared_name) == (True, False, "B")
    assert (await world.stores.reports.report("person-b", other.reference)).reference


async def test_a_notice_to_whoever_was_erased_has_no_address(world: World) -> None:
    receipt = await world.submit()
    reference = await world.case_reference(receipt)
    await erase(world, REPORTER)
    await everything_due(world)
    await world.act(reference, TEAM_MEMBER, Take())
    for each in await everything_due(world):
        assert each.conversation == {}


async def test_who_wrote_a_post_is_erased_once_its_case_is_closed(world: World) -> None:
    receipt = await world.submit()
    reference = await world.case_reference(receipt)
    await world.act(reference, TEAM_MEMBER, RecordAuthor(author=AUTHOR))
    assert await erase(world, AUTHORS_DATA) == Erasure(still_open=(reference,))
    assert (await world.see(reference)).author_recorded
    await world.close(reference, SOFT)
    assert await erase(world, AUTHORS_DATA) == Erasure(authorships=(reference,))
    assert not (await world.see(reference)).author_recorded
    assert await held(world, AUTHORS_DATA) == HeldAbout()
    # And is not counted for a later breach any more.
    again = await world.submit()
    later = await world.send_card(again, "card-2")
    assert later.case is not None
    await world.act(later.case.reference, TEAM_MEMBER, RecordAuthor(author=AUTHOR))
    assert (await world.see(later.case.reference)).repeats == ()


async def test_a_card_under_way_while_its_words_are_erased_is_sent_again(world: World) -> None:
    receipt = await world.submit(share_name=True)
    under_way = await world.claim(receipt.card_delivery)
    await erase(world, REPORTER)
    await world.stores.outbox.settle(under_way, Sent(activity="card-1"))
    world.clock.advance(seconds=max(LEASE, BLOCKED_FOR).total_seconds() + 1)
    again = await world.claim(receipt.card_delivery)
    assert again.case is not None
    assert REPORTER_NAME not in again.model_dump_json()
    assert again.may_repeat


async def test_a_case_is_not_lost_by_trying_an_erasure(world: World) -> None:
    report, case = await a_closed_case(world)
    before = await actions(world, case)
    assert (await erase(world, REPORTER, try_only=True)).words == (report,)
    assert await actions(world, case) == before
    assert (await world.see(case)).reports[0].account == CANARIES["account"]


async def test_after_a_restore_nothing_is_sent_unmarked_that_may_have_been_sent(
    world: World,
) -> None:
    sent = await world.submit()
    await world.send_card(sent)
    await world.submit(post=None, reporter=a_reporter("person-b", "B"))
    under_way = await world.submit(post=None, reporter=a_reporter("person-c", "C"))
    claimed = await world.claim(under_way.card_delivery)
    # A backup is restored here: what was sent since is not known.
    assert await world.stores.protection.restored(OPERATOR) == 5
    await world.stores.outbox.settle(claimed, Sent(activity="late"))
    assert await world.stores.outbox.state(sent.card_delivery) is DeliveryState.DONE
    again = await everything_due(world)
    world.clock.advance(minutes=1)
    again += await everything_due(world)
    assert len(again) == 5
    assert all(each.may_repeat for each in again)
    assert "restored" in await actions(world)


async def test_whoever_reported_their_own_post_is_found_and_erased_as_both(world: World) -> None:
    receipt = await world.submit(own_post=True, share_name=True)
    reference = await world.case_reference(receipt)
    themselves = Author(person=REPORTER_PERSON, name=REPORTER_NAME)
    await world.act(reference, TEAM_MEMBER, RecordAuthor(author=themselves))
    await world.close(reference, SOFT)
    about = await held(world, REPORTER)
    assert (len(about.reports), len(about.authorships)) == (1, 1)
    assert REPORTER_NAME not in about.reports[0].others
    assert await erase(world, REPORTER) == Erasure(
        identities=(receipt.reference,),
        words=(receipt.reference,),
        authorships=(reference,),
    )
    assert await held(world, REPORTER) == HeldAbout()


async def test_every_report_of_a_person_in_one_case_is_erased(world: World) -> None:
    first = await world.submit()
    await world.tell(first.reference, Withdraw())
    second = await world.submit(account="told again")
    reference = await world.case_reference(second)
    await world.close(reference, NO_BREACH)
    done = await erase(world, REPORTER)
    assert sorted(done.words) == sorted([first.reference, second.reference])
    assert all(report.erased for report in (await world.see(reference)).reports)
