"""Questions get the policy's own words with clause ids, a few guesses, or an honest none."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dialogs.toolbox import Toolbox
from dialogs.turn import Place
from policy_content.model import Finding
from tests.dialogs.chat import Chat, own_words, runs_of


def test_conflicting_clauses_are_shown_together_word_for_word(chat: Chat) -> None:
    chat.say("can I moan about work on facebook?")
    chat.expect(
        "It depends.",
        "“Commenting generally that work has been frustrating”",
        "not-a-breach.work-frustrating",
        "“Vent frustrations, bully or harass users”",
        "hard-breach.vent-bully-harass",
        "avoid-negative-comments",
        "grievances",
    )
    assert chat.titles() == [
        "Show details",
        *("Yes", "No"),
        "Check a post",
        "Show the whole section",
        "Report a Yammer post",
    ]


def test_the_overdue_review_is_told_once_a_conversation_and_follows_the_clock(chat: Chat) -> None:
    chat.say("can I moan about work on facebook?").expect("overdue", "February 2023")
    chat.say("what counts as internal material?").expect_not("overdue")
    chat.say("is this policy current?").expect("overdue")
    early = Chat(chat.toolbox, now=datetime(2023, 1, 31, 12, tzinfo=UTC))
    early.say("is this policy current?").expect_not("overdue")


def test_a_list_is_quoted_with_all_of_its_items(chat: Chat) -> None:
    chat.say("what are the five things?")
    items = ("common-sense", "civil-service-code", "doubts", "accuracy", "permanent")
    chat.expect(*(f"five-things.{item}" for item in items))


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("who is the policy owner?", "redacted"),
        ("what is the policy called?", "blank"),
        ("give me the link to the Employee Relations Policy", "without a link"),
    ],
)
def test_what_the_source_leaves_out_is_said_to_be_left_out(
    chat: Chat, question: str, says: str
) -> None:
    chat.say(question).expect(says)


def test_a_contact_is_shown_only_where_the_operator_set_one_and_not_as_policy(chat: Chat) -> None:
    chat.say("who is the policy owner?", "can we use telepathy").expect_not("policy contact")
    configured = Chat(replace(chat.toolbox, policy_contact="policy@example.org"))
    configured.say("who is the policy owner?").expect("policy@example.org", "not by the policy")
    configured.say("can we use telepathy").expect("does not answer this", "policy@example.org")


def test_a_question_without_an_answer_gets_an_honest_none(chat: Chat) -> None:
    chat.say("can we use telepathy").expect("The policy does not answer this.")
    chat.expect_not("closest", "“This policy covers")
    chat.say("something near it").expect("closest clauses", "“This policy covers")


def test_an_unclear_question_gets_guesses_that_can_be_typed_or_pressed(chat: Chat) -> None:
    chat.say("tell me about breaches").expect("Did you mean", "1. ", "3. ")
    chat.say("2").expect("“Hard breach”", "hard-breach.hacked")
    chat.say("tell me about breaches").press("4. Soft breach (the list)")
    chat.expect("“Soft breach”", "soft-breach.agree-criticism")
    assert chat.step.replies[0].in_place


def test_a_clause_is_shown_by_its_id(chat: Chat) -> None:
    chat.say("hard-breach.hacked").expect("“Suggest or confirm ONS has been hacked”")


def test_the_whole_section_is_shown_by_button_and_by_typing(chat: Chat) -> None:
    chat.say("show the whole section").expect("Ask me something first")
    chat.say("what counts as internal material?", "show the whole section")
    chat.expect("soft-breach.agree-criticism", "soft-breach.action.repeated")
    typed = chat.text
    chat.say("what counts as internal material?").press("Show the whole section")
    assert chat.text == typed


def test_every_section_fits_a_card(chat: Chat) -> None:
    for clause in chat.toolbox.policy.clauses:
        chat.send({"do": "show-section", "clause": clause}).expect(clause)


def test_every_clause_is_quoted_verbatim_on_its_card(chat: Chat) -> None:
    for clause in chat.toolbox.policy.clauses.values():
        chat.send({"do": "show-clause", "clause": clause.id})
        assert f"“{clause.text}”" in runs_of(chat.cards[0])


def test_an_answers_own_words_are_few(chat: Chat) -> None:
    chat.say("can I moan about work on facebook?")
    assert own_words(chat.cards[0]) <= 60


@pytest.mark.parametrize("place", list(Place))
def test_questions_are_answered_everywhere(chat: Chat, place: Place) -> None:
    Chat(chat.toolbox, place=place).say("what counts as internal material?").expect("Soft breach")


def test_a_message_without_text_is_answered_kindly(chat: Chat) -> None:
    chat.say("").expect("I can only read text")
    chat.say("\u200b\u202e").expect("I can only read text")


def test_a_clause_whose_link_is_missing_says_so_and_offers_the_report(chat: Chat) -> None:
    chat.say("how do I report a Yammer post")
    chat.expect("This is what the policy says.", "gives no link here", "Internal Communications")
    assert chat.cards[0]["actions"][0]["title"] == "Report a Yammer post"


def test_in_the_middle_of_a_flow_a_number_is_never_a_guess(chat: Chat) -> None:
    chat.say("should I post this?", "X", "tell me about breaches")
    chat.expect("this may be what you mean", "“Soft breach”", "Who will you post it as?")
    chat.expect_not("Did you mean")


def test_a_message_in_the_middle_of_a_flow_is_searched_for_once_a_turn(toolbox: Toolbox) -> None:
    searched: list[str] = []

    def find(question: str) -> Finding:
        searched.append(question)
        return toolbox.find("who is the policy owner?")

    chat = Chat(replace(toolbox, find=find)).say("should I post this?", "X", "policy owner")
    chat.expect("meta.owner")
    assert searched == ["policy owner"]
    chat.say("policy owner")  # every turn searches anew: what was asked stays in no memory
    assert searched == ["policy owner"] * 2
