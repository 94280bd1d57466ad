"""Reporting by typing, with a name or without, and not in time."""

import json
from datetime import timedelta

import pytest

from dialogs.effects.report_effects import ReportNotKept
from tests.dialogs.chat import Chat, inputs_of
from tests.dialogs.reporting import FORM, reviewed, submitted


@pytest.mark.parametrize(
    "account",
    [
        "Subject: payroll. The post was deleted.He said that we were hacked",
        "Note: data: it was all there at 10:30, e.g. names and so on.It is gone",
    ],
)
def test_words_with_dots_and_colons_are_not_taken_for_links(chat: Chat, account: str) -> None:
    chat.say("report a post", account).expect("took that as what happened", "Send me the link")


def test_a_question_is_never_taken_for_what_happened(chat: Chat) -> None:
    chat.say("report a post", "can you tell me please what counts as internal material here")
    assert not chat.conversation.flow or "internal material" not in chat.state


@pytest.mark.parametrize(
    ("typed", "asks", "answer", "shows"),
    [
        ("edit link", "Send me the link", "no link", "No link"),
        ("change the principle", "What may be wrong", "not sure", "I am not sure"),
        ("edit what happened", "What happened?", "Something new.", "Something new."),
        ("edit when", "When did you see it?", "on Monday", "on Monday"),
        ("edit my name", "see your name?", "yes", "Internal Communications: Yes"),
    ],
)
def test_each_field_can_be_changed_from_the_review_by_typing(
    chat: Chat, typed: str, asks: str, answer: str, shows: str
) -> None:
    reviewed(chat).say(typed).expect(asks)
    chat.say(answer).expect("Nothing has been sent yet", shows)
    assert chat.titles() == ["Send", "Edit", "Discard"]


def test_edit_shows_the_form_and_send_can_still_be_typed(chat: Chat) -> None:
    reviewed(chat).say("edit").expect("edit what happened")
    assert submitted(chat.say("please send it")).account == FORM["account"]


@pytest.mark.parametrize("typed", ["send", "Send it", "please send it", "send it now please"])
def test_a_reviewed_report_is_sent_by_typing(chat: Chat, typed: str) -> None:
    assert submitted(reviewed(chat).say(typed)).account == FORM["account"]


@pytest.mark.parametrize("before", [(), ("no link",), ("no link", "4")])
def test_who_will_see_this_is_answered_and_the_step_repeated(
    chat: Chat, before: tuple[str, ...]
) -> None:
    asked = chat.say("report a post", *before).step.replies[-1].text.splitlines()[-1]
    chat.say("Who will see this?").expect("not anonymous", "Internal Communications team", asked)


def test_a_reporters_own_name_in_their_text_is_pointed_out_before_it_is_sent(chat: Chat) -> None:
    named = {"account": "He told me, Pat Reporter, to post it."}
    reviewed(chat, **named).expect("seems to have your own name in it", "Nothing has been sent yet")
    reviewed(Chat(chat.toolbox), share_name="true", **named).expect_not("seems to have")
    reviewed(Chat(chat.toolbox)).expect_not("seems to have")


def test_a_self_report_needs_a_name_and_is_promised_nothing(chat: Chat) -> None:
    reviewed(chat, own_post="true").expect("must know who reports it")
    chat.press("Check before sending", share_name="true")
    chat.expect("You report your own post", "I cannot say what they will decide")
    chat.expect_not("lenien", "in your favour", "forgiv")
    report = submitted(chat.press("Send"))
    assert (report.own_post, report.share_name) == (True, True)


def test_a_typed_self_report_is_asked_for_its_name_and_not_sent_without(chat: Chat) -> None:
    chat.say("report a post", "no link", "4", FORM["account"], "skip", "yes")
    chat.expect("Internal Communications must know who reports it").say("no")
    chat.expect("must know").say("send")
    assert chat.step.effects == ()
    assert submitted(chat.say("yes", "send")).share_name


def test_saying_later_that_it_is_ones_own_post_asks_for_the_name_again(chat: Chat) -> None:
    reviewed(chat).say("edit own post", "yes").expect("must know who reports it")
    assert submitted(chat.say("yes", "send")).share_name


def test_a_form_that_took_longer_than_an_hour_loses_no_text(chat: Chat) -> None:
    chat.say("report a post")
    late = chat.data_of("Check before sending", **FORM)
    chat.wait(timedelta(hours=2)).send(late)
    chat.expect("longer than an hour", FORM["account"], "Nothing has been sent yet")
    assert submitted(chat.press("Send")).account == FORM["account"]


def test_a_late_form_with_gaps_is_handed_back_filled_in(chat: Chat) -> None:
    chat.say("report a post")
    late = chat.data_of("Check before sending", **(FORM | {"principle": ""}))
    chat.wait(timedelta(hours=2)).send(late).expect("longer than an hour", "choose what may be")
    assert inputs_of(chat.cards[0])["account"] == FORM["account"]


def test_an_old_form_beside_another_is_handed_back_and_disturbs_nothing(chat: Chat) -> None:
    chat.say("report a post")
    old = chat.data_of("Check before sending", **(FORM | {"account": "The older text."}))
    chat.say("cancel")
    reviewed(chat)
    before = chat.conversation.flow
    chat.send(old).expect_not("Saved")
    assert "The older text." in json.dumps(chat.cards)
    assert chat.conversation.flow == before


def test_a_review_that_took_longer_than_an_hour_says_where_the_text_is(chat: Chat) -> None:
    reviewed(chat)
    send = chat.data_of("Send")
    chat.wait(timedelta(hours=2)).send(send).expect("no longer open", "still above, to copy")
    assert not chat.step.replies[0].in_place, "the card with the text stays"
    assert "Start a report" in chat.titles()


def test_what_is_typed_too_late_into_a_report_is_not_taken_for_a_question(chat: Chat) -> None:
    chat.say("report a post", "no link", "4").wait(timedelta(hours=2))
    chat.say("what did he say about payroll being hacked?")
    chat.expect("untouched for an hour", "still above")
    assert chat.step.effects == ()
    assert chat.conversation.kept_question is None


@pytest.mark.parametrize("ending", ["Discard", "cancel", "a card alone knows"])
def test_discarding_after_a_save_that_failed_does_not_claim_that_nothing_was_kept(
    chat: Chat, ending: str
) -> None:
    report = submitted(reviewed(chat).press("Send"))
    unsaved = chat.conversation
    chat.tell(ReportNotKept(report))
    match ending:
        case "Discard":
            chat.press("Discard")
        case "cancel":
            chat.say("cancel")
        case _:  # where the state could not be saved either
            discard = chat.data_of("Discard")
            chat.conversation = unsaved
            chat.send(discard)
    chat.expect("as far as I can tell", "my reports").expect_not("nothing was kept")


@pytest.mark.parametrize("ending", ["Discard", "cancel", "an hour"])
def test_an_unsent_report_is_wiped_at_discard_cancel_or_after_an_hour(
    chat: Chat, ending: str
) -> None:
    reviewed(chat)
    assert "hacked" in chat.state
    match ending:
        case "Discard":
            chat.press("Discard").expect("Nothing was sent, and nothing was kept")
        case "cancel":
            chat.say("cancel").expect("Nothing was sent, and nothing was kept")
        case _:
            chat.wait(timedelta(hours=1)).say("send").expect("untouched for an hour")
    assert "hacked" not in chat.state
    assert chat.step.effects == ()
