"""Internal Communications take and decide cases, in their channel only, and see no reporter."""

import json
from typing import Any

import pytest

from dialogs.cards.case_card import case_card
from dialogs.notices import notice
from dialogs.turn import CaseRefused, CaseShown, DecideCase, Place, Reply, ShowCase, TakeCase
from policy_content.model import Policy
from storage.records import (
    Actor,
    CaseForTeam,
    CaseStatus,
    Decision,
    DecisionKind,
    DeliveryKind,
    ReportForTeam,
)
from tests.dialogs.chat import MORNING, Chat, card_json, check_card, elements, own_words, runs_of
from tests.dialogs.test_reports import status
from tests.dialogs.test_yammer_links import SHAPES

REFERENCE = "C-7K3M-9QXT"
IDA = Actor(person="ic-1", name="Ida Comms")
HOSTILE = "{{DATE(2026-01-01)}} [x](https://evil.example) <at>all</at> **b** \u202e # h ![i](j)"


def report(**fields: Any) -> ReportForTeam:
    known = {
        "at": MORNING,
        "principle": "hard-breach.hacked",
        "account": "It says that we were hacked.",
        "seen_when": "",
        "own_post": False,
    }
    return ReportForTeam.model_validate(known | fields)


def case(**fields: Any) -> CaseForTeam:
    known = {
        "reference": REFERENCE,
        "version": 1,
        "status": CaseStatus.NEW,
        "opened_at": MORNING,
        "link": SHAPES[0],
        "reports": (report(),),
        "events": (),
        "policy_version": "abc (reviewed February 2022)",
    }
    return CaseForTeam.model_validate(known | fields)


def decided(kind: DecisionKind, principle: str = "", reason: str = "") -> CaseForTeam:
    decision = Decision(kind=kind, principle=principle, reason=reason)
    return case(status=CaseStatus.DECIDED, owner="Ida Comms", decision=decision)


def shown(desk: Chat, one: CaseForTeam) -> Chat:
    return desk.tell(CaseShown(one))


def test_a_new_case_can_be_taken_by_button_and_by_typing(desk: Chat) -> None:
    shown(desk, case())
    assert desk.titles() == ["Take", "Open the post"]
    assert desk.press("Take").effect == TakeCase(REFERENCE, IDA)
    assert desk.say("take c 7k3m9qxt").effect == TakeCase(REFERENCE, IDA)
    assert desk.say(f"case {REFERENCE}").effect == ShowCase(REFERENCE)


def test_a_taken_case_says_who_has_it_and_is_decided_by_form_or_by_typing(desk: Chat) -> None:
    shown(desk, case(status=CaseStatus.TAKEN, owner="Ida Comms")).expect("Taken by Ida Comms")
    filled = {"kind": "hard", "principle": "hard-breach.hacked", "reason": "as it says"}
    by_form = desk.press("Record the decision", **filled).effect
    decision = Decision(kind=DecisionKind.HARD, principle="hard-breach.hacked", reason="as it says")
    assert by_form == DecideCase(REFERENCE, IDA, decision)
    typed = desk.say(f"decide {REFERENCE} hard hard-breach.hacked as it says").effect
    assert typed == by_form


@pytest.mark.parametrize(
    ("typed", "kind", "principle", "reason"),
    [
        ("soft breach: code, but mild", DecisionKind.SOFT, "code", "but mild"),
        ("not a breach, it is constructive", DecisionKind.NOT_A_BREACH, "", "it is constructive"),
        ("not ours", DecisionKind.NOT_OURS, "", ""),
        ("can't tell the post is gone", DecisionKind.CANNOT_TELL, "", "the post is gone"),
        ("hard code", DecisionKind.HARD, "code", ""),
    ],
)  # fmt: skip
def test_every_decision_can_be_typed(
    desk: Chat, typed: str, kind: DecisionKind, principle: str, reason: str
) -> None:
    decision = Decision(kind=kind, principle=principle, reason=reason)
    assert desk.say(f"decide {REFERENCE} {typed}").effect == DecideCase(REFERENCE, IDA, decision)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Say which decision"),
        ("perhaps", "Say which decision"),
        ("hard", "needs the principle"),
        ("hard soft-breach.agree-criticism", "other class of breach"),
        ("not a breach", "needs a reason"),
    ],
)
def test_a_decision_that_lacks_something_is_sent_back(desk: Chat, typed: str, says: str) -> None:
    desk.say(f"decide {REFERENCE} {typed}").expect(says)
    assert desk.step.effects == ()


def test_a_made_up_principle_is_sent_back(desk: Chat) -> None:
    sent = {"do": "decide", "case": REFERENCE, "kind": "hard", "principle": "made-up"}
    assert desk.send(sent).expect("not one of the policy's listed principles").step.effects == ()


@pytest.mark.parametrize("place", [Place.PERSONAL, Place.GROUP, Place.CHANNEL])
def test_case_actions_elsewhere_change_nothing(chat: Chat, place: Place) -> None:
    elsewhere = Chat(chat.toolbox, place=place)
    for sent in ({"do": "take"}, {"do": "decide", "kind": "soft"}, {"do": "show-case"}):
        elsewhere.send(sent | {"case": REFERENCE}).expect("Internal Communications channel only")
        assert elsewhere.step.effects == ()
    elsewhere.say(f"take {REFERENCE}").expect("Internal Communications channel only")
    assert elsewhere.step.effects == ()


