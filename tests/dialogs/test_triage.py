"""Internal Communications act on cases in their channel only, by card and by typing alike."""

import pytest

from dialogs.effects.case_effects import (
    ActOnCase,
    CaseRefused,
    CaseShown,
    ShowCase,
)
from dialogs.payloads.case_payloads import CaseView
from storage.errors import NotTaken
from storage.records import (
    OTHER_CODE,
    Decide,
    Decision,
    DecisionKind,
    Take,
)
from tests.dialogs.cases import HACKED, IDA, REFERENCE, case, shown, taken
from tests.dialogs.chat import Chat
from tests.dialogs.triaging import done

SOFT = Decision(kind=DecisionKind.SOFT, principle="soft-breach.agree-criticism")


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
