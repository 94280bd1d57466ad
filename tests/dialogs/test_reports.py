"""A report is taken in private, checked before sending, and its receipt tells the truth."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from dialogs.turn import (
    ListReports,
    OpenPersonalChat,
    Place,
    ReportKept,
    ReportNotKept,
    ReportsListed,
    SubmitReport,
)
from storage.records import CaseStatus, DecisionKind, NewReport, PostAddress, Receipt, ReportStatus
from tests.dialogs.chat import MORNING, Chat, card_json, inputs_of
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
    assert chat.step.effects == ()


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
        ("https://x.com/somebody/status/1", "not a Yammer post"),
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


def test_an_external_post_gets_the_policys_own_words_on_details_from_staff(chat: Chat) -> None:
    chat.say("report a post", "https://x.com/a/status/1")
    chat.expect("does not say how staff report", "provided with by internal staff")


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


def test_own_reports_are_listed_in_plain_words(chat: Chat) -> None:
    assert chat.say("what happened to my report?").effect == ListReports(chat.person)
    chat.tell(ReportsListed(())).expect("no reports")
    statuses = (
        status("R-1", CaseStatus.NEW, delivered=False),
        status("R-2", CaseStatus.NEW),
        status("R-3", CaseStatus.TAKEN),
        status("R-4", CaseStatus.DECIDED, DecisionKind.NOT_A_BREACH),
    )
    chat.say("my reports").tell(ReportsListed(statuses))
    chat.expect(
        "R-1, sent 1 June 2026, 08:10: saved, not delivered yet",
        "not taken yet",
        "have taken it",
        "did not find a breach",
        "The policy sets no time limit.",
    )


def test_a_long_list_of_reports_shows_the_newest(chat: Chat) -> None:
    many = [status(f"R-{n}", CaseStatus.NEW) for n in range(200)]
    chat.tell(ReportsListed(many)).expect("R-0,", "newest 10 of 200")


def status(
    reference: str,
    stands: CaseStatus,
    decision: DecisionKind | None = None,
    *,
    delivered: bool = True,
) -> ReportStatus:
    return ReportStatus(
        reference=reference,
        submitted_at=MORNING,
        delivered_at=MORNING if delivered else None,
        status=stands,
        decision=decision,
    )
