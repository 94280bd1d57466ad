"""The check as the owner sees it: drawn, listed, and the page in docs/ that holds both."""

import re
from pathlib import Path

import pytest

from policy_content.checks_page import Part, renewed
from policy_content.command_line import main
from policy_content.graph import mermaid
from policy_content.loader import POLICY_FOLDER
from policy_content.model import Checks, OutcomeOfCheck
from policy_content.verdict_table import in_words, verdict_tables

PAGE = POLICY_FOLDER.parents[1] / "docs" / "checks.md"


@pytest.mark.parametrize("part", ["graph", "table"])
def test_the_page_is_fresh(checks: Checks, part: Part) -> None:
    page = PAGE.read_text("utf-8")
    renew = f"python -m policy_content {part} --into docs/checks.md"
    assert renew in page
    assert renewed(page, checks, part) == page, f"run: {renew}"


def test_every_question_verdict_and_rule_is_drawn(checks: Checks) -> None:
    drawn = mermaid(checks)
    for question in checks.questions:
        assert f'{question.id}["{question.text}"]' in drawn
    arrows = re.findall(r"(\w+) -- \"(.*?)\" --> (\w+)", drawn)
    for rule in checks.rules:
        to = f"v_{rule.outcome.value.replace('-', '_')}"
        last = [q.id for q in checks.questions if any(c.name == q.id for c in rule.when)][-1]
        values = [c.value for c in rule.when if c.name == last]
        assert any(
            source == last and end == to and values[0] in label for source, label, end in arrows
        )


def test_every_question_leads_somewhere_and_is_led_to(checks: Checks) -> None:
    arrows = re.findall(r"(\w+) (?:-- \".*?\" )?-(?:-|\.-)> (\w+)", mermaid(checks))
    from_, to = {source for source, _ in arrows}, {end for _, end in arrows}
    last, first = checks.questions[-1].id, checks.questions[0].id
    assert {question.id for question in checks.questions} - {last} <= from_
    assert {question.id for question in checks.questions} - {first} <= to


def test_the_table_lists_every_tick_and_every_clause_that_decides(checks: Checks) -> None:
    table = verdict_tables(checks)
    ticks = next(question for question in checks.questions if question.many)
    assert all(f"| {option.text} |" in table for option in ticks.options)
    decides = {c for rule in checks.rules for c in rule.clauses}
    assert {clause for clause in decides if f"`{clause}`" not in table} == set()
    assert {o for o in OutcomeOfCheck if in_words(o) not in table} == set()


def test_the_table_splits_by_time_where_the_time_decides(checks: Checks) -> None:
    rows = [line for line in verdict_tables(checks).splitlines() if "before 09:30" in line]
    (row,) = rows
    assert row.split(" | ")[1:4] == ["Yes, today, before 09:30", "ask first", "ask first"]


def test_a_page_without_a_place_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing")
    assert main(["table", "--into", str(page)]) == 1
    assert "no one place marked" in capsys.readouterr().out
    assert page.read_text() == "nothing"


def test_a_place_is_filled_and_the_rest_stays(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- graph -->\nold\n<!-- end of graph -->\nafter\n")
    assert main(["graph", "--into", str(page)]) == 0
    text = page.read_text()
    assert text.startswith("before\n<!-- graph -->\n\n```mermaid\nflowchart TD\n")
    assert text.endswith("```\n\n<!-- end of graph -->\nafter\n")
    assert "old" not in text


def test_without_a_page_both_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph"]) == 0
    assert capsys.readouterr().out.startswith("flowchart TD\n")
    assert main(["table"]) == 0
    assert capsys.readouterr().out.startswith("| Does the post do any of these? |")