def test_a_refusal_says_why_on_the_case_as_it_stands(desk: Chat) -> None:
    taken = case(status=CaseStatus.TAKEN, owner="Somebody Else")
    desk.tell(CaseRefused("Somebody else has taken this case.", taken))
    desk.expect("Somebody else has taken this case.", "Taken by Somebody Else")
    assert "Somebody else has taken this case." in runs_of(desk.cards[0])
    desk.tell(CaseRefused("There is no case with this reference.")).expect("There is no case")
    assert desk.cards == []


def test_the_card_shows_the_claim_in_the_policys_words_and_that_it_is_no_finding(
    desk: Chat,
) -> None:
    shown(desk, case())
    runs = runs_of(desk.cards[0])
    assert "“Suggest or confirm ONS has been hacked”" in runs
    assert any("A report is not a finding." in run and "abc (reviewed" in run for run in runs)
    assert own_words(desk.cards[0]) <= 60


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        (DecisionKind.SOFT, ["line-manager", "repeated"]),
        (DecisionKind.HARD, ["line-manager", "disciplinary", "it-security-officer", "director"]),
        (DecisionKind.NOT_A_BREACH, []),
        (DecisionKind.NOT_OURS, []),
        (DecisionKind.CANNOT_TELL, []),
    ],
)
def test_after_a_decision_the_policys_own_next_steps_are_quoted_in_order(
    desk: Chat, policy: Policy, kind: DecisionKind, steps: list[str]
) -> None:
    shown(desk, decided(kind, reason="Because of this."))
    runs = runs_of(desk.cards[0])
    quoted = [run for run in runs if f"{kind}-breach.action." in run]
    assert [run.rsplit(".", 1)[1] for run in quoted] == steps
    assert "Reason: Because of this." in runs
    assert desk.titles() == ["Open the post"]


def test_only_a_recognised_link_can_be_opened(desk: Chat) -> None:
    shown(desk, case(link="https://evil.example/{{DATE()}}"))
    assert "Open the post" not in desk.titles()
    shown(desk, case(link=""))
    assert "The reporter had no link." in runs_of(desk.cards[0])


def test_a_reporters_words_are_shown_and_do_nothing(desk: Chat) -> None:
    hostile = report(account=HOSTILE, seen_when=HOSTILE, shared_name=HOSTILE)
    shown(desk, case(reports=(hostile,)))
    card = desk.cards[0]
    assert "{{" not in json.dumps(card)
    assert "\u202e" not in json.dumps(card, ensure_ascii=False)
    blocks = [e["text"] for e in elements(card) if e["type"] == "TextBlock"]
    assert not any("evil" in text for text in blocks), "a TextBlock would render the link"
    assert any("evil.example" in run for run in runs_of(card))
    assert "](" not in card["fallbackText"]
    assert "<at>" not in card["fallbackText"]
    assert "evil.example" in card["fallbackText"]


def test_a_shared_name_and_a_self_report_are_told(desk: Chat) -> None:
    shown(desk, case(reports=(report(shared_name="Pat Reporter", own_post=True),)))
    assert "The reporter chose to share their name: Pat Reporter" in runs_of(desk.cards[0])
    assert "Self-reported" in json.dumps(desk.cards[0])
    shown(desk, case()).expect_not("Pat", "Self-reported", "share their name")


@pytest.mark.parametrize("sign", ["a", "ŵ", "😀", '"', "\\"])
@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_a_case_card_stays_small_whatever_is_reported(
    policy: Policy, sign: str, count: int
) -> None:
    long = report(account=sign * 2000, seen_when=sign * 200, shared_name=sign * 80)
    reports = (long,) * count
    big = case(reports=reports, status=CaseStatus.TAKEN, owner=sign * 100)
    check_card(card_json(Reply("text", case_card(big, policy, may_repeat=True))))
    hard = decided(DecisionKind.HARD, "hard-breach.hacked", sign * 500)
    hard = hard.model_copy(update={"reports": reports})
    check_card(card_json(Reply("text", case_card(hard, policy))))


def test_several_reports_are_counted_and_the_earlier_ones_are_under_details(desk: Chat) -> None:
    first, second = report(account="The first."), report(account="The second.", principle="code")
    shown(desk, case(reports=(first, second))).expect("Reports: 2", "Civil Service Code")
    assert own_words(desk.cards[0]) <= 60
    assert "The first." in runs_of(desk.cards[0])
    shown(desk, case(reports=(first,) * 9))
    assert "5 more reports are not shown here." in json.dumps(desk.cards[0])


def test_a_card_that_may_have_arrived_before_says_so(policy: Policy) -> None:
    card = card_json(Reply("text", case_card(case(), policy, may_repeat=True)))
    assert "You may have had this card before" in json.dumps(card)
    plain = card_json(Reply("text", case_card(case(), policy)))
    assert "You may have had this card before" not in json.dumps(plain)


def test_notices_tell_the_outcome_and_never_what_happened_to_the_colleague() -> None:
    taken = notice(DeliveryKind.NOTICE_TAKEN, status("R-1", CaseStatus.TAKEN))
    assert "Internal Communications have taken your report R-1" in taken.text
    delivered = notice(DeliveryKind.NOTICE_DELIVERED, status("R-1", CaseStatus.NEW))
    assert "R-1 has been delivered" in delivered.text
    for kind in DecisionKind:
        closed = notice(DeliveryKind.NOTICE_DECIDED, status("R-1", CaseStatus.DECIDED, kind))
        assert "R-1 is closed: Internal Communications" in closed.text
        assert not {"hard", "soft", "disciplinary", "manager"} & set(closed.text.lower().split())
        check_card(card_json(closed))


def test_a_case_card_is_no_notice() -> None:
    with pytest.raises(ValueError, match="no notice"):
        notice(DeliveryKind.CASE_CARD, status("R-1", CaseStatus.NEW))
