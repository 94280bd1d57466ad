"""Internal Communications act on cases in their channel only, by card and by typing alike."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.effects.case_effects import (
    ActOnCase,
    AuthorRevealed,
    CaseRefused,
    CaseShown,
    FindCases,
    ListQueue,
    Onward,
    RevealAuthor,
    ShowCase,
)
from dialogs.payloads.case_payloads import CaseView
from dialogs.toolbox import Toolbox
from dialogs.turn import Effect, Place
from storage.errors import AlreadyTaken, NeedsReason, NeedsSecondHandler, NotTaken
from storage.records import (
    OTHER_CODE,
    Ask,
    Author,
    CaseQuery,
    CaseStatus,
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
    Take,
)
from tests.dialogs.cases import HACKED, IDA, REFERENCE, SAM, case, decided, report, shown, taken
from tests.dialogs.chat import MORNING, Chat, runs_of

SOFT = Decision(kind=DecisionKind.SOFT, principle="soft-breach.agree-criticism")
ELSEWHERE = "Internal Communications channel only"


def done(effect: Effect) -> Any:
    """Return the action that an effect asks for, on our case, by whoever is at the desk."""
    assert isinstance(effect, ActOnCase)
    assert (effect.reference, effect.actor) == (REFERENCE, IDA)
    return effect.action


def test_a_case_is_taken_by_button_and_by_typing(desk: Chat) -> None:
    shown(desk, case())
    assert desk.titles() == ["Take", "Decide", "Ask the reporter", "More", "Open the post"]
    assert done(desk.press("Take").effect) == Take()
    assert done(desk.say("take c 7k3m9qxt").effect) == Take()


@pytest.mark.parametrize(
    "typed", [f"case {REFERENCE}", REFERENCE, "c-7k3m9qxt", "show c 7k3m 9qxt"]
)
def test_a_bare_reference_shows_the_case(desk: Chat, typed: str) -> None:
    assert desk.say(typed).effect == ShowCase(REFERENCE, IDA)


def test_one_card_pressed_twice_is_one_action(desk: Chat) -> None:
    shown(desk, case())
    first, second = desk.press("Take").effect, shown(desk, case()).press("Take").effect
    assert isinstance(first, ActOnCase)
    assert first == second
    assert first.tap
    later = shown(desk, case(version=4)).press("Take").effect
    assert isinstance(later, ActOnCase)
    assert later.tap != first.tap


def test_one_form_sent_twice_is_one_action_and_a_second_form_is_another(desk: Chat) -> None:
    shown(desk, taken(), CaseView.NOTE)
    sent = desk.data_of("Save the note", words="Once.")
    first, again = desk.send(sent).effect, desk.send(sent).effect
    assert first == again
    other = shown(desk, taken(), CaseView.NOTE).press("Save the note", words="Once.").effect
    assert isinstance(first, ActOnCase)
    assert isinstance(other, ActOnCase)
    assert first.tap != other.tap


def test_a_decision_by_form_is_the_same_as_one_by_typing(desk: Chat) -> None:
    filled = {"kind": "hard", "principle": "hard-breach.hacked", "reason": "It says so outright."}
    shown(desk, taken(), CaseView.DECIDE)
    assert done(desk.press("Record the decision", **filled).effect) == Decide(decision=HACKED)
    typed = desk.say(f"decide {REFERENCE} hard hacked It says so outright.").effect
    assert done(typed) == Decide(decision=HACKED)


NOT_A_BREACH = DecisionKind.NOT_A_BREACH
TYPED_DECISIONS = {
    "soft breach: code, but mild": Decision(
        kind=DecisionKind.SOFT, principle="code", reason="but mild"
    ),
    "not a breach, it is about a film": Decision(
        kind=NOT_A_BREACH, closing_code=OTHER_CODE, reason="it is about a film"
    ),
    "not a breach constructive-flaws it is kind": Decision(
        kind=NOT_A_BREACH, closing_code="not-a-breach.constructive-flaws", reason="it is kind"
    ),
    "not ours": Decision(kind=DecisionKind.NOT_OURS),
    "can't tell the post is gone": Decision(
        kind=DecisionKind.CANNOT_TELL, reason="the post is gone"
    ),
    "hard something-else": Decision(kind=DecisionKind.HARD, principle="something-else"),
}


@pytest.mark.parametrize("typed", TYPED_DECISIONS)
def test_every_decision_can_be_typed(desk: Chat, typed: str) -> None:
    effect = desk.say(f"decide {REFERENCE} {typed}").effect
    assert done(effect) == Decide(decision=TYPED_DECISIONS[typed])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("perhaps", "Say which decision"),
        ("hard", "needs the principle"),
        ("hard soft-breach.agree-criticism", "other class of breach"),
        ("not a breach", "needs a reason"),
    ],
)
def test_a_decision_that_lacks_something_is_sent_back(desk: Chat, typed: str, says: str) -> None:
    desk.say(f"decide {REFERENCE} {typed}").expect(says)
    assert desk.step.effects == ()


@pytest.mark.parametrize(
    ("filled", "says"),
    [
        ({"kind": "hard", "principle": "made-up"}, "not one of the policy's listed principles"),
        ({"kind": "not-a-breach", "reason": "because"}, "one of the policy's grounds"),
        ({"kind": "not-a-breach", "closing_code": "made-up", "reason": "x"}, "policy's grounds"),
    ],
)
def test_a_form_that_lacks_something_stays_and_says_what(
    desk: Chat, filled: dict[str, str], says: str
) -> None:
    shown(desk, taken(), CaseView.DECIDE).press("Record the decision", **filled).expect(says)
    assert desk.step.effects == ()
    assert desk.cards == []


def test_what_does_not_belong_to_a_decision_is_left_out(desk: Chat) -> None:
    filled = {"kind": "soft", "principle": SOFT.principle, "closing_code": OTHER_CODE}
    shown(desk, taken(), CaseView.DECIDE)
    assert done(desk.press("Record the decision", **filled).effect) == Decide(decision=SOFT)


def test_a_decision_on_a_case_that_nobody_has_takes_it_first(desk: Chat) -> None:
    shown(desk, case(), CaseView.DECIDE).expect("Recording a decision makes it yours")
    filled = {"kind": "hard", "principle": "hard-breach.hacked", "reason": "It says so outright."}
    first = desk.press("Record the decision", **filled).effect
    assert isinstance(first, ActOnCase)
    refused = CaseRefused("x", case(), NotTaken(), first.action, first.onward)
    second = desk.tell(refused).effect
    assert done(second) == Take()
    assert isinstance(second, ActOnCase)
    third = desk.tell(CaseShown(taken(), Take(), onward=second.onward)).effect
    assert done(third) == Decide(decision=HACKED)
    # It is tried once more, and not for ever.
    assert isinstance(third, ActOnCase)
    desk.tell(CaseRefused("Take it first.", case(), NotTaken(), third.action, third.onward))
    assert desk.step.effects == ()


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


@pytest.mark.parametrize("place", [Place.PERSONAL, Place.GROUP, Place.CHANNEL])
def test_case_actions_elsewhere_change_nothing(chat: Chat, place: Place) -> None:
    elsewhere = Chat(chat.toolbox, place=place)
    pressed: list[dict[str, Any]] = [
        {"do": "take", "case": REFERENCE},
        {"do": "decide", "kind": "soft", "case": REFERENCE},
        {"do": "show-case", "case": REFERENCE},
        {"do": "case-view", "view": "pack", "case": REFERENCE},
        {"do": "show-author", "case": REFERENCE},
        {"do": "queue"},
        {"do": "export-cases"},
    ]
    for sent in pressed:
        elsewhere.send(sent).expect(ELSEWHERE)
        assert elsewhere.step.effects == ()
    for typed in (f"take {REFERENCE}", REFERENCE, "queue", "cases", f"pack {REFERENCE}"):
        elsewhere.say(typed).expect(ELSEWHERE)
        assert elsewhere.step.effects == ()


def test_a_refusal_says_why_on_the_case_as_it_stands_to_whoever_tried(desk: Chat) -> None:
    theirs = taken(owner="Somebody Else")
    desk.tell(CaseRefused("Somebody Else took it.", theirs, AlreadyTaken("Somebody Else", MORNING)))
    desk.expect("Somebody Else took it.", "Taken by Somebody Else")
    assert "Somebody Else took it." in runs_of(desk.cards[0])
    assert desk.step.replies[0].private
    desk.tell(CaseRefused("There is no case with this reference.")).expect("There is no case")
    assert desk.cards == []


def test_a_member_who_may_not_act_is_told_nothing_that_tells_why(desk: Chat) -> None:
    refusal = NeedsSecondHandler()
    desk.tell(CaseRefused(str(refusal), case(), refusal))
    desk.expect("You cannot act on this case just now. Please ask a colleague")
    desk.expect_not("author", "you reported", "conflict")
    assert desk.step.replies[0].private


def test_what_storage_finds_incomplete_leaves_the_form_as_it_is(desk: Chat) -> None:
    desk.tell(CaseRefused("This needs a reason.", taken(), NeedsReason()))
    assert desk.cards == []


@pytest.mark.parametrize(
    ("view", "one"),
    [
        (CaseView.DECIDE, decided()),
        (CaseView.STEP, taken()),
        (CaseView.ASK, decided(status=CaseStatus.CLOSED)),
        (CaseView.REOPEN, taken()),
    ],
)
def test_an_old_card_answers_with_the_case_as_it_stands(
    desk: Chat, view: CaseView, one: Any
) -> None:
    shown(desk, one, view).expect("This case has moved on", "Potential Yammer breach")


def test_a_command_needs_its_reference_and_nothing_else_is_one(desk: Chat) -> None:
    for typed in ("take the bus", "note to self", "decide for me", "step on it", "close"):
        assert desk.say(typed).step.effects == ()


def test_who_is_recorded_as_the_author_is_asked_for_by_typing(desk: Chat) -> None:
    assert desk.say(f"author {REFERENCE} show").effect == RevealAuthor(REFERENCE, IDA)


def test_a_question_that_begins_like_a_search_is_answered_as_one(desk: Chat) -> None:
    desk.say("find out whether we may moan about work on facebook")
    assert desk.step.effects == ()
    desk.expect_not("I did not understand")


def test_lists_are_asked_for_by_typing_and_by_button(desk: Chat) -> None:
    for typed in ("queue", "cases", "show me the queue"):
        assert desk.say(typed).effect == ListQueue(IDA)
    mine = desk.say("mine").effect
    assert isinstance(mine, FindCases)
    open_ones = frozenset({CaseStatus.NEW, CaseStatus.TAKEN, CaseStatus.DECIDED})
    assert mine.query == CaseQuery(statuses=open_ones, owner=IDA.person)
    assert desk.say("find").press("Queue").effect == ListQueue(IDA)


def test_words_of_a_draft_are_no_command_in_the_middle_of_a_check(desk: Chat) -> None:
    desk.say("should I post this?", "find out more on our website")
    assert desk.step.effects == ()
    desk.expect_not("I did not understand")


VERBS = ["step", "decide", "content", "author", "hand over", "ask", "note", "reopen", "find"]


@given(verb=st.sampled_from(VERBS), words=st.text(max_size=80), on=st.booleans())
def test_no_words_after_a_command_break_it(
    toolbox: Toolbox, verb: str, words: str, on: bool
) -> None:
    desk = Chat(toolbox, place=Place.TRIAGE, person=IDA.person, name=IDA.name)
    desk.say(f"{verb} {REFERENCE} {words}{' done by me on 1 June' if on else ''}")
    for effect in desk.step.effects:
        if isinstance(effect, ShowCase):
            desk.tell(CaseShown(decided(), onward=effect.onward, members=(IDA, SAM)))
