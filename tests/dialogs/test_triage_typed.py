"""Steps, and everything else that is typed about a case."""

import json
from collections.abc import Mapping
from datetime import date

import pytest

from dialogs.effects.case_effects import (
    AuthorRevealed,
    CaseShown,
    Onward,
    RevealAuthor,
    ShowCase,
)
from dialogs.payloads.case_payloads import CaseView
from storage.records import (
    Ask,
    Author,
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
    StepAnswer,
    StepAside,
    StepRecord,
)
from tests.dialogs.cases import HACKED, IDA, REFERENCE, SAM, decided, report, shown, taken
from tests.dialogs.chat import MORNING, Chat
from tests.dialogs.triaging import done


def test_after_a_decision_its_steps_are_shown(desk: Chat) -> None:
    decide = Decide(decision=HACKED)
    desk.tell(CaseShown(decided(), decide, onward=Onward(CaseView.STEPS)))
    desk.expect("the policy's steps", "hard-breach.action.director")
    passed_on = Decision(kind=DecisionKind.NOT_OURS)
    desk.tell(CaseShown(decided(passed_on), decide, onward=Onward(CaseView.STEPS)))
    assert "Close the case" in desk.titles()


STEPS: Mapping[str, StepRecord] = {
    "line-manager done by Priya Line on 3 May: by phone": StepRecord(
        step="hard-breach.action.line-manager",
        answer=StepAnswer.DONE,
        by="Priya Line",
        on=date(2026, 5, 3),
        reason="by phone",
    ),
    "1 done by me on today": StepRecord(
        step="hard-breach.action.line-manager",
        answer=StepAnswer.DONE,
        by="Ida Comms",
        on=date(2026, 6, 1),
    ),
    "Employee Relations done by me on 2026-05-31": StepRecord(
        step="hard-breach.action.disciplinary",
        answer=StepAnswer.DONE,
        by="Ida Comms",
        on=date(2026, 5, 31),
    ),
    "director no, it is by no means needed": StepRecord(
        step="hard-breach.action.director",
        answer=StepAnswer.NO,
        reason="it is by no means needed",
    ),
    "it security officer yes by Sam Second on yesterday, they wrote": StepRecord(
        step="hard-breach.action.it-security-officer",
        answer=StepAnswer.YES,
        by="Sam Second",
        on=date(2026, 5, 31),
        reason="they wrote",
    ),
}


@pytest.mark.parametrize("typed", STEPS)
def test_every_step_can_be_typed(desk: Chat, typed: str) -> None:
    asked = desk.say(f"step {REFERENCE} {typed}").effect
    assert isinstance(asked, ShowCase)
    effect = desk.tell(CaseShown(decided(), onward=asked.onward)).effect
    assert done(effect) == RecordStep(record=STEPS[typed])


def test_a_step_is_recorded_by_its_form(desk: Chat) -> None:
    shown(desk, decided(), CaseView.STEPS).press("Record: IT Security Officer")
    looked = desk.effect
    assert isinstance(looked, ShowCase)
    desk.tell(CaseShown(decided(), onward=looked.onward)).expect("You decide whether")
    desk.press("Record this step", answer="no", reason="Nothing was hacked.")
    asked = desk.effect
    assert isinstance(asked, ShowCase)
    record = done(desk.tell(CaseShown(decided(), onward=asked.onward)).effect).record
    assert record.answer is StepAnswer.NO
    assert record.reason == "Nothing was hacked."


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("disaster done", "Say which step: line-manager, disciplinary"),
        ("director yes by me on 31 February", "I could not read"),
        ("line-manager no", "Say done, yes or no"),
        ("director", "Say done, yes or no"),
    ],
)
def test_a_step_that_cannot_be_read_is_sent_back(desk: Chat, typed: str, says: str) -> None:
    asked = desk.say(f"step {REFERENCE} {typed}").effect
    assert isinstance(asked, ShowCase)
    desk.tell(CaseShown(decided(), onward=asked.onward))
    desk.expect(says)
    assert desk.step.effects == ()


TOLD = {
    f"ask {REFERENCE} Where was it?": Ask(text="Where was it?"),
    f"ask {REFERENCE} 2: Where was it?": Ask(text="Where was it?", report=2),
    f"note {REFERENCE}: rang them": Note(text="rang them"),
    f"reopen {REFERENCE} new facts": Reopen(reason="new facts"),
    f"close {REFERENCE}": Close(),
    f"step aside {REFERENCE}": StepAside(),
    f"content {REFERENCE} removed by me on 1 June": RecordContent(
        state=ContentState.REMOVED, by="Ida Comms", on=date(2026, 6, 1)
    ),
    f"content {REFERENCE} asked to be removed": RecordContent(state=ContentState.ASKED),
    f"author {REFERENCE} Sam.Jones@ons.gov.uk": RecordAuthor(
        author=Author(work_email="sam.jones@ons.gov.uk")
    ),
    f"author {REFERENCE} none": RecordAuthor(author=None),
}


