"""What leaves as a file: exports in which nothing acts, packs without anything of a reporter."""

import csv
import io
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.effects.case_effects import CasesExported
from dialogs.triage.export import COLUMNS, csv_of
from dialogs.triage.pack import draft_pack
from policy_content.model import Policy
from storage.records import (
    OTHER_CODE,
    Addition,
    AnswerForTeam,
    CaseQuery,
    Decision,
    DecisionKind,
    QuestionForTeam,
)
from tests.dialogs.cases import HOSTILE, REFERENCE, case, decided, export_row, report, taken
from tests.dialogs.chat import MORNING, Chat
from tests.dialogs.test_case_cards import EARLIER, SOFT

FORMULAS = [
    '=HYPERLINK("http://evil")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "\n=1",
    "＝1",
    "\u200b=1",
]


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_an_export_is_a_formula(formula: str) -> None:
    decision = Decision(kind=DecisionKind.NOT_A_BREACH, reason=formula, closing_code=OTHER_CODE)
    (row,) = rows_of(csv_of([export_row(owner=formula, link=formula, decision=decision)]))
    for column in ("owner", "link", "reason"):
        assert row[column].startswith("'")


@given(st.text(max_size=80))
def test_whatever_is_in_it_an_export_stays_a_table_without_formulas(text: str) -> None:
    (row,) = rows_of(csv_of([export_row(owner=text)]))
    assert tuple(row) == COLUMNS
    assert not row["owner"].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert row["reference"] == REFERENCE


def test_times_of_an_export_are_londons_and_an_export_may_be_empty(desk: Chat) -> None:
    (row,) = rows_of(csv_of([export_row()]))
    assert row["opened"] == "2026-06-01 08:10"
    assert row["closed"] == ""
    desk.tell(CasesExported([], CaseQuery())).expect("No case fits that.")


def test_an_export_comes_as_a_link_or_as_text_where_it_is_small(desk: Chat) -> None:
    desk.tell(CasesExported([export_row()], CaseQuery(), "https://bot.example/files/x"))
    assert "Download the file" in desk.titles()
    desk.expect_not(REFERENCE)
    assert desk.step.replies[0].private
    desk.tell(CasesExported([export_row()], CaseQuery())).expect(REFERENCE)
    desk.tell(CasesExported([export_row()] * 200, CaseQuery())).expect("too much for a message")


def test_a_pack_has_what_happened_the_clauses_the_actions_the_evidence_and_guidance(
    policy: Policy,
) -> None:
    whole = draft_pack(decided(SOFT, repeats=(EARLIER,), author_recorded=True), policy).text
    for part in (
        "Soft breach (soft-breach.agree-criticism), decided 1 June 2026.",
        "It says that we were hacked.",
        f"“{policy.clause('soft-breach.agree-criticism').text}”",
        f"“{policy.clause('soft-breach.action.line-manager').text}”",
        "The post: https://",
        "Earlier upheld soft breaches of the same author: C-2222-3333. Repeated is not defined.",
        "The social media policy, version abc",
        "Listed in the policy, without a link: Social Media Guide for Civil Servants",
        "This is a draft.",
    ):
        assert part in whole


def test_a_pack_has_nothing_of_a_reporter(policy: Policy) -> None:
    reports = (
        report(shared_name="Pat Reporter", own_post=True, seen_when="from my desk"),
        report(number=2, account="Withdrawn words.", withdrawn_at=MORNING),
        report(number=3, account="Third.", additions=(Addition(at=MORNING, text="More."),)),
    )
    question = QuestionForTeam(
        id=UUID(int=1),
        at=MORNING,
        by="Ida Comms",
        text="Where were you?",
        report=1,
        answers=(AnswerForTeam(report=1, at=MORNING, text="I sit beside him."),),
    )
    whole = draft_pack(taken(reports=reports, questions=(question,)), policy).text
    assert "Third." in whole
    assert "More." in whole
    private = ("Pat", "desk", "Withdrawn", "Where were", "beside him", "08:1", "Self-reported")
    for word in (*private, "Reports: ", "report 1", "Report 1"):
        assert word not in whole


def test_a_pack_before_the_decision_says_that_a_report_is_no_finding(policy: Policy) -> None:
    whole = draft_pack(case(), policy).text
    assert "Not decided yet." in whole
    assert "A report is not a finding." in whole


def test_peoples_words_in_a_pack_are_inert(policy: Policy) -> None:
    whole = draft_pack(case(reports=(report(account=HOSTILE),)), policy).text
    assert "{{" not in whole
    assert "\u202e" not in whole
