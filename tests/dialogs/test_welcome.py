"""The bot says what it does, once on installation and whenever it is asked."""

import pytest

from dialogs.turn import ChannelConfirmed, ConfirmChannel, Installed, Place
from tests.dialogs.chat import Chat


def test_a_person_is_greeted_once_with_the_three_things(chat: Chat) -> None:
    chat.happen(Installed()).expect("1. ", "2. ", "3. ", "should I post this?", "report a post")
    assert chat.happen(Installed()).step.replies == ()
    chat.say("hi").expect("three things")


def test_help_names_what_can_be_typed(chat: Chat) -> None:
    chat.say("help").expect("my reports", "back", "start again", "cancel")
    assert chat.titles() == ["Check a post", "Report a Yammer post", "My reports"]


def test_every_button_of_the_welcome_can_be_pressed_and_typed(chat: Chat) -> None:
    for title in ("Check a post", "Report a Yammer post", "My reports"):
        pressed, typed = Chat(chat.toolbox), Chat(chat.toolbox)
        pressed.say("help").press(title)
        typed.say("help").say(title)
        assert (pressed.text, pressed.step.effects) == (typed.text, typed.step.effects)


def test_a_team_is_offered_its_channel_and_an_operator_confirms_it(chat: Chat) -> None:
    team = Chat(chat.toolbox, place=Place.CHANNEL)
    team.happen(Installed()).expect("Internal Communications")
    assert team.press("Use this channel for reports").effect == ConfirmChannel()
    team.tell(ChannelConfirmed()).expect("will arrive in this channel")
    assert team.say("use this channel for reports").effect == ConfirmChannel()
    team.tell(ChannelConfirmed("Only an operator can choose.")).expect("Only an operator")


def test_the_triage_channel_is_not_offered_again(desk: Chat) -> None:
    desk.happen(Installed()).expect("will arrive")
    assert desk.titles() == []


def test_a_chat_that_is_no_channel_cannot_receive_reports(chat: Chat) -> None:
    assert chat.say("use this channel for reports").step.effects == ()
    group = Chat(chat.toolbox, place=Place.GROUP)
    group.happen(Installed()).expect("Mention me")
    assert group.say("use this channel for reports").step.effects == ()


def test_small_talk_and_idle_commands_are_answered(chat: Chat) -> None:
    chat.say("thanks").expect("welcome")
    chat.say("cancel").expect("nothing to cancel")
    chat.say("back").expect("nothing to go back to")


@pytest.mark.parametrize("text", ["what can you do?", "Help", "?", "How does this work?"])
def test_what_it_can_do_is_told_whenever_asked(chat: Chat, text: str) -> None:
    chat.say(text).expect("1. ", "2. ", "3. ")


@pytest.mark.parametrize(
    "text", ["are you a person?", "Are you human", "am I talking to a bot?", "are you ChatGPT?"]
)
def test_it_says_that_it_is_a_program_and_who_decides(chat: Chat, text: str) -> None:
    chat.say(text).expect("I am a program", "I do not rule", "people in Internal Communications")


@pytest.mark.parametrize(
    "text", ["who sees this chat?", "is this private?", "who can read this chat"]
)
def test_it_says_who_reads_along(chat: Chat, text: str) -> None:
    chat.say(text).expect("Only you and I", "never keep a draft", "do not see your name")
    group = Chat(chat.toolbox, place=Place.GROUP)
    group.say(text).expect("Everybody in this chat").expect_not("Only you and I")


def test_what_it_says_of_itself_never_interrupts_a_draft(chat: Chat) -> None:
    chat.say("should I post this?", "are you human").expect("read that as your draft")
    chat.say("who sees this chat?").expect("Only you and I")
    assert chat.conversation.flow is not None
