"""The team's questions to a reporter, and how they are answered."""

import pytest

from dialogs.effects.report_effects import (
    ActOnReport,
    ReportRefused,
    ReportShown,
    ReportsListed,
)
from storage.errors import AlreadyAnswered, ReportClosed
from storage.records import (
    AnswerQuestion,
    DeclineQuestion,
)
from tests.dialogs.chat import Chat
from tests.dialogs.own_reports import ASKED, MINE, asked, did, look, status


def test_a_question_comes_on_its_own_card_inert_and_does_not_say_who_asks(chat: Chat) -> None:
    asked(chat).expect(MINE, "They do not know who you are", f"reply {MINE}")
    assert chat.titles() == ["Reply", "I'd rather not", "Share my name"]
    (card,) = chat.cards
    shown = [e["text"] for e in card["body"] if e["type"] == "TextBlock"]
    assert not any("Monday" in text for text in shown), "people's words are text runs"
    assert "](" not in chat.text


def test_a_question_is_answered_from_its_card(chat: Chat) -> None:
    assert did(asked(chat).press("Reply", text="On Tuesday.")) == AnswerQuestion(
        question=ASKED.id, text="On Tuesday."
    )
    answered = AnswerQuestion(question=ASKED.id, text="On Tuesday.")
    chat.tell(ReportShown(status(), answered)).expect("passed on your answer, without your name")
    assert chat.step.replies[0].in_place, "the card can be answered once"


def test_a_question_is_answered_by_typing(chat: Chat) -> None:
    look(asked(chat).say(f"reply {MINE} On Tuesday."), status(questions=(ASKED,)))
    assert did(chat) == AnswerQuestion(question=ASKED.id, text="On Tuesday.")
    other = Chat(chat.toolbox).say("reply")
    other.tell(ReportsListed((status(questions=(ASKED,)),))).expect("Was", "Type your answer")
    assert did(other.say("On Tuesday.")) == AnswerQuestion(question=ASKED.id, text="On Tuesday.")


@pytest.mark.parametrize("how", ["card", "typed", "one line"])
def test_a_question_may_be_left_unanswered(chat: Chat, how: str) -> None:
    asked(chat)
    match how:
        case "card":
            chat.press("I'd rather not")
        case "typed":
            look(chat.say(f"reply {MINE}"), status(questions=(ASKED,))).say("I'd rather not")
        case _:
            look(chat.say(f"I'd rather not answer {MINE}"), status(questions=(ASKED,)))
    assert did(chat) == DeclineQuestion(question=ASKED.id)
    chat.tell(ReportShown(status(), DeclineQuestion(question=ASKED.id)))
    chat.expect("rather not answer, and not who you are")


def test_an_empty_answer_is_asked_for_again(chat: Chat) -> None:
    look(asked(chat).press("Reply", text="  "), status(questions=(ASKED,))).expect("Was")
    assert not chat.step.effects


def test_a_question_is_answered_in_the_middle_of_a_report_which_goes_on(chat: Chat) -> None:
    chat.say("report a post", "no link", "4")
    flow = chat.conversation.flow
    asked(chat).press("Reply", text="On Tuesday.")
    answer = AnswerQuestion(question=ASKED.id, text="On Tuesday.")
    chat.tell(ReportShown(status(), answer)).expect("passed on your answer", "What happened?")
    assert chat.conversation.flow == flow
    look(chat.say(f"reply {MINE} On Tuesday."), status(questions=(ASKED,)))
    assert did(chat) == answer
    look(chat.say(f"reply {MINE}"), status(questions=(ASKED,))).expect("Type your answer")
    assert did(chat.say("On Tuesday.")) == answer


def test_a_question_in_between_is_answered_and_what_waits_is_asked_again(chat: Chat) -> None:
    look(chat.say(f"withdraw {MINE}"), status()).say("what counts as internal material?")
    chat.expect("soft-breach.internal-material", f"Withdraw {MINE}?")


def test_a_question_about_the_policy_is_never_sent_to_the_team(chat: Chat) -> None:
    look(chat.say(f"add {MINE}"), status()).say("what counts as internal material?")
    chat.expect("soft-breach.internal-material", "What do you want to add")
    assert not any(isinstance(effect, ActOnReport) for effect in chat.step.effects)


def test_what_is_typed_after_going_on_with_something_else_is_not_sent_to_the_team(
    chat: Chat,
) -> None:
    chat.say("should I post this?")
    onward = chat.data_of("On Yammer (Viva Engage)")
    look(chat.say(f"add {MINE}"), status()).send(onward).say("As myself")
    assert chat.step.effects == ()
    assert chat.conversation.own is None


def test_a_question_that_nobody_asked_or_that_was_answered_is_said_so(chat: Chat) -> None:
    look(chat.say(f"reply {MINE} yes"), status()).expect("Nobody is waiting for an answer")
    asked(chat).press("Reply", text="Again.")
    chat.tell(ReportRefused("refused", AlreadyAnswered())).expect("answered that question already")
    asked(chat).press("Reply", text="Again.")
    chat.tell(ReportRefused("refused", ReportClosed())).expect("is closed")
