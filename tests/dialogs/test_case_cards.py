"""What the team's cards show: small, in the policy's words, step by step."""

import json
from datetime import timedelta
from typing import Any

import pytest

from dialogs.cards.case_card import case_card
from dialogs.effects.case_effects import CasesListed
from dialogs.payloads.case_payloads import CaseView
from dialogs.turn import Reply
from policy_content.model import Policy
from storage.records import (
    Addition,
    AnswerForTeam,
    CaseForTeam,
    CaseStatus,
    ContentRecord,
    ContentState,
    Decision,
    DecisionKind,
    EventKind,
    RelatedCase,
    ReportOutcome,
    StepAnswer,
    StepRecord,
    UpheldBreach,
)
from tests.dialogs.case_cards import ASKED
from tests.dialogs.cases import (
    IDA,
    SAM,
    case,
    decided,
    event,
    report,
    shown,
    summary,
    taken,
)
from tests.dialogs.chat import MORNING, Chat, card_json, check_card, own_words, runs_of

SOFT = Decision(kind=DecisionKind.SOFT, principle="soft-breach.agree-criticism")


EARLIER = UpheldBreach(
    reference="C-2222-3333", principle="soft-breach.agree-criticism", decided_at=MORNING
)


LABEL = 34


def everything(sign: str, count: int) -> list[CaseForTeam]:
    """Return cases in every state, as heavy as people can make them."""
    long = report(
        account=sign * 2000,
        seen_when=sign * 200,
        shared_name=sign * 80,
        additions=(Addition(at=MORNING, text=sign * 2000),) * 5,
        withdrawn_at=MORNING,
        own_post=True,
    )
    decision = Decision(kind=DecisionKind.HARD, principle="hard-breach.hacked", reason=sign * 500)
    answers = (AnswerForTeam(report=1, at=MORNING, text=sign * 2000),) * 5
    step = StepRecord(
        step="hard-breach.action.director", answer=StepAnswer.YES, by=sign * 80, reason=sign * 500
    )
    heavy: dict[str, Any] = {
        "reports": tuple(long.model_copy(update={"number": n + 1}) for n in range(count)),
        "owner": sign * 100,
        "questions": (ASKED.model_copy(update={"text": sign * 1000, "answers": answers}),) * 6,
        "content": ContentRecord(state=ContentState.REMOVED, at=MORNING, by=sign * 80),
        "repeats": (EARLIER,) * 9,
        "author_recorded": True,
        "related": (
            RelatedCase(
                reference="C-2222-3333", status=CaseStatus.NEW, opened_at=MORNING, same_post=True
            ),
        )
        * 9,
        "events": tuple(
            event(n, kind, actor_name=sign * 100, text=sign * 1000, step=step)
            for n in range(12)
            for kind in (EventKind.NOTED, EventKind.STEP_RECORDED)
        ),
    }
    return [case(**heavy), taken(**heavy), decided(decision, done=("director",), **heavy)]


@pytest.mark.parametrize("sign", ["a", "ŵ", "😀", '"', "\\"])
@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_a_case_card_stays_small_whatever_is_reported(
    policy: Policy, sign: str, count: int
) -> None:
    for one in everything(sign, count):
        card = case_card(one, policy, may_repeat=True, remark=sign * 300)
        check_card(card_json(Reply("text", card)))


@pytest.mark.parametrize("sign", ["a", "😀", '"'])
@pytest.mark.parametrize("view", list(CaseView))
def test_every_form_and_list_stays_small_and_its_buttons_short(
    desk: Chat, view: CaseView, sign: str
) -> None:
    for one in everything(sign, 40):
        shown(desk, one, view, step="director", members=(IDA, SAM) * 80, link="https://a.example/x")
        assert all(len(title) <= LABEL for title in desk.titles()), desk.titles()


def test_the_queue_stays_small_and_says_what_is_left_out(desk: Chat) -> None:
    desk.tell(CasesListed([summary(owner="😀" * 100, principles=("x" * 80,) * 10)] * 50))
    desk.expect("Open cases: 50", "40 more are not shown here")
    desk.tell(CasesListed([])).expect("There are no open cases.")


