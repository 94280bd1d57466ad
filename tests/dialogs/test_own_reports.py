"""Reporters and the reports they sent: where they stand, adding, withdrawing."""

import json

import pytest

from dialogs.effects.report_effects import (
    ListReports,
    ReportRefused,
    ReportShown,
    ReportsListed,
    ShowReport,
)
from dialogs.own.notices import notice
from dialogs.turn import OpenPersonalChat, Place
from storage.errors import UnknownReport
from storage.records import (
    AddInformation,
    DeliveryKind,
    ReportOutcome,
    ReportStage,
    Withdraw,
)
from tests.dialogs.chat import Chat, card_json
from tests.dialogs.own_reports import ASKED, MINE, did, look, status

OTHER = "R-2B4C-5D6F"


AT = "1 June 2026, 08:10"


# Where reports stand.


def test_own_reports_are_listed_in_plain_words(chat: Chat) -> None:
    assert chat.say("what happened to my report?").effect == ListReports(chat.person)
    chat.tell(ReportsListed(())).expect("no reports")
    reports = (
        status(ReportStage.SAVED, reference="R-1"),
        status(ReportStage.DELIVERED, reference="R-2"),
        status(ReportStage.TAKEN, reference="R-3"),
        status(ReportStage.CLOSED, reference="R-4", outcome=ReportOutcome.NOT_A_BREACH),
        status(ReportStage.WITHDRAWN, reference="R-5", questions=(ASKED,)),
        status(reference="R-6", questions=(ASKED,)),
    )
    chat.say("my reports").tell(ReportsListed(reports)).expect(
        f"R-1, sent {AT}: saved, not delivered yet.",
        f"R-2, sent {AT}: delivered to Internal Communications, {AT}.",
        f"R-3, sent {AT}: Internal Communications are looking into it, {AT}.",
        f"R-4, sent {AT}: closed, {AT}: Internal Communications did not find a breach.",
        "R-5, sent 1 June 2026, 08:10: withdrawn by you.",
        f"R-6, sent {AT}: delivered to Internal Communications, {AT}. They have asked you",
        "The policy sets no time limit.",
    )
    assert chat.press("R-3").effect == ShowReport(chat.person, "R-3")


def test_a_long_list_of_reports_shows_the_newest(chat: Chat) -> None:
    many = [status(reference=f"R-{n}") for n in range(200)]
    chat.tell(ReportsListed(many)).expect("R-0,", "newest 10 of 200")


@pytest.mark.parametrize(
    "typed", [MINE, f"what happened to {MINE}?", "status of r 7k3m 9qxt", f"Where is {MINE}"]
)
def test_what_happened_to_a_report_is_told_by_its_reference(chat: Chat, typed: str) -> None:
    effect = chat.say(typed).effect
    assert isinstance(effect, ShowReport)
    chat.tell(ReportShown(status(ReportStage.TAKEN)))
    chat.expect(MINE, f"Sent {AT}", "looking into it", "do not see your name", "no time limit")
    assert chat.titles() == ["Add something", "Withdraw", "Share my name"]


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (ReportOutcome.ACTED, "Internal Communications have acted on it"),
        (ReportOutcome.NOT_A_BREACH, "did not find a breach"),
        (ReportOutcome.PASSED_ON, "passed it on"),
        (ReportOutcome.CANNOT_TELL, "could not tell"),
        (ReportOutcome.WITHDRAWN, "withdrawn"),
    ],
)
def test_an_outcome_is_told_and_never_what_happened_to_the_colleague(
    chat: Chat, outcome: ReportOutcome, says: str
) -> None:
    closed = status(ReportStage.CLOSED, outcome=outcome)
    look(chat.say(MINE), closed).expect(says, "theirs alone")
    told = notice(DeliveryKind.NOTICE_OUTCOME, closed)
    assert says in told.text
    assert "theirs alone" in told.text
    for word in ("disciplin", "line manager", "casework"):
        assert word not in (told.text + json.dumps(card_json(told))).casefold()


def test_a_foreign_reference_and_an_unknown_one_get_the_same_words(chat: Chat) -> None:
    refused = ReportRefused("whatever storage says", UnknownReport())
    heard = set()
    for typed in (f"what happened to {OTHER}?", "R-0000-0000", f"withdraw {OTHER}", f"add {OTHER}"):
        chat.say(typed)
        assert isinstance(chat.effect, ShowReport)
        heard.add(chat.tell(refused).text)
    assert len(heard) == 1
    assert "no report with this reference" in heard.pop()


