"""The owner changes the check while people are in it: what is valid stays, the rest is asked."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dialogs.state import CheckFlow
from policy_content.model import Checks, Condition, Option, OutcomeOfCheck, Question, Rule
from tests.dialogs.chat import Chat

Change = Callable[[Checks], Checks]


def flow_of(chat: Chat) -> CheckFlow:
    flow = chat.conversation.flow
    assert isinstance(flow, CheckFlow)
    return flow


def changed(chat: Chat, change: Change) -> Chat:
    """Let a new version of the check take over."""
    policy = chat.toolbox.policy
    chat.toolbox = replace(chat.toolbox, policy=replace(policy, checks=change(policy.checks)))
    return chat


def without_option(question: str, option: str) -> Change:
    def change(checks: Checks) -> Checks:
        questions = tuple(
            replace(one, options=tuple(o for o in one.options if o.id != option))
            if one.id == question
            else one
            for one in checks.questions
        )
        return replace(checks, questions=questions)

    return change


def without_question(question: str) -> Change:
    def change(checks: Checks) -> Checks:
        questions = tuple(one for one in checks.questions if one.id != question)
        rules = tuple(r for r in checks.rules if all(c.name != question for c in r.when))
        return Checks(questions, rules, checks.remarks)

    return change


def with_question(checks: Checks) -> Checks:
    """Ask, after the channel, whether a colleague is in it; that would be a hard breach."""
    options = (Option("yes", "Yes, a colleague"), Option("no", "Nobody"))
    question = Question("people", "Is anybody in it?", options)
    rule = Rule(
        (Condition("people", "yes"),),
        OutcomeOfCheck.HARD_BREACH,
        ("hard-breach.offensive-content",),
    )
    questions = (checks.questions[0], question, *checks.questions[1:])
    return Checks(questions, (*checks.rules, rule), checks.remarks)


@pytest.fixture
def midway(chat: Chat) -> Chat:
    """Return a chat whose check has come to the list to tick."""
    return chat.say("should I post this?", "X", "myself", "yes, with a disclaimer")


def test_an_option_that_is_gone_is_asked_again_and_the_other_answers_stay(midway: Chat) -> None:
    changed(midway, without_option("capacity", "personal")).say("none")
    midway.expect("Who will you post it as?").expect_not("As myself")
    midway.say("as a professional").expect("Have you checked")
    assert flow_of(midway).answers["profile"] == "disclaimer"
    assert flow_of(midway).answers["does"] == ()


def test_a_pending_question_that_is_gone_gives_way_to_the_next(midway: Chat) -> None:
    changed(midway, without_question("does")).say("what counts as internal material?")
    midway.expect("Have you checked that the post is accurate").say("1").expect("no breach")


def test_a_typed_answer_to_a_question_that_is_gone_is_read_for_the_next(midway: Chat) -> None:
    changed(midway, without_question("does")).say("not yet").expect("Fix this first")


def test_a_new_question_is_asked_of_those_in_the_middle(midway: Chat) -> None:
    changed(midway, with_question).say("none").expect("Is anybody in it?")
    midway.say("nobody").expect("Have you checked")
    assert flow_of(midway).answers["capacity"] == "personal"


def test_a_button_of_an_option_that_is_gone_is_told(chat: Chat) -> None:
    chat.say("should I post this?", "X")
    old = chat.data_of("As myself")
    changed(chat, without_option("capacity", "personal")).send(old).expect("could not read")
    chat.say("as a professional").expect("Does your page or profile")


def test_a_verdict_is_worked_out_anew_by_the_new_rules(midway: Chat) -> None:
    midway.say("none", "1").expect("no breach")
    changed(midway, with_question).say("change an answer")
    midway.say("1").expect("Where will you post it?").say("1").expect("Is anybody in it?")
    midway.say("yes", "no").expect("hard breach", "hard-breach.offensive-content")


@pytest.mark.parametrize("question", ["channel", "capacity", "profile", "does", "accuracy"])
def test_whatever_question_goes_the_check_comes_to_a_verdict(chat: Chat, question: str) -> None:
    chat.say("should I post this?", "X", "myself")
    changed(chat, without_question(question))
    for _ in range(9):
        if flow_of(chat).pending == "verdict":
            break
        chat.say("none" if flow_of(chat).pending == "does" else "1")
    assert flow_of(chat).pending == "verdict"
