"""Where and by whom a case is not acted on, and what is no command."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.effects.case_effects import (
    CaseRefused,
    CaseShown,
    FindCases,
    ListQueue,
    RevealAuthor,
    ShowCase,
)
from dialogs.payloads.case_payloads import CaseView
from dialogs.toolbox import Toolbox
from dialogs.turn import Place
from storage.errors import AlreadyTaken, NeedsReason, NeedsSecondHandler
from storage.records import (
    CaseQuery,
    CaseStatus,
)
from tests.dialogs.cases import IDA, REFERENCE, SAM, case, decided, shown, taken
from tests.dialogs.chat import MORNING, Chat, runs_of

ELSEWHERE = "Internal Communications channel only"


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
