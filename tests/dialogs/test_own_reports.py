"""Reporters and the reports they sent: where they stand, adding, answering, withdrawing, names."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from dialogs.effects.report_effects import (
    ActOnReport,
    FindReported,
    ListReports,
    ReportedBefore,
    ReportRefused,
    ReportShown,
    ReportsListed,
    ReportUnchanged,
    ShowReport,
    SubmitReport,
)
from dialogs.own.notices import notice
from dialogs.turn import OpenPersonalChat, Place
from storage.errors import AlreadyAnswered, ReportClosed, UnknownReport
from storage.records import (
    AddInformation,
    AnswerQuestion,
    DeclineQuestion,
    DeliveryKind,
    PostAddress,
    QuestionForReporter,
    ReporterAction,
    ReportOutcome,
    ReportStage,
    ReportStatus,
    ShareName,
    Withdraw,
)
from tests.dialogs.chat import MORNING, Chat, card_json, inputs_of
from tests.dialogs.test_reports import FORM, LINK, reviewed
from tests.dialogs.test_yammer_links import NUMBER

MINE = "R-7K3M-9QXT"
OTHER = "R-2B4C-5D6F"
ASKED = QuestionForReporter(id=UUID(int=77), at=MORNING, text="Was **it** on [Monday](http://a.b)?")
AT = "1 June 2026, 08:10"


def status(stage: ReportStage = ReportStage.DELIVERED, **changes: Any) -> ReportStatus:
    times: dict[str, datetime | None] = {
        "delivered_at": None if stage is ReportStage.SAVED else MORNING,
        "taken_at": MORNING if stage is ReportStage.TAKEN else None,
        "closed_at": MORNING if stage is ReportStage.CLOSED else None,
    }
    usual = {"reference": MINE, "submitted_at": MORNING, "principle": "hard-breach.hacked"}
    return ReportStatus(**{**usual, **times, "stage": stage, **changes})


def look(chat: Chat, report: ReportStatus) -> Chat:
    """Find the report that the last turn looked for."""
    assert isinstance(chat.effect, ShowReport)
    assert chat.effect.person == chat.person
    return chat.tell(ReportShown(report))


def did(chat: Chat) -> ReporterAction:
    effect = chat.effect
    assert isinstance(effect, ActOnReport)
    assert effect.person == chat.person
    assert effect.reference == MINE
    return effect.action


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


# Questions of the team.


def asked(chat: Chat, **changes: Any) -> Chat:
    """Put the team's question in front of the person, as the notice does."""
    told = notice(DeliveryKind.NOTICE_QUESTION, status(questions=(ASKED,), **changes), ASKED)
    chat.step = type(chat.step)(chat.conversation, (told,))
    return chat


def test_a_question_comes_on_its_own_card_inert_and_does_not_say_who_asks(chat: Chat) -> None:
    asked(chat).expect(MINE, "They do not know who you are", f"reply {MINE}")
    assert chat.titles() == ["Reply", "I'd rather not", "Share my name"]
    (card,) = chat.cards
    shown = [e["text"] for e in card["body"] if e["type"] == "TextBlock"]
    assert not any("Monday" in text for text in shown), "people's words are text runs"
    assert "](" not in chat.text


def test_a_question_is_answered_from_its_card(chat: Chat) -> None:
    assert did(asked(chat).press("Reply", text="On Tuesday.")) == AnswerQuestion(
        question=ASKED.id, text="On Tuesday."
    )
    answered = AnswerQuestion(question=ASKED.id, text="On Tuesday.")
    chat.tell(ReportShown(status(), answered)).expect("passed on your answer, without your name")
    assert chat.step.replies[0].in_place, "the card can be answered once"


def test_a_question_is_answered_by_typing(chat: Chat) -> None:
    look(asked(chat).say(f"reply {MINE} On Tuesday."), status(questions=(ASKED,)))
    assert did(chat) == AnswerQuestion(question=ASKED.id, text="On Tuesday.")
    other = Chat(chat.toolbox).say("reply")
    other.tell(ReportsListed((status(questions=(ASKED,)),))).expect("Was", "Type your answer")
    assert did(other.say("On Tuesday.")) == AnswerQuestion(question=ASKED.id, text="On Tuesday.")


