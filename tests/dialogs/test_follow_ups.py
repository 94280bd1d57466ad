"""A bare follow-up is understood from the last answer, and never looked up by itself."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.answers.follow_ups import About, FollowUp, OnPlatform, read_follow_up
from dialogs.state import Conversation
from dialogs.toolbox import Toolbox
from policy_content.model import Citation, Finding
from tests.dialogs.chat import Chat, own_words

MOAN = "can I moan about work on facebook?"
MATERIAL = "what counts as internal material?"


@pytest.fixture
def asked(chat: Chat) -> Chat:
    """Give a chat in which the question of scenario 1 was answered."""
    return chat.say(MOAN)


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("and on yammer?", "Yammer"),
        ("what about Viva Engage", "Yammer"),
        ("Engage?", "Yammer"),
        ("what about LinkedIn", "LinkedIn"),
        ("what about twitter then", "X (Twitter)"),
        ("ok and X?", "X (Twitter)"),
        ("does that apply to fb too", "Facebook"),
        ("is it the same on my Instagram account?", "Instagram"),
        ("can I say it on Yammer", "Yammer"),
        ("same for WhatsApp", "WhatsApp"),
    ],
)
def test_another_platform_is_read(toolbox: Toolbox, text: str, platform: str) -> None:
    follow_up = read_follow_up(text, toolbox.follow_ups)
    assert isinstance(follow_up, OnPlatform)
    assert follow_up.platform.name == platform


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("why?", About.WHY),
        ("But why not", About.WHY),
        ("what happens then?", About.THEN),
        ("What happens if I do it anyway?", About.THEN),
        ("am I in trouble", About.THEN),
        ("who says so", About.SOURCE),
        ("where is that?", About.SOURCE),
        ("is that still current?", About.CURRENT),
        ("tell me more", About.SECTION),
        ("show me the whole section", About.SECTION),
    ],
)
def test_other_follow_ups_are_read(toolbox: Toolbox, text: str, about: FollowUp) -> None:
    assert read_follow_up(text, toolbox.follow_ups) is about


@pytest.mark.parametrize(
    "text",
    [
        "what is Yammer?",
        "who can see what I write on Yammer?",
        "what about photos of the office on Instagram?",
        "why does the policy mention Yammer",
        "what happens if somebody leaks the CPI",
        "is the policy still current for contractors?",
        "Facebook is down",
        "",
    ],
)
def test_whole_questions_are_no_follow_ups(toolbox: Toolbox, text: str) -> None:
    assert read_follow_up(text, toolbox.follow_ups) is None


def test_a_single_word_is_a_question_where_there_is_nothing_to_follow(toolbox: Toolbox) -> None:
    assert read_follow_up("consequences?", toolbox.follow_ups) is About.THEN
    assert read_follow_up("consequences?", toolbox.follow_ups, after=False) is None


def test_on_yammer_the_principles_hold_and_grievances_do_not(asked: Chat) -> None:
    asked.say("and on yammer?")
    asked.expect(
        *("for Yammer", "not-a-breach.work-frustrating", "hard-breach.vent-bully-harass"),
        *("avoid-negative-comments", "yammer.managed-by", "yammer.foi"),
        *("Freedom of Information", "Left out, because they speak of public pages: grievances."),
    ).expect_not("Don't use public-facing social media")
    assert own_words(asked.cards[0]) <= 60


def test_the_next_platform_gets_the_question_whole(asked: Chat) -> None:
    asked.say("and on yammer?", "what about LinkedIn")
    asked.expect("for LinkedIn", "Don't use public-facing", "“This policy covers")
    asked.expect_not("yammer.managed-by")


def test_internal_material_on_yammer_is_asked_first(chat: Chat) -> None:
    chat.say(MATERIAL, "and on yammer?")
    chat.expect("soft-breach.internal-material", "Ask Internal Communications", "yammer.foi")
    assert own_words(chat.cards[0]) <= 60


def test_what_the_policy_says_of_yammer_alone_does_not_hold_elsewhere(chat: Chat) -> None:
    chat.say("how do I report a Yammer post", "and on facebook?")
    chat.expect("None of what I quoted holds for Facebook.", "“This policy covers")
    chat.expect_not("Any potential breaches on Yammer")


def test_a_platform_that_the_policy_does_not_mention_is_not_ruled_on(asked: Chat) -> None:
    asked.say("what about WhatsApp?").expect("does not mention WhatsApp", "cannot rule on this")


def test_what_happens_then_follows_the_class_of_the_answer(chat: Chat) -> None:
    chat.say(MATERIAL, "what happens if I do it anyway?")
    chat.expect("soft breach", "soft-breach.action.line-manager", "soft-breach.action.repeated")
    chat.expect_not("hard-breach.action")
    chat.say("hard-breach.hacked", "what happens then?")
    chat.expect("hard-breach.action.disciplinary", "hard-breach.action.director")
    chat.say("personal-security.id-badge", "what happens then?")
    chat.expect("no class of breach", "cooperate-investigations")


def test_on_yammer_what_happens_then_includes_that_content_can_be_removed(asked: Chat) -> None:
    asked.say("what happens then?").expect_not("yammer.moderation")
    asked.say("and on yammer?", "what happens then?").expect("yammer.moderation")


def test_why_shows_what_stands_behind_a_clause_and_claims_no_reason(asked: Chat) -> None:
    asked.say("why?").expect("does not explain each clause", "“All civil servants are bound")


def test_who_says_so_names_clause_and_section(asked: Chat) -> None:
    asked.say("who says so?")
    asked.expect("4. Policy detail: Hard breach · hard-breach.vent-bully-harass")
    asked.expect("published link is blank")


def test_is_that_still_current_follows_the_clock_and_leaves_the_answer_standing(
    asked: Chat,
) -> None:
    asked.say("is that still current?").expect("February 2022", "is overdue")
    asked.say("and on yammer?").expect("hard-breach.vent-bully-harass")


def test_tell_me_more_shows_the_section(asked: Chat) -> None:
    asked.say("tell me more").expect("not-a-breach.weekend-activities")


@pytest.mark.parametrize("text", ["why?", "what happens then?", "who says so?", "more"])
def test_with_nothing_to_follow_the_whole_question_is_asked_for(chat: Chat, text: str) -> None:
    chat.say(text)
    assert "ask" in chat.text.casefold()
    assert chat.step.effects == ()


def test_with_nothing_to_follow_a_platform_is_described(chat: Chat) -> None:
    chat.say("and on yammer?").expect("yammer.managed-by")
    chat.say("help")


def test_after_a_choice_or_an_honest_none_the_follow_up_says_what_is_missing(chat: Chat) -> None:
    chat.say("tell me about breaches", "why?").expect("choose one")
    chat.say("can we use telepathy to post?", "and on yammer?").expect("had no answer to that")


def test_no_follow_up_is_ever_looked_up(toolbox: Toolbox) -> None:
    looked_up: list[str] = []

    def find(question: str) -> Finding:
        looked_up.append(question)
        return Finding("answer", (Citation("law", 0.9),))

    chat = Chat(replace(toolbox, find=find))
    chat.say("why?", "and on yammer?", "yes", "what happens then?", "who says so", "more", "no")
    assert looked_up == []
    chat.say("is it lawful to quote a book?", "why?", "and on X?", "what happens then?", "no")
    chat.say("should I post this?", "X", "why?", "myself", "no")
    chat.say("says or hints that ons has been hacked", "no").expect("hard breach")
    chat.say("no", "yes", "why?", "and on yammer?")
    assert looked_up == ["is it lawful to quote a book?"]


def test_a_verdict_can_be_followed_up(chat: Chat) -> None:
    chat.say("should I post this?", "X", "myself", "no")
    chat.say("says or hints that ons has been hacked").say("no")
    chat.expect("hard breach").say("what happens if I post it anyway?")
    chat.expect("hard-breach.action.disciplinary")


def test_in_a_check_why_does_not_refer_to_what_was_asked_before(asked: Chat) -> None:
    asked.say("should I post this?", "X", "why?").expect("did not understand", "Who will you post")
    asked.say(MATERIAL, "why?").expect("does not explain each clause", "Who will you post")


@given(st.text(max_size=60))
def test_any_text_is_read_and_a_state_holds_none_of_it(toolbox: Toolbox, text: str) -> None:
    read_follow_up(text, toolbox.follow_ups)


def test_the_state_after_follow_ups_holds_ids_and_no_words(asked: Chat) -> None:
    asked.say("and on yammer?", "is this about Gwenllian and her zebra?")
    assert "zebra" not in asked.state
    assert "moan" not in asked.state
    assert set(Conversation.model_fields) == {
        *("greeted", "overdue_told", "flow", "touched_at", "last_clauses", "last_kind"),
        *("platform", "kept_question", "keep_next", "own"),
    }