def test_the_queue_tells_state_age_and_owner(desk: Chat) -> None:
    young = summary(status=CaseStatus.TAKEN, owner="Ida Comms", opened_at=MORNING)
    desk.tell(CasesListed([summary(), young]))
    desk.expect("new 1, taken 1, decided 0", "new, 3 days old", "taken, today, with Ida Comms")
    desk.wait(timedelta(days=1)).tell(CasesListed([young])).expect("1 day old")


def test_a_new_card_shows_the_claim_in_the_policys_words_and_that_it_is_no_finding(
    desk: Chat,
) -> None:
    shown(desk, case())
    runs = runs_of(desk.cards[0])
    assert "“Suggest or confirm ONS has been hacked”" in runs
    assert any("A report is not a finding." in run and "abc (reviewed" in run for run in runs)
    assert own_words(desk.cards[0]) <= 60


STEPS = {
    DecisionKind.SOFT: ["line-manager", "repeated"],
    DecisionKind.HARD: ["line-manager", "disciplinary", "it-security-officer", "director"],
}


@pytest.mark.parametrize("kind", list(DecisionKind))
def test_a_decision_has_the_policys_own_steps_in_its_order_and_words(
    desk: Chat, policy: Policy, kind: DecisionKind
) -> None:
    one = decided(Decision(kind=kind, reason="Because of this."))
    assert [step.step.rsplit(".", 1)[1] for step in one.checklist] == STEPS.get(kind, [])
    shown(desk, one)
    assert "Reason: Because of this." in runs_of(desk.cards[0])
    if not one.checklist:
        assert desk.titles()[1:3] == ["Close the case", "More"]
        return
    first = one.checklist[0].step
    assert f"“{policy.clause(first).text}”" in runs_of(desk.cards[0])
    shown(desk, one, CaseView.STEPS)
    quoted = [run for run in runs_of(desk.cards[0]) if run.startswith("“")]
    assert quoted == [f"“{policy.clause(step.step).text}”" for step in one.checklist]


def test_the_card_leads_from_step_to_step_and_then_to_the_end(desk: Chat) -> None:
    shown(desk, decided())
    assert desk.titles()[1] == "Record: Line manager"
    shown(desk, decided(done=("line-manager",)))
    assert desk.titles()[1:3] == ["Record: Employee Relations", "All the steps"]
    desk.expect("✓ Line manager: done, by Priya Line on 1 June 2026")
    shown(desk, decided(done=("line-manager", "disciplinary", "officer", "director")))
    assert desk.titles()[1:3] == ["Close the case", "All the steps"]
    shown(desk, decided(status=CaseStatus.CLOSED, outcome=ReportOutcome.ACTED))
    assert desk.titles()[1:3] == ["Reopen", "More"]


def test_mandatory_steps_ask_who_told_the_line_manager_and_never_for_discipline(
    desk: Chat,
) -> None:
    for step in ("line-manager", "disciplinary"):
        shown(desk, decided(), CaseView.STEP, step=step)
        card = json.dumps(desk.cards[0])
        assert "This step is mandatory." in card
        assert "Who told the line manager" in card
        assert "Do not record any disciplinary outcome." in card
        sent = desk.data_of("Record this step")
        assert (sent["by"], sent["on"], sent["answer"]) == ("Ida Comms", "2026-06-01", "done")


def test_earlier_soft_breaches_are_shown_with_their_clauses_and_a_person_decides(
    desk: Chat,
) -> None:
    one = decided(SOFT, repeats=(EARLIER,), author_recorded=True)
    shown(desk, one).expect_not("C-2222-3333, decided")
    assert any("C-2222-3333. You decide" in run for run in runs_of(desk.cards[0]))
    shown(desk, one, CaseView.STEP, step="repeated")
    card = json.dumps(desk.cards[0], ensure_ascii=False)
    assert "The policy does not define repeated. You decide." in card
    assert "C-2222-3333, decided 1 June 2026: “Agree with external criticism”" in card
    without = shown(desk, decided(SOFT), CaseView.STEP, step="repeated").cards[0]
    assert "No author is recorded" in json.dumps(without)