@pytest.mark.parametrize("typed", TOLD)
def test_everything_else_can_be_typed(desk: Chat, typed: str) -> None:
    assert done(desk.say(typed).effect) == TOLD[typed]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (f"content {REFERENCE} burnt", "Say asked or removed"),
        (f"author {REFERENCE} my neighbour", "Give a work e-mail address"),
        (f"note {REFERENCE} " + "x" * 1001, "1001 characters"),
    ],
)
def test_what_cannot_be_read_is_sent_back(desk: Chat, typed: str, says: str) -> None:
    desk.say(typed).expect(says)
    assert desk.step.effects == ()


@pytest.mark.parametrize(
    ("typed", "view"),
    [
        ("steps", CaseView.STEPS), ("pack", CaseView.PACK), ("history", CaseView.HISTORY),
        ("ask", CaseView.ASK), ("note", CaseView.NOTE), ("author", CaseView.AUTHOR),
        ("content", CaseView.CONTENT), ("hand over", CaseView.HAND_OVER),
        ("reopen", CaseView.REOPEN), ("decide", CaseView.DECIDE), ("step", CaseView.STEPS),
    ],
)  # fmt: skip
def test_a_command_without_words_shows_its_form(desk: Chat, typed: str, view: CaseView) -> None:
    what_for = ReadFor.PACK if view is CaseView.PACK else ReadFor.CASE
    expected = ShowCase(REFERENCE, IDA, what_for, Onward(view))
    assert desk.say(f"{typed} {REFERENCE}").effect == expected


def test_a_case_is_handed_over_by_list_by_name_or_by_part_of_one(desk: Chat) -> None:
    shown(desk, taken(), CaseView.HAND_OVER, members=(IDA, SAM))
    asked = desk.press("Hand over", to=SAM.person).effect
    for _ in range(2):
        assert isinstance(asked, ShowCase)
        effect = desk.tell(CaseShown(taken(), onward=asked.onward, members=(IDA, SAM))).effect
        assert done(effect) == HandOver(to=SAM)
        asked = desk.say(f"hand over {REFERENCE} to sam").effect


def test_a_case_is_handed_over_to_members_only(desk: Chat) -> None:
    asked = desk.say(f"hand over {REFERENCE} to Nobody").effect
    assert isinstance(asked, ShowCase)
    desk.tell(CaseShown(taken(), onward=asked.onward, members=(IDA, SAM)))
    desk.expect("They are: Ida Comms, Sam Second")
    assert desk.step.effects == ()


def test_one_reporter_of_several_can_be_asked_by_number_and_withdrawn_ones_cannot(
    desk: Chat,
) -> None:
    three = (report(), report(number=2, withdrawn_at=MORNING), report(number=3))
    shown(desk, taken(reports=three), CaseView.ASK)
    assert "Report 2" not in json.dumps(desk.cards)
    effect = desk.press("Send the question", words="Where?", report="3").effect
    assert done(effect) == Ask(text="Where?", report=3)
    shown(desk, taken(reports=three), CaseView.ASK)
    effect = desk.press("Send the question", words="Where?").effect
    assert done(effect) == Ask(text="Where?")


def test_the_author_is_picked_recorded_shown_and_taken_back(desk: Chat) -> None:
    shown(desk, taken(author_recorded=True), CaseView.AUTHOR)
    person = "0f1e2d3c-1111-2222-3333-444455556666"
    form = desk.cards[0]
    effect = desk.press("Record the author", picked=person).effect
    assert done(effect) == RecordAuthor(author=Author(person=person))
    assert "graph.microsoft.com/users" in json.dumps(form)
    shown(desk, taken(author_recorded=True), CaseView.AUTHOR)
    assert desk.press("Show the author").effect == RevealAuthor(REFERENCE, IDA)
    shown(desk, taken(author_recorded=True), CaseView.AUTHOR)
    assert done(desk.press("Take it back").effect) == RecordAuthor(author=None)
    assert "Take it back" not in shown(desk, taken(), CaseView.AUTHOR).titles()
    desk.tell(AuthorRevealed(REFERENCE, Author(name="Al Author", work_email="al@ons.gov.uk")))
    assert "Al Author, al@ons.gov.uk" in desk.text
    assert desk.step.replies[0].private