@pytest.mark.parametrize("place", [Place.GROUP, Place.CHANNEL])
def test_reports_are_talked_about_in_private_only(chat: Chat, place: Place) -> None:
    company = Chat(chat.toolbox, place=place)
    for text in ("my reports", MINE, f"withdraw {MINE}", f"reply {MINE} it was Rhys"):
        company.say(text).expect("in private only").expect_not("Rhys", MINE)
        assert isinstance(company.effect, OpenPersonalChat)
        assert MINE not in str(card_json(company.effect.reply))
    pressed = {"do": "own-withdraw", "report": MINE, "sure": True}
    assert isinstance(company.send(pressed).effect, OpenPersonalChat)


# Adding.


def test_something_can_be_added_by_card(chat: Chat) -> None:
    look(chat.say(MINE), status())
    look(chat.press("Add something"), status()).expect(f"What do you want to add to {MINE}?")
    assert did(chat.press("Add it", text="There is another.")) == AddInformation(
        text="There is another."
    )
    chat.tell(ReportShown(status(), AddInformation(text="There is another.")))
    chat.expect("Added", "without your name")
    assert "another" not in chat.state


@pytest.mark.parametrize("typed", [f"add to {MINE}: There is another.", f"add {MINE}"])
def test_something_can_be_added_by_typing(chat: Chat, typed: str) -> None:
    look(chat.say(typed), status())
    if not chat.step.effects:
        chat.say("There is another.")
    assert did(chat) == AddInformation(text="There is another.")


def test_without_a_reference_the_one_report_that_fits_is_meant(chat: Chat) -> None:
    assert chat.say("add something to my report").effect == ListReports(chat.person)
    closed = status(ReportStage.CLOSED, reference=OTHER)
    chat.tell(ReportsListed((status(), closed))).expect(f"add to {MINE}")
    assert did(chat.say("There is another.")) == AddInformation(text="There is another.")


def test_where_several_fit_the_person_is_asked_which(chat: Chat) -> None:
    chat.say("withdraw my report").tell(ReportsListed((status(), status(reference=OTHER))))
    chat.expect("Which report?", MINE, OTHER)
    look(chat.say(MINE), status()).expect(f"Withdraw {MINE}?")


def test_another_command_may_come_instead_of_which(chat: Chat) -> None:
    chat.say("withdraw my report").tell(ReportsListed((status(), status(reference=OTHER))))
    assert isinstance(chat.say("share my name").effect, ListReports)
    chat.tell(ReportsListed((status(), status(reference=OTHER, shares_name=True))))
    chat.expect(f"Share your name with {MINE}?")


def test_where_none_fits_that_is_said(chat: Chat) -> None:
    chat.say("withdraw").tell(ReportsListed((status(ReportStage.WITHDRAWN),)))
    chat.expect("no report with which I could do that")
    assert chat.conversation.own is None


def test_what_is_added_may_be_too_long_and_loses_its_trackers(chat: Chat) -> None:
    look(chat.say(f"add {MINE}"), status()).say("a" * 3000).expect("3000 characters", "2000")
    tracked = "see https://e.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.b&data=pat%40x"
    assert did(chat.say(tracked)) == AddInformation(text="see https://a.b")


@pytest.mark.parametrize(
    ("stage", "says"),
    [(ReportStage.CLOSED, "is closed"), (ReportStage.WITHDRAWN, "have withdrawn that report")],
)
def test_nothing_is_added_to_a_report_that_is_over(
    chat: Chat, stage: ReportStage, says: str
) -> None:
    look(chat.say(f"add {MINE} more"), status(stage)).expect(says)
    assert chat.step.effects == ()


# Withdrawing.


def test_a_report_is_withdrawn_only_when_the_reporter_means_it(chat: Chat) -> None:
    look(chat.say(f"withdraw {MINE}"), status()).expect(
        f"Withdraw {MINE}?", "keep what you wrote", "may still look into the post"
    )
    assert did(Chat(chat.toolbox, conversation=chat.conversation).say("yes")) == Withdraw()
    assert did(chat.press("Withdraw it")) == Withdraw()
    chat.tell(ReportShown(status(ReportStage.WITHDRAWN), Withdraw())).expect("is withdrawn")


@pytest.mark.parametrize("no", ["no", "cancel"])
def test_a_report_that_is_not_to_be_withdrawn_stays(chat: Chat, no: str) -> None:
    look(chat.say(f"withdraw {MINE}"), status()).say(no).expect("left it as it was")
    assert chat.step.effects == ()
    assert chat.conversation.own is None


def test_an_unsent_report_is_discarded_and_not_withdrawn(chat: Chat) -> None:
    chat.say("report a post", "withdraw my report").expect("has not been sent", "discard")
    assert chat.step.effects == ()
