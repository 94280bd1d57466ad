"""Where a report is not taken, or not yet: in company, of other posts, with gaps, in between."""

from dataclasses import replace
from urllib.parse import quote

import pytest

from dialogs.turn import OpenPersonalChat, Place
from tests.dialogs.chat import Chat, actions_of, card_json, inputs_of
from tests.dialogs.reporting import FORM, LINK, reviewed, submitted


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