@pytest.mark.parametrize("how", ["card", "typed", "one line"])
def test_a_question_may_be_left_unanswered(chat: Chat, how: str) -> None:
    asked(chat)
    match how:
        case "card":
            chat.press("I'd rather not")
        case "typed":
            look(chat.say(f"reply {MINE}"), status(questions=(ASKED,))).say("I'd rather not")
        case _:
            look(chat.say(f"I'd rather not answer {MINE}"), status(questions=(ASKED,)))
    assert did(chat) == DeclineQuestion(question=ASKED.id)
    chat.tell(ReportShown(status(), DeclineQuestion(question=ASKED.id)))
    chat.expect("rather not answer, and not who you are")


def test_an_empty_answer_is_asked_for_again(chat: Chat) -> None:
    look(asked(chat).press("Reply", text="  "), status(questions=(ASKED,))).expect("Was")
    assert not chat.step.effects


def test_a_question_is_answered_in_the_middle_of_a_report_which_goes_on(chat: Chat) -> None:
    chat.say("report a post", "no link", "4")
    flow = chat.conversation.flow
    asked(chat).press("Reply", text="On Tuesday.")
    answer = AnswerQuestion(question=ASKED.id, text="On Tuesday.")
    chat.tell(ReportShown(status(), answer)).expect("passed on your answer", "What happened?")
    assert chat.conversation.flow == flow
    look(chat.say(f"reply {MINE} On Tuesday."), status(questions=(ASKED,)))
    assert did(chat) == answer
    look(chat.say(f"reply {MINE}"), status(questions=(ASKED,))).expect("Type your answer")
    assert did(chat.say("On Tuesday.")) == answer


def test_a_question_in_between_is_answered_and_what_waits_is_asked_again(chat: Chat) -> None:
    look(chat.say(f"withdraw {MINE}"), status()).say("what counts as internal material?")
    chat.expect("soft-breach.internal-material", f"Withdraw {MINE}?")


def test_a_question_about_the_policy_is_never_sent_to_the_team(chat: Chat) -> None:
    look(chat.say(f"add {MINE}"), status()).say("what counts as internal material?")
    chat.expect("soft-breach.internal-material", "What do you want to add")
    assert not any(isinstance(effect, ActOnReport) for effect in chat.step.effects)


def test_what_is_typed_after_going_on_with_something_else_is_not_sent_to_the_team(
    chat: Chat,
) -> None:
    chat.say("should I post this?")
    onward = chat.data_of("On Yammer (Viva Engage)")
    look(chat.say(f"add {MINE}"), status()).send(onward).say("As myself")
    assert chat.step.effects == ()
    assert chat.conversation.own is None


def test_a_question_that_nobody_asked_or_that_was_answered_is_said_so(chat: Chat) -> None:
    look(chat.say(f"reply {MINE} yes"), status()).expect("Nobody is waiting for an answer")
    asked(chat).press("Reply", text="Again.")
    chat.tell(ReportRefused("refused", AlreadyAnswered())).expect("answered that question already")
    asked(chat).press("Reply", text="Again.")
    chat.tell(ReportRefused("refused", ReportClosed())).expect("is closed")


# Names.


@pytest.mark.parametrize(
    "text",
    [
        "Ask Pat, I saw it",
        "I am Pat Morgan-Reid.",
        "morgan-reid",
        "write to pat.morgan@ons.example",
        "my login is pmorgan",
        "MORGAN",
        "PAT's desk",
    ],
)
def test_a_reply_with_the_reporters_own_name_address_or_user_name_warns_first(
    chat: Chat, text: str
) -> None:
    chat.name = "Pat Morgan-Reid (ONS)"
    asked(chat).press("Reply", text=text).expect("your own name, address or user name")
    assert chat.step.effects == ()
    assert inputs_of(chat.cards[0])["text"] == text
    chat.press("Reply", text="It was on Tuesday.")
    assert did(chat) == AnswerQuestion(question=ASKED.id, text="It was on Tuesday.")
    asked(chat).press("Reply", text=text).press("Send it as it is")
    assert did(chat) == AnswerQuestion(question=ASKED.id, text=text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Pat Reporter", "The pattern was reported by everybody on Tuesday"),
        ("Will May", "he will post again, or he may not"),
        ("Ana Li", "analysis of the list"),
        ("Pat Reporter", "It was on Tuesday at 10:30, https://a.b/c"),
        ("", "anything"),
    ],
)
def test_everyday_words_are_not_taken_for_a_name(chat: Chat, name: str, text: str) -> None:
    chat.name = name
    assert did(asked(chat).press("Reply", text=text)) == AnswerQuestion(
        question=ASKED.id, text=text
    )


