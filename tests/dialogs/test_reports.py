"""A report is taken in private, checked before sending, and its receipt tells the truth."""

from uuid import UUID

from dialogs.effects.report_effects import FindReported, ReportKept, ReportNotKept
from storage.records import PostAddress, Receipt
from tests.dialogs.chat import Chat, inputs_of
from tests.dialogs.reporting import FORM, LINK, reviewed, submitted
from tests.dialogs.test_yammer_links import NUMBER

RECEIPT = Receipt(reference="R-7K3M-9QXT", card_delivery=UUID(int=9))


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
