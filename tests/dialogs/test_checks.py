"""Think before you post: questions one at a time, and a verdict with its deciding clauses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dialogs.state import CheckFlow
from dialogs.turn import Place
from policy_content.model import Concern
from tests.dialogs.chat import Chat, inputs_of, own_words

DRAFT = "Help! They want to cancel the census report"
EMBARGO = datetime(2026, 6, 1, 7, 10, tzinfo=UTC)  # 08:10, London summer time


def hinting(chat: Chat) -> Chat:
    """Answer up to "published?" for a personal post that hints at statistics."""
    return chat.say("should I post this?", "X", "myself", "2", "1").expect("published")


def pending(chat: Chat) -> str:
    flow = chat.conversation.flow
    assert isinstance(flow, CheckFlow)
    return flow.pending


def test_the_first_thing_said_is_think_before_you_post(chat: Chat) -> None:
    chat.say("should I post this?")
    assert chat.text.startswith("“Think before you post.")
    chat.expect("do not keep it", "Where will you post it?")


def test_an_embargoed_hint_is_a_hard_breach_and_says_what_would_change_it(chat: Chat) -> None:
    hinting(chat).say("no, not yet")
    if pending(chat) == "posted":
        chat.say("no")
    chat.expect(
        "the policy lists it as a hard breach",
        "“Imply or confirm statistical content of any release before 09:30 publication”",
        "disclaimer does not change this",
        "It would change once the release is published",
        "overdue",
        "lists are not complete",
    )
    assert own_words(chat.cards[-1]) <= 60


def test_back_changes_one_answer_and_keeps_the_others(chat: Chat) -> None:
    hinting(chat).say("no, not yet")
    while "published" not in chat.text.splitlines()[0]:
        chat.say("back")
    chat.expect("No, not yet (your answer)").say("Yes, today")
    while pending(chat) != "verdict":
        chat.say("1")
    chat.expect("Ask first.")
    flow = chat.conversation.flow
    assert isinstance(flow, CheckFlow)
    assert flow.answers["capacity"] == "personal"
    assert flow.answers["published"] == "today"


def test_after_half_past_nine_published_statistics_are_no_breach(chat: Chat) -> None:
    late = Chat(chat.toolbox, now=datetime(2026, 6, 1, 8, 31, tzinfo=UTC))
    hinting(late).say("Yes, today")
    while pending(late) != "verdict":
        late.say("1")
    late.expect_not("Don't post", "Ask first.")


def test_a_draft_is_text_and_is_nowhere_in_the_state(chat: Chat) -> None:
    chat.say("should I post this?", f"{DRAFT}, we were hacked")
    chat.expect("I read that as your draft. I have not kept it.", "hard-breach.hacked")
    assert "census" not in chat.state
    assert "hard-breach.hacked" in chat.state
    chat.say("cancel").expect("Cancelled. Nothing was sent, and no draft was kept.")
    assert chat.conversation.flow is None


def test_a_draft_in_the_cards_field_is_read_with_the_first_tap(chat: Chat) -> None:
    chat.say("should I post this?")
    assert "draft" in inputs_of(chat.cards[0])
    chat.press("On Yammer (Viva Engage)", draft=f"{DRAFT}, see the photo")
    chat.expect("soft-breach.internal-material", "“photo”")
    assert "census" not in chat.state
    assert pending(chat) == "capacity"


def test_what_a_draft_raised_is_pointed_at_in_the_list_and_never_ticked(chat: Chat) -> None:
    chat.say("should I post this?", "we were hacked", "yammer", "myself")
    chat.expect("Says or hints that ONS has been hacked (in your draft?)")
    assert chat.text.count("in your draft?") == 1
    (card,) = chat.cards
    (ticks,) = [part for part in card["body"] if part["type"] == "Input.ChoiceSet"]
    assert "value" not in ticks
    marked = [choice["value"] for choice in ticks["choices"] if "in your draft?" in choice["title"]]
    assert marked == ["hacked"]


def test_words_that_may_be_a_password_are_not_shown_again(chat: Chat) -> None:
    concern = Concern("corporate-accounts.passwords", ("Sw0rdfish!",), ((0, 10),))
    leaky = Chat(replace(chat.toolbox, read=lambda *_: (concern,)))
    leaky.say("should I post this?", "Sw0rdfish! opens our account")
    leaky.expect("corporate-accounts.passwords").expect_not("Sw0rdfish")
    assert "Sw0rdfish" not in leaky.state


def test_a_draft_that_raises_nothing_is_never_called_safe(chat: Chat) -> None:
    chat.say("should I post this?", DRAFT).expect("That does not make it safe.")


def test_the_draft_may_be_skipped(chat: Chat) -> None:
    chat.say("should I post this?", "skip").expect("Where will you post it?")
    chat.expect_not("I read that as your draft")


def test_in_company_the_drafts_words_are_not_repeated(chat: Chat) -> None:
    group = Chat(chat.toolbox, place=Place.GROUP).say("should I post this?")
    group.expect("Other people can read this chat")
    group.say("we were hacked by gremlins").expect("hard-breach.hacked").expect_not("“hacked”")


def test_a_question_in_between_is_answered_and_then_asked_again(chat: Chat) -> None:
    chat.say("should I post this?", "X", "what counts as internal material?")
    chat.expect("soft-breach.internal-material", "Who will you post it as?")
    chat.say("as blurb").expect("did not understand", "Who will you post it as?")
    chat.say("tell me about breaches?").expect("Who will you post it as?")


def test_an_old_card_is_closed_and_offers_to_start_again(chat: Chat) -> None:
    chat.say("should I post this?")
    old = chat.data_of("On Yammer (Viva Engage)")
    chat.say("cancel").send(old).expect("That check is closed.")
    assert chat.titles() == ["Start again"]
    chat.press("Start again").expect("Where will you post it?")
    chat.send(old).expect("That check is closed.")


def test_an_earlier_card_of_the_same_check_answers_its_question_again(chat: Chat) -> None:
    chat.say("should I post this?")
    earlier = chat.data_of("On Yammer (Viva Engage)")
    chat.say("X", "myself").send(earlier)
    flow = chat.conversation.flow
    assert isinstance(flow, CheckFlow)
    assert flow.answers["channel"] == "yammer"
    assert flow.answers["capacity"] == "personal"
    assert "profile" not in flow.asked, "a question for public sites is not asked on Yammer"


@pytest.mark.parametrize("place", [Place.GROUP, Place.CHANNEL, Place.TRIAGE])
def test_in_company_a_press_by_somebody_else_puts_nothing_in_place_of_the_card(
    chat: Chat, place: Place
) -> None:
    asker = Chat(chat.toolbox, place=place).say("should I post this?")
    other = Chat(chat.toolbox, place=place, person="person-2")
    for press in (asker.data_of("On X (Twitter)"), asker.data_of("Cancel")):
        other.send(press).expect("somebody else's")
        assert other.cards == []
        assert not any(reply.in_place for reply in other.step.replies)
        assert other.conversation.flow is None


def test_a_check_untouched_for_an_hour_is_over(chat: Chat) -> None:
    chat.say("should I post this?", "X").wait(timedelta(hours=1))
    chat.say("myself").expect("untouched for an hour")
    assert chat.conversation.flow is None


def test_every_question_can_be_tapped_and_typed_alike(chat: Chat) -> None:
    tapped = Chat(chat.toolbox).say("should I post this?")
    typed = Chat(chat.toolbox).say("should I post this?")
    tapped.press("On Yammer (Viva Engage)").press("As myself").press(
        "Continue", options="badge,law"
    )
    typed.say("yammer", "as myself", "13, 15")
    assert tapped.text == typed.text
    assert tapped.conversation == typed.conversation.model_copy(
        update={"touched_at": tapped.conversation.touched_at}
    )


def test_ticking_nothing_is_an_answer(chat: Chat) -> None:
    chat.say("should I post this?").press("On Yammer (Viva Engage)").press("As myself")
    chat.press("Continue")
    flow = chat.conversation.flow
    assert isinstance(flow, CheckFlow)
    assert flow.answers["does"] == ()


@pytest.mark.parametrize(
    "sent",
    [
        {"question": "channel", "option": "moon"},
        {"question": "moon", "option": "yes"},
        {"question": "does", "options": "badge,moon"},
    ],
)
def test_an_answer_that_is_no_option_changes_nothing(chat: Chat, sent: dict[str, str]) -> None:
    chat.say("should I post this?")
    before = chat.conversation
    flow = before.flow
    assert isinstance(flow, CheckFlow)
    chat.send({"do": "answer", "flow": str(flow.id), **sent}).expect("could not read")
    assert chat.conversation.model_copy(update={"touched_at": before.touched_at}) == before


def test_a_yammer_verdict_tells_of_freedom_of_information_and_go_ahead_of_permanence(
    chat: Chat,
) -> None:
    chat.say("should I post this?", "yammer", "myself", "none")
    while pending(chat) != "verdict":
        chat.say("1")
    chat.expect("no breach", "Freedom of Information", "difficult to remove it", "if in doubt")
    assert chat.titles()[-2:] == ["Check another", "Change an answer"]


def test_change_an_answer_lists_them_and_asks_that_one_again(chat: Chat) -> None:
    chat.say("should I post this?", "yammer", "myself", "none")
    while pending(chat) != "verdict":
        chat.say("1")
    chat.press("Change an answer").expect("Which answer do you want to change?", "None of these")
    chat.say("2").expect("As myself (your answer)").say("3")
    flow = chat.conversation.flow
    assert isinstance(flow, CheckFlow)
    assert flow.answers["capacity"] == "corporate"


def test_after_a_verdict_questions_are_answered_without_repeating_it(chat: Chat) -> None:
    chat.say("should I post this?", "yammer", "myself", "none")
    while pending(chat) != "verdict":
        chat.say("1")
    chat.say("what counts as internal material?")
    assert len(chat.step.replies) == 1


def test_a_check_needs_no_draft_reader_at_all(chat: Chat) -> None:
    deaf = Chat(replace(chat.toolbox, read=lambda *_: ()))
    deaf.say("should I post this?", "we were hacked").expect("does not make it safe")


def test_every_deciding_clause_is_shown_and_the_first_screen_stays_short(chat: Chat) -> None:
    chat.say("should I post this?", "X", "myself", "2", "2, 4, 5, 9, 10, 13")
    while pending(chat) != "verdict":
        chat.say("1")
    chat.expect(
        "hard-breach.hacked",
        "hard-breach.data-security-independence",
        "hard-breach.offensive-content",
        "soft-breach.agree-criticism",
        "soft-breach.broad-ons-matters",
        "personal-security.id-badge",
        "content-used-against-you",
    )
    (card,) = chat.cards
    first_screen = [part for part in card["body"] if part["type"] == "Container"]
    assert len([part for part in first_screen if part.get("isVisible", True)]) == 3
    assert own_words(card) <= 60
