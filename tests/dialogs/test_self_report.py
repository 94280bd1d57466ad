"""A post of one's own: the clause, what may be asked, and who is told where it is on Yammer."""

import pytest

from dialogs.state import ReportFlow
from dialogs.turn import Place
from tests.dialogs.chat import Chat, own_words

BADGE = "I think I broke the policy, I posted a photo of my ID badge on"


def owned_up(chat: Chat) -> ReportFlow:
    flow = chat.conversation.flow
    assert isinstance(flow, ReportFlow)
    return flow


def to_verdict(chat: Chat, channel: str, *ticks: str) -> Chat:
    """Check a post that is posted already, and does what is ticked."""
    chat.say("should I post this?", channel, "myself")
    if "profile" in chat.text:
        chat.say("no")
    return chat.press("Continue", options=",".join(ticks)).press("Yes")


def test_a_stop_that_is_on_yammer_already_is_handed_over_with_what_was_said(chat: Chat) -> None:
    to_verdict(chat, "yammer", "hacked").expect("hard breach", "cooperate-investigations")
    assert chat.titles()[1:] == [
        "Tell Internal Communications",
        "Check another",
        "Change an answer",
    ]
    chat.press("Tell Internal Communications").expect("Your report goes to")
    flow = owned_up(chat)
    assert flow.own_post
    assert not flow.share_name, "sharing one's name is a choice of its own"
    assert flow.principle == "hard-breach.hacked"
    assert flow.account == "Says or hints that ONS has been hacked"
    assert chat.step.effects == (), "nothing is sent before Send"


def test_the_hand_over_can_be_typed(chat: Chat) -> None:
    to_verdict(chat, "yammer", "badge").say("tell internal communications")
    assert owned_up(chat).own_post
    assert owned_up(chat).principle == "something-else"


def test_against_the_code_is_handed_over_as_the_code(chat: Chat) -> None:
    to_verdict(chat, "yammer", "code").press("Tell Internal Communications")
    assert owned_up(chat).principle == "code"


def test_a_stop_that_is_posted_outside_yammer_is_not_one_for_internal_communications(
    chat: Chat,
) -> None:
    to_verdict(chat, "LinkedIn", "badge")
    chat.expect(
        "no class of breach",
        "personal-security.id-badge",
        "removing online content when asked to do so",
        "not for Internal Communications",
    )
    assert "Tell Internal Communications" not in chat.titles()
    assert own_words(chat.cards[-1]) <= 60


def test_a_report_typed_in_the_middle_of_a_check_is_an_empty_one(chat: Chat) -> None:
    chat.say("should I post this?", "yammer", "report a post")
    assert owned_up(chat) == ReportFlow(id=owned_up(chat).id, pending="link")


def test_an_old_hand_over_is_closed(chat: Chat) -> None:
    old = to_verdict(chat, "yammer", "hacked").data_of("Tell Internal Communications")
    chat.say("cancel").send(old).expect("That check is closed.")


@pytest.mark.parametrize(
    "said",
    [
        f"{BADGE} LinkedIn",
        "I may have broken the social media policy on Twitter",
        "I've breached the rules, it is on Facebook",
        "I shouldn't have posted that on X",
        "I accidentally shared a photo of the office on LinkedIn",
        "I posted our figures on TikTok by mistake",
    ],
)
def test_who_owns_up_to_a_post_elsewhere_hears_that_removal_may_be_asked(
    chat: Chat, said: str
) -> None:
    chat.say(said).expect(
        "removing online content when asked to do so",
        "not for Internal Communications",
        "I cannot say what will follow from it.",
    )
    assert chat.conversation.flow is None
    assert own_words(chat.cards[-1]) <= 60


def test_who_owns_up_to_a_yammer_post_may_tell_internal_communications(chat: Chat) -> None:
    said = "I think I broke the policy: I posted on Yammer that we were hacked"
    chat.say(said).expect("Nothing is sent yet.", "hard-breach.hacked", "Your report goes to")
    flow = owned_up(chat)
    assert (flow.own_post, flow.share_name) == (True, False)
    assert flow.account == said
    assert flow.principle == "hard-breach.hacked"
    assert chat.step.effects == ()
    chat.say("cancel").expect("Nothing was sent")
    assert "hacked" not in chat.state


def test_where_it_is_not_said_where_both_ways_are_named(chat: Chat) -> None:
    chat.say("I shouldn't have posted that").expect("If it is on Yammer", "report a post")
    assert chat.conversation.flow is None


def test_in_company_nothing_that_was_owned_up_to_is_repeated(chat: Chat) -> None:
    channel = Chat(chat.toolbox, place=Place.CHANNEL)
    channel.say("I broke the policy, I posted on Yammer that we were hacked by gremlins")
    channel.expect("hard-breach.hacked").expect_not("gremlins")
    assert channel.conversation.flow is None


@pytest.mark.parametrize(
    "said",
    [
        "Have I broken the policy if I like a tweet?",
        "What happens if I broke the policy?",
        "Somebody broke the policy on LinkedIn",
        "I broke my arm on a code review",
    ],
)
def test_a_question_about_breaking_the_policy_owns_up_to_nothing(chat: Chat, said: str) -> None:
    chat.say(said).expect_not("I cannot say what will follow", "cooperate-investigations")


def test_a_draft_that_owns_up_is_a_draft(chat: Chat) -> None:
    chat.say("should I post this?", f"{BADGE} Yammer").expect("I read that as your draft")
    assert "badge" not in chat.state