@pytest.mark.parametrize("typed", ["send it", "change it", "cancel"])
def test_a_warned_text_can_be_sent_changed_or_dropped_by_typing(chat: Chat, typed: str) -> None:
    look(chat.say(f"add {MINE} Pat saw it"), status()).expect("own name", "Or type: send it")
    chat.say(typed)
    match typed:
        case "send it":
            assert did(chat) == AddInformation(text="Pat saw it")
        case "change it":
            chat.expect("What do you want to add").say("I saw it")
            assert did(chat) == AddInformation(text="I saw it")
        case _:
            chat.expect("left it as it was")
            assert "Pat saw" not in chat.state


def test_nobody_who_shares_their_name_is_warned_of_it(chat: Chat) -> None:
    named = status(shares_name=True, questions=(ASKED,))
    assert did(asked(chat, shares_name=True).press("Reply", text="Pat here")) == AnswerQuestion(
        question=ASKED.id, text="Pat here"
    )
    look(chat.say(f"add {MINE} Pat again"), named)
    assert did(chat) == AddInformation(text="Pat again")


def test_sharing_the_name_is_explicit_and_final(chat: Chat) -> None:
    look(asked(chat).press("Share my name"), status(questions=(ASKED,)))
    chat.expect(f"Share your name with {MINE}?", "This is final")
    assert chat.step.effects == ()
    assert did(chat.press("Share my name for good")) == ShareName()
    chat.tell(ReportShown(status(shares_name=True), ShareName())).expect("will see your name")
    look(chat.say(f"share my name with {MINE}"), status(shares_name=True)).expect("already")
    assert chat.step.effects == ()


def test_a_name_can_still_be_shared_when_the_case_is_closed(chat: Chat) -> None:
    look(chat.say(f"share my name {MINE}"), status(ReportStage.CLOSED)).say("yes")
    assert did(chat) == ShareName()


# The same post again.


def test_who_reported_the_post_before_is_asked_whether_to_add(chat: Chat) -> None:
    chat.say("report a post", LINK)
    assert chat.effect == FindReported(chat.person, PostAddress(thread=NUMBER))
    chat.tell(ReportedBefore(None))
    assert chat.step.replies == ()
    chat.tell(ReportedBefore(status())).expect(f"already reported this post, as {MINE}")
    look(chat.press(f"Add to {MINE}"), status()).expect(f"add to {MINE}?")
    assert chat.conversation.flow is None, "there was nothing in it but the link"
    assert did(chat.say("It is still there.")) == AddInformation(text="It is still there.")


@pytest.mark.parametrize("how", ["card", "typed"])
def test_what_was_written_is_added_to_the_earlier_report(chat: Chat, how: str) -> None:
    effect = reviewed(chat).press("Send").effect
    assert isinstance(effect, SubmitReport)
    chat.tell(ReportedBefore(status(), effect.report)).expect("Nothing new was sent", MINE)
    assert FORM["account"] in chat.state, "nothing that was typed is lost"
    chat.press(f"Add to {MINE}") if how == "card" else chat.say("add it")
    assert did(chat) == AddInformation(text=FORM["account"])
    chat.tell(ReportShown(status(), AddInformation(text=FORM["account"]))).expect("Added")
    assert chat.conversation.flow is None


# When it fails.


def test_what_could_not_be_saved_is_handed_back(chat: Chat) -> None:
    asked(chat).press("Reply", text="On [Tuesday](http://a.b).")
    chat.tell(ReportUnchanged(MINE, did(chat))).expect("Nothing was sent", "On [Tuesday]")
    assert "](" not in chat.text
    chat.tell(ReportUnchanged(MINE, Withdraw())).expect("Nothing was sent", "try again")


def test_what_waits_is_over_after_an_hour_and_no_answer_is_taken_for_a_question(
    chat: Chat,
) -> None:
    look(chat.say(f"add {MINE}"), status()).wait(timedelta(hours=1))
    chat.say("what did he say about payroll?").expect("untouched for an hour")
    assert chat.step.effects == ()
    assert chat.conversation.own is None
