"""A report is taken in private, checked before sending, and its receipt tells the truth."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest

from dialogs.effects.report_effects import FindReported, ReportKept, ReportNotKept, SubmitReport
from dialogs.turn import OpenPersonalChat, Place
from storage.records import NewReport, PostAddress, Receipt
from tests.dialogs.chat import Chat, actions_of, card_json, inputs_of
from tests.dialogs.test_yammer_links import NUMBER, SHAPES

LINK = SHAPES[3]
RECEIPT = Receipt(reference="R-7K3M-9QXT", card_delivery=UUID(int=9))
FORM: dict[str, Any] = {
    "link": LINK,
    "principle": "hard-breach.hacked",
    "account": "It says that we were hacked.",
    "seen_when": "yesterday",
}


def reviewed(chat: Chat, **changes: str) -> Chat:
    return chat.say("report a post").press("Check before sending", **(FORM | changes))


def submitted(chat: Chat) -> NewReport:
    effect = chat.effect
    assert isinstance(effect, SubmitReport)
    return effect.report


def test_before_anything_is_asked_the_reporter_learns_who_sees_what(chat: Chat) -> None:
    chat.say("I want to report a post on Yammer").expect(
        "Internal Communications",
        "do not see your name unless you choose",
        "confidential, not anonymous",
        "Freedom of Information",
        "not a finding",
    )
    assert inputs_of(chat.cards[0])["share_name"] == "false"


def test_the_form_leads_to_a_review_and_nothing_is_sent_before_send(chat: Chat) -> None:
    reviewed(chat).expect("Nothing has been sent yet", "It says that we were hacked.")
    assert chat.titles() == ["Send", "Edit", "Discard"]
    assert chat.step.effects == (FindReported(chat.person, PostAddress(thread=NUMBER)),)


def test_send_hands_on_the_report_as_it_was_reviewed_and_the_receipt_wipes_it_from_the_state(
    chat: Chat,
) -> None:
    report = submitted(reviewed(chat).press("Send"))
    assert report.post == PostAddress(thread=NUMBER)
    assert (report.principle, report.account) == ("hard-breach.hacked", FORM["account"])
    assert not report.share_name
    assert report.reporter.person == chat.person
    assert report.policy_version == str(chat.toolbox.policy.version)
    chat.tell(ReportKept(RECEIPT, delivered=True))
    assert "hacked" not in chat.state


def test_the_same_sent_twice_is_one_submission_and_another_text_is_another(chat: Chat) -> None:
    first = submitted(reviewed(chat).press("Send")).submission
    assert submitted(chat.say("send")).submission == first
    reviewed(chat, account="It says more than that.")
    assert submitted(chat.say("send")).submission != first


def test_an_older_review_sends_nothing_that_it_did_not_show(chat: Chat) -> None:
    old = reviewed(chat).data_of("Send")
    chat.say("edit")
    chat.press("Check before sending", **(FORM | {"share_name": "true"}))
    chat.send(old).expect("Nothing has been sent yet")
    assert chat.step.effects == ()
    assert submitted(chat.press("Send")).share_name


def test_no_link_is_never_ticked_by_itself(chat: Chat) -> None:
    chat.say("report a post")
    chat.press("Check before sending", **(FORM | {"link": "https://x.com/ons/status/1"}))
    chat.press("Give a Yammer link")
    assert inputs_of(chat.cards[-1])["no_link"] == "false"
    chat.press("Check before sending", **(FORM | {"no_link": "true"}))
    assert submitted(chat.press("Send")).post == PostAddress(thread=NUMBER)


def test_everything_the_form_does_can_be_typed(chat: Chat) -> None:
    reviewed(chat)
    typed = Chat(chat.toolbox)
    typed.say("report a post", LINK, "4", FORM["account"], "yesterday", "no", "no")
    assert typed.text == chat.text
    typed.say("send")
    chat.press("Send")
    assert submitted(typed).model_dump() == submitted(chat).model_dump()


def test_the_receipt_says_delivered_only_when_it_is(chat: Chat) -> None:
    reviewed(chat).press("Send").tell(ReportKept(RECEIPT, delivered=True))
    chat.expect("Saved and delivered. Reference R-7K3M-9QXT.")
    assert chat.step.replies[0].in_place
    other = reviewed(Chat(chat.toolbox)).press("Send").tell(ReportKept(RECEIPT, delivered=False))
    other.expect("Saved as R-7K3M-9QXT. I could not deliver it yet.", "keep trying and tell you")
    assert "Saved and delivered" not in other.text


def test_a_report_that_could_not_be_saved_is_handed_back_and_can_be_sent_again(
    chat: Chat,
) -> None:
    report = submitted(reviewed(chat).press("Send"))
    chat.tell(ReportNotKept(report))
    chat.expect("I couldn't save this. Nothing was sent. Here is your text:", FORM["account"])
    assert submitted(chat.press("Try again")) == report


def test_a_second_press_of_send_sends_nothing(chat: Chat) -> None:
    reviewed(chat)
    pressed = chat.data_of("Send")
    chat.send(pressed).tell(ReportKept(RECEIPT, delivered=True))
    chat.send(pressed).expect("no longer open")
    assert chat.step.effects == ()
    assert not chat.step.replies[0].in_place, "the receipt stays"


def test_what_is_said_beside_a_link_is_what_happened(chat: Chat) -> None:
    chat.say("report a post", f"{LINK} it says that payroll was hacked").expect("took the rest")
    chat.say("4").expect("When did you see it?")
    chat.say("skip", "no", "no").expect("it says that payroll was hacked")
    account = "Somebody in payroll wrote a long rant, and the post is gone now"
    other = Chat(chat.toolbox).say("report a post", account)
    other.expect("took that as what happened", "Send me the link")
    assert (
        submitted(other.say("no link", "not sure", "skip", "no", "no", "send")).account == account
    )


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


@pytest.mark.parametrize("place", [Place.GROUP, Place.CHANNEL, Place.TRIAGE])
def test_in_company_a_report_moves_to_the_private_chat_without_its_content(
    chat: Chat, place: Place
) -> None:
    company = Chat(chat.toolbox, place=place)
    company.say("report a post").expect("in private")
    effect = company.effect
    assert isinstance(effect, OpenPersonalChat)
    assert "Start a report" in str(card_json(effect.reply))
    assert company.conversation.flow is None
    company.say("my reports").expect("in private only")
    assert isinstance(company.effect, OpenPersonalChat)


def test_the_link_to_the_chat_is_given_where_it_is_configured(chat: Chat) -> None:
    tools = chat.toolbox
    linked = type(tools)(tools.policy, tools.find, tools.read, bot_chat_link="https://chat.example")
    Chat(linked, place=Place.GROUP).say("report a post").expect("https://chat.example")


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("https://web.yammer.com/main/groups/abc", "whole community"),
        ("https://engage.cloud.microsoft/main/feed", "not one post"),
        ("javascript:alert(1)", "not the address of a page"),
        ("https://web.yammer.com.evil.example/a", "only looks like Yammer"),
    ],
)
def test_a_link_that_is_no_yammer_post_is_refused_and_the_text_is_kept(
    chat: Chat, link: str, says: str
) -> None:
    chat.say("report a post").press("Check before sending", **{**FORM, "link": link})
    chat.expect(says)
    assert chat.step.effects == ()
    assert inputs_of(chat.cards[0])["account"] == FORM["account"]
    assert link not in chat.state
    chat.press("Check before sending", link=LINK).expect("Check before sending.")
    typed = Chat(chat.toolbox).say("report a post", link).expect(says)
    typed.say("no link").expect("What may be wrong")


X = "https://x.com/somebody/status/1"


def test_a_post_elsewhere_gets_the_policys_own_words_and_its_text_back_to_copy(
    chat: Chat,
) -> None:
    reviewed(chat, link=X)
    chat.expect("not a Yammer post", "does not say how staff report", "by internal staff")
    chat.expect("I have sent nothing", X, FORM["account"], "Suggest or confirm", "yesterday")
    assert chat.step.effects == ()
    assert X not in chat.state
    chat.press("Give a Yammer link")
    assert inputs_of(chat.cards[0])["account"] == FORM["account"]


def test_nothing_of_a_post_elsewhere_is_sent_before_a_yammer_link_is_given(chat: Chat) -> None:
    chat.say("report a post", X).expect("not a Yammer post", X)
    chat.say("send", "send it").expect("Send me the link")
    assert chat.step.effects == ()
    chat.say(LINK).expect("What may be wrong")


def test_a_configured_desk_for_posts_elsewhere_is_named_and_can_be_written_to(chat: Chat) -> None:
    desk = replace(chat.toolbox, social_media_desk="social.media@ons.example")
    other = reviewed(Chat(desk), link=X).expect("social.media@ons.example")
    (write,) = [a for a in actions_of(other.cards[0]) if a["title"] == "Write to them"]
    assert write["url"].startswith("mailto:social.media@ons.example?subject=")
    assert quote(FORM["account"], safe="") in write["url"]
    worded = replace(chat.toolbox, social_media_desk="Ask on the third floor")
    other = reviewed(Chat(worded), link=X).expect("Ask on the third floor")
    assert "Write to them" not in other.titles()


def test_a_post_without_a_link_is_accepted_as_described(chat: Chat) -> None:
    form = {**FORM, "link": "", "no_link": "true"}
    report = submitted(
        chat.say("report a post").press("Check before sending", **form).press("Send")
    )
    assert (report.link, report.post) == ("", None)


def test_a_form_with_gaps_says_what_is_missing(chat: Chat) -> None:
    chat.say("report a post").press("Check before sending")
    chat.expect("give the link", "choose what may be wrong", "describe what happened")
    chat.say("report a post").press("Check before sending", principle="made-up", link=LINK)
    chat.expect("choose what may be wrong")


def test_a_long_account_is_cut_in_the_form_and_never_sent_unseen(chat: Chat) -> None:
    chat.say("report a post").press("Check before sending", **{**FORM, "account": "a" * 10_000})
    chat.expect("10000 characters", "2000")
    assert len(inputs_of(chat.cards[0])["account"]) == 2000
    chat.press("Check before sending", account="😀" * 2000).expect("Please keep it to 666")
    typed = Chat(chat.toolbox).say("report a post", LINK, "4", "b" * 5000).expect("5000", "2000")
    typed.say("shorter").expect("When did you see it?")


def test_a_question_in_between_is_answered_and_the_step_repeated(chat: Chat) -> None:
    chat.say("report a post", "what counts as internal material?")
    chat.expect("soft-breach.internal-material", "Send me the link")


def test_a_question_instead_of_a_time_is_answered_and_no_is_no_time(chat: Chat) -> None:
    chat.say("report a post", "no link", "4", "He said so.", "what counts as internal material?")
    chat.expect("soft-breach.internal-material", "When did you see it?").say("no", "no", "no")
    chat.expect("When you saw it: Not given")


def test_what_happened_is_text_even_if_it_sounds_like_a_command(chat: Chat) -> None:
    text = "Help! They want to cancel the census report"
    chat.say("report a post", "no link", "not sure", text).expect("When did you see it?")
    assert text in chat.state


def test_back_returns_to_the_step_before(chat: Chat) -> None:
    chat.say("report a post", "no link", "4", "back").expect("What may be wrong")
    chat.say("back").expect("Send me the link").say("back").expect("Send me the link")


def test_edit_shows_the_form_as_it_was_filled_in(chat: Chat) -> None:
    reviewed(chat).press("Edit")
    filled = inputs_of(chat.cards[0])
    assert filled["account"] == FORM["account"]
    assert filled["principle"] == FORM["principle"]
    chat.press("Check before sending", share_name="true").press("Send")
    assert submitted(chat).share_name


def test_a_check_does_not_lose_an_unsent_report(chat: Chat) -> None:
    reviewed(chat).say("should I post this?").expect("has not been sent")
    assert submitted(chat.say("send")).account == FORM["account"]
