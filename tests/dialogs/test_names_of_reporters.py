"""Reporters' names: warned of, shared by choice; the same post again, and what fails."""

from datetime import timedelta

import pytest

from dialogs.effects.report_effects import (
    FindReported,
    ReportedBefore,
    ReportShown,
    ReportUnchanged,
    SubmitReport,
)
from storage.records import (
    AddInformation,
    AnswerQuestion,
    PostAddress,
    ReportStage,
    ShareName,
    Withdraw,
)
from tests.dialogs.chat import Chat, inputs_of
from tests.dialogs.own_reports import ASKED, MINE, asked, did, look, status
from tests.dialogs.reporting import FORM, LINK, reviewed
from tests.dialogs.test_yammer_links import NUMBER

# Names.


@pytest.mark.parametrize(
    "text",
    [
        "Ask Pat, I saw it",
        "I am Pat Morgan-Reid.",
        "morgan-reid",
        "write to pat.morgan@ons.example",
        "my login is pmorgan",
        "MORGAN",
        "PAT's desk",
    ],
)
def test_a_reply_with_the_reporters_own_name_address_or_user_name_warns_first(
    chat: Chat, text: str
) -> None:
    chat.name = "Pat Morgan-Reid (ONS)"
    asked(chat).press("Reply", text=text).expect("your own name, address or user name")
    assert chat.step.effects == ()
    assert inputs_of(chat.cards[0])["text"] == text
    chat.press("Reply", text="It was on Tuesday.")
    assert did(chat) == AnswerQuestion(question=ASKED.id, text="It was on Tuesday.")
    asked(chat).press("Reply", text=text).press("Send it as it is")
    assert did(chat) == AnswerQuestion(question=ASKED.id, text=text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Pat Reporter", "The pattern was reported by everybody on Tuesday"),
        ("Will May", "he will post again, or he may not"),
        ("Ana Li", "analysis of the list"),
        ("Pat Reporter", "It was on Tuesday at 10:30, https://a.b/c"),
        ("", "anything"),
    ],
)
def test_everyday_words_are_not_taken_for_a_name(chat: Chat, name: str, text: str) -> None:
    chat.name = name
    assert did(asked(chat).press("Reply", text=text)) == AnswerQuestion(
        question=ASKED.id, text=text
    )


@pytest.mark.parametrize("typed", ["send it", "change it", "cancel"])
def test_a_warned_text_can_be_sent_changed_or_dropped_by_typing(chat: Chat, typed: str) -> None:
    look(chat.say(f"add {MINE} Pat saw it"), status()).expect("own name", "Or type: send it")
    chat.say(typed)
    match typed:
        case "send it":
            assert did(chat) == AddInformation(text="Pat saw it")
        case "change it":
            chat.expect("What do you want to add").say("I saw it")
            assert did(chat) == AddInformation(text="I saw it")
        case _:
            chat.expect("left it as it was")
            assert "Pat saw" not in chat.state


def test_nobody_who_shares_their_name_is_warned_of_it(chat: Chat) -> None:
    named = status(shares_name=True, questions=(ASKED,))
    assert did(asked(chat, shares_name=True).press("Reply", text="Pat here")) == AnswerQuestion(
        question=ASKED.id, text="Pat here"
    )
    look(chat.say(f"add {MINE} Pat again"), named)
    assert did(chat) == AddInformation(text="Pat again")


def test_sharing_the_name_is_explicit_and_final(chat: Chat) -> None:
    look(asked(chat).press("Share my name"), status(questions=(ASKED,)))
    chat.expect(f"Share your name with {MINE}?", "This is final")
    assert chat.step.effects == ()
    assert did(chat.press("Share my name for good")) == ShareName()
    chat.tell(ReportShown(status(shares_name=True), ShareName())).expect("will see your name")
    look(chat.say(f"share my name with {MINE}"), status(shares_name=True)).expect("already")
    assert chat.step.effects == ()


def test_a_name_can_still_be_shared_when_the_case_is_closed(chat: Chat) -> None:
    look(chat.say(f"share my name {MINE}"), status(ReportStage.CLOSED)).say("yes")
    assert did(chat) == ShareName()


# The same post again.


def test_who_reported_the_post_before_is_asked_whether_to_add(chat: Chat) -> None:
    chat.say("report a post", LINK)
    assert chat.effect == FindReported(chat.person, PostAddress(thread=NUMBER))
    chat.tell(ReportedBefore(None))
    assert chat.step.replies == ()
    chat.tell(ReportedBefore(status())).expect(f"already reported this post, as {MINE}")
    look(chat.press(f"Add to {MINE}"), status()).expect(f"add to {MINE}?")
    assert chat.conversation.flow is None, "there was nothing in it but the link"
    assert did(chat.say("It is still there.")) == AddInformation(text="It is still there.")


@pytest.mark.parametrize("how", ["card", "typed"])
def test_what_was_written_is_added_to_the_earlier_report(chat: Chat, how: str) -> None:
    effect = reviewed(chat).press("Send").effect
    assert isinstance(effect, SubmitReport)
    chat.tell(ReportedBefore(status(), effect.report)).expect("Nothing new was sent", MINE)
    assert FORM["account"] in chat.state, "nothing that was typed is lost"
    chat.press(f"Add to {MINE}") if how == "card" else chat.say("add it")
    assert did(chat) == AddInformation(text=FORM["account"])
    chat.tell(ReportShown(status(), AddInformation(text=FORM["account"]))).expect("Added")
    assert chat.conversation.flow is None


# When it fails.


def test_what_could_not_be_saved_is_handed_back(chat: Chat) -> None:
    asked(chat).press("Reply", text="On [Tuesday](http://a.b).")
    chat.tell(ReportUnchanged(MINE, did(chat))).expect("Nothing was sent", "On [Tuesday]")
    assert "](" not in chat.text
    chat.tell(ReportUnchanged(MINE, Withdraw())).expect("Nothing was sent", "try again")


def test_what_waits_is_over_after_an_hour_and_no_answer_is_taken_for_a_question(
    chat: Chat,
) -> None:
    look(chat.say(f"add {MINE}"), status()).wait(timedelta(hours=1))
    chat.say("what did he say about payroll?").expect("untouched for an hour")
    assert chat.step.effects == ()
    assert chat.conversation.own is None
