"""The owner sees what had no answer that helped: without who asked, and not if they say don't."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.toolbox import Toolbox
from dialogs.turn import ForgetQuestion, KeepQuestion, NoteJudgement
from storage.records import NewQuestion, WhyKept
from tests.dialogs.chat import Chat, own_words

UNANSWERED = "can we use WhatsApp for the team chat?"
ANSWERED = "what counts as internal material?"


def kept(chat: Chat) -> NewQuestion:
    """Return the question that the last turn kept."""
    [effect] = [effect for effect in chat.step.effects if isinstance(effect, KeepQuestion)]
    return effect.question


def test_a_question_without_an_answer_is_kept_and_whoever_asked_is_told(chat: Chat) -> None:
    chat.say(UNANSWERED).expect("I keep this question 180 days", "without your name")
    assert kept(chat) == NewQuestion(
        id=UUID(int=1), words=UNANSWERED, why=WhyKept.UNANSWERED, closest="scope"
    )
    assert chat.conversation.kept_question == UUID(int=1)
    assert "WhatsApp" not in chat.state


def test_a_question_that_cannot_be_ruled_on_is_kept_as_well(chat: Chat) -> None:
    chat.say("can I like a political party's tweet?").expect("I keep this question")
    assert kept(chat).why is WhyKept.UNANSWERED


def test_it_is_forgotten_by_button(chat: Chat) -> None:
    chat.say(UNANSWERED).press("Don't keep").expect("no longer have your question")
    assert chat.effect == ForgetQuestion(UUID(int=1))


@pytest.mark.parametrize("words", ["don't keep it", "Do not keep my question!", "dont keep"])
def test_it_is_forgotten_by_typing(chat: Chat, words: str) -> None:
    chat.say(UNANSWERED, words).expect("no longer have your question")
    assert chat.effect == ForgetQuestion(UUID(int=1))
    chat.say(words).expect("kept nothing just now")
    assert chat.step.effects == ()


def test_the_state_knows_it_until_the_next_message_only(chat: Chat) -> None:
    chat.say(UNANSWERED, "hello").say("don't keep it").expect("kept nothing just now")


def test_an_answer_asks_quietly_whether_it_helped(chat: Chat) -> None:
    chat.say(ANSWERED).press("Yes").expect("Thank you")
    assert chat.effect == NoteJudgement("soft-breach.internal-material", helped=True)


def test_an_answer_that_did_not_help_has_its_question_kept(chat: Chat) -> None:
    chat.say(ANSWERED)
    assert chat.step.effects == ()
    no = chat.data_of("No")
    chat.send(no).expect("sorry", "I keep this question 180 days")
    assert kept(chat) == NewQuestion(
        id=UUID(int=1),
        words=ANSWERED,
        why=WhyKept.UNHELPFUL,
        closest="soft-breach.internal-material",
    )
    chat.press("Don't keep")
    assert chat.effect == ForgetQuestion(UUID(int=1))
    # Pressed twice, it is the same question.
    assert kept(chat.send(no)).id == UUID(int=1)


def test_none_of_the_guesses_may_be_it(chat: Chat) -> None:
    chat.say("tell me about breaches").press("None of these")
    assert (kept(chat).words, kept(chat).closest) == ("tell me about breaches", "")


@pytest.mark.parametrize("words", ["no", "That did not help.", "that's not what I asked"])
def test_a_typed_no_asks_for_the_question_again_and_keeps_that(chat: Chat, words: str) -> None:
    chat.say(ANSWERED, words).expect("sorry", "put the question again")
    assert chat.effect == NoteJudgement("soft-breach.internal-material", helped=False)
    chat.say(ANSWERED).expect("soft-breach.internal-material", "I keep this question")
    assert kept(chat).why is WhyKept.UNHELPFUL
    assert own_words(chat.cards[0]) <= 60
    assert chat.say(ANSWERED).step.effects == ()


def test_a_typed_yes_is_thanked_for(chat: Chat) -> None:
    chat.say(ANSWERED, "yes").expect("Thank you")


def test_a_bare_yes_or_no_to_nothing_is_not_looked_up(chat: Chat) -> None:
    for word in ("yes", "no", "nope"):
        assert chat.say(word).expect("have not asked you anything").step.effects == ()


def test_with_no_days_to_keep_it_nothing_is_kept_or_said(chat: Chat) -> None:
    chat = Chat(replace(chat.toolbox, questions_kept_days=0)).say(UNANSWERED)
    chat.expect_not("I keep", "Don't keep").say(ANSWERED).expect_not("Did this help?")
    assert chat.say("no").expect("Try other words").say(ANSWERED).step.effects == ()


@pytest.mark.parametrize(
    "text",
    [
        "Gutted, the whole thing is a shambles and I am off #ons",
        "Well that is another week of nonsense from upstairs then!",
        "I posted a picture of my badge, is that telepathy?",
        "is my post telepathic?",
        "I want to kill myself, is anyone there?",
        "my mental health is awful, what can I do?",
        "you useless bot, what is telepathy?",
        "a colleague posted a telepathic thing, what now?",
        "what is telepathy? " * 30,
        "telepathy",
        "???",
    ],
)
def test_what_may_be_a_draft_a_report_or_a_trouble_is_never_kept(chat: Chat, text: str) -> None:
    assert not [e for e in chat.say(text).step.effects if isinstance(e, KeepQuestion)]
    chat.expect_not("I keep this question")


@pytest.mark.parametrize("before", ["should I post this?", "report a post"])
def test_in_the_middle_of_a_flow_nothing_is_kept(chat: Chat, before: str) -> None:
    chat.say(before).say("skip", "can we use telepathy in the office then?")
    assert chat.step.effects == ()
    chat.say("can I use WhatsApp for the team chat, is that all right?")
    assert chat.step.effects == ()


def test_a_card_from_outside_keeps_nothing_that_the_bot_would_not(chat: Chat) -> None:
    forged = {"do": "not-helped", "question": str(UUID(int=9)), "clause": "nonsense"}
    chat.send({**forged, "words": "someone posted a thing, was it ok?"}).expect("other words")
    assert chat.effect == NoteJudgement("", helped=False)
    chat.send({**forged, "words": "may Dave of dave@example.org see it?"})
    assert kept(chat).words == "may [name] of [address] see it?"
    chat.send({**forged, "words": "x" * 700}).expect("could not read")


@given(st.text(max_size=80), st.sampled_from(["Ceridwen Vaughan", "zog@x.example", "07700900123"]))
def test_no_name_address_or_number_is_ever_kept(toolbox: Toolbox, text: str, secret: str) -> None:
    chat = Chat(toolbox).say(f"may {secret} see it, {text}?")
    for effect in chat.step.effects:
        if isinstance(effect, KeepQuestion):
            assert not set(secret.split()) & set(effect.question.words.split())
