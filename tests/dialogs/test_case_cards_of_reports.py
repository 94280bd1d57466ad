"""What the team's cards show of reports: people's words made inert, no reporter."""

import json

from dialogs.cards.case_card import case_card
from dialogs.payloads.case_payloads import CaseView
from dialogs.turn import Reply
from policy_content.model import Policy
from storage.records import (
    CaseStatus,
    ContentRecord,
    ContentState,
    EventKind,
    RelatedCase,
)
from tests.dialogs.case_cards import ASKED
from tests.dialogs.cases import (
    HACKED,
    HOSTILE,
    case,
    event,
    report,
    shown,
    taken,
)
from tests.dialogs.chat import MORNING, Chat, card_json, elements, own_words, runs_of


def test_only_a_recognised_link_can_be_opened(desk: Chat) -> None:
    shown(desk, case(link="https://evil.example/{{DATE()}}"))
    assert "Open the post" not in desk.titles()
    shown(desk, case(link=""))
    assert "The reporter had no link." in runs_of(desk.cards[0])


def test_a_reporters_words_are_shown_and_do_nothing(desk: Chat) -> None:
    hostile = report(account=HOSTILE, seen_when=HOSTILE, shared_name=HOSTILE)
    for view in (CaseView.CARD, CaseView.PACK, CaseView.HISTORY):
        noted = event(1, EventKind.NOTED, text=HOSTILE, actor_name=HOSTILE)
        shown(desk, case(reports=(hostile,), events=(noted,)), view)
        card = desk.cards[0]
        assert "{{" not in json.dumps(card)
        assert "\u202e" not in json.dumps(card, ensure_ascii=False)
        blocks = [e["text"] for e in elements(card) if e["type"] == "TextBlock"]
        assert not any("evil" in text for text in blocks), "a TextBlock would render the link"
        assert any("evil.example" in run for run in runs_of(card))
    shown(desk, case(reports=(hostile,)))
    assert "](" not in desk.cards[0]["fallbackText"]
    assert "<at>" not in desk.cards[0]["fallbackText"]


def test_a_shared_name_and_a_self_report_are_told_and_otherwise_nothing(desk: Chat) -> None:
    shown(desk, case(reports=(report(shared_name="Pat Reporter", own_post=True),)))
    assert "The reporter chose to share their name: Pat Reporter" in runs_of(desk.cards[0])
    assert "Self-reported" in json.dumps(desk.cards[0])
    shown(desk, case()).expect_not("Pat", "Self-reported", "share their name")


def test_several_reports_are_counted_and_all_are_under_details(desk: Chat) -> None:
    first, second = report(account="The first."), report(number=2, account="The second.")
    shown(desk, case(reports=(first, second))).expect("Reports: 2")
    assert own_words(desk.cards[0]) <= 60
    assert "The first." in runs_of(desk.cards[0])
    gone = second.model_copy(update={"withdrawn_at": MORNING})
    shown(desk, case(reports=(first, gone))).expect("Reports: 2, withdrawn: 1", "The first.")
    shown(desk, case(reports=(first,) * 9))
    assert "5 more reports are not shown here." in json.dumps(desk.cards[0])


def test_a_long_account_begins_on_the_first_screen_and_is_whole_under_details(desk: Chat) -> None:
    account = "word " * 390
    shown(desk, case(reports=(report(account=account),)))
    runs = runs_of(desk.cards[0])
    assert account.strip() in runs
    assert any(run.startswith("word") and run.endswith("…") for run in runs)
    assert "The rest is under Show details." in json.dumps(desk.cards[0])


def test_a_case_whose_reports_were_all_withdrawn_can_be_closed(desk: Chat) -> None:
    gone = (report(withdrawn_at=MORNING),)
    assert shown(desk, case(reports=gone)).titles()[1] == "Take"
    assert shown(desk, taken(reports=gone)).titles()[1] == "Close the case"


def test_questions_answers_notes_and_other_cases_are_on_the_card(desk: Chat) -> None:
    other = RelatedCase(
        reference="C-2222-3333", status=CaseStatus.CLOSED, opened_at=MORNING, same_post=True
    )
    note = event(4, EventKind.NOTED, actor_name="Ida Comms", text="Rang them.")
    content = ContentRecord(
        state=ContentState.REMOVED, at=MORNING, by="Sam Second", on=MORNING.date()
    )
    shown(desk, taken(questions=(ASKED,), related=(other,), events=(note,), content=content))
    card = json.dumps(desk.cards[0], ensure_ascii=False)
    for part in (
        "Questions to reporters: 1. Answers: 2.",
        "Which part?",
        "Answer, report 1: The end.",
        "Report 2: would rather not say.",
        "could not be reached",
        "Earlier case of this post: C-2222-3333",
        "Note by Ida Comms",
        "the post was removed, by Sam Second, on 1 June 2026",
    ):
        assert part in card


def test_the_history_tells_who_did_what(desk: Chat) -> None:
    events = tuple(
        event(
            number,
            kind,
            actor_name="Ida Comms",
            to_name="Sam Second",
            report=1,
            text="some words",
            decision=HACKED if kind is EventKind.DECIDED else None,
        )
        for number, kind in enumerate(EventKind)
    )
    shown(desk, taken(events=events), CaseView.HISTORY)
    lines = runs_of(desk.cards[0])
    assert len(lines) == len(EventKind)
    text = "\n".join(lines)
    for part in (
        "Ida Comms handed the case to Sam Second.",
        "Ida Comms decided: Hard breach (hard-breach.hacked). It says so outright.",
        "Ida Comms noted: some words",
        "Report 1 was withdrawn.",
        "A reporter could not be reached.",
        "1 June 2026",
    ):
        assert part in text


def test_a_card_that_may_have_arrived_before_says_so(policy: Policy) -> None:
    card = card_json(Reply("text", case_card(case(), policy, may_repeat=True)))
    assert "You may have had this card before" in json.dumps(card)
    plain = card_json(Reply("text", case_card(case(), policy)))
    assert "You may have had this card before" not in json.dumps(plain)


def test_help_in_the_channel_lists_every_command_of_the_team(desk: Chat) -> None:
    desk.say("help").expect("queue", "take C-…", "export closed since 1 June")
    assert "Check a post" not in desk.titles()
