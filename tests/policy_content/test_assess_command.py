"""`python -m policy_content assess`: a check in the terminal, and checks as JSON lines."""

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from policy_content.command_line import main

POST = {"channel": "x", "capacity": "personal", "profile": "disclaimer", "accuracy": "yes"}
EARLY = "2026-06-01T08:10:00+01:00"


def assessed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], row: Any) -> Any:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{json.dumps(row)}\n\n"))
    assert main(["assess", "--jsonl"]) == 0
    return json.loads(capsys.readouterr().out)


def typed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *answers: str
) -> str:
    """Run a check in the terminal at 08:10 and return what it said."""
    lines: Iterator[str] = iter(answers)

    def ask(prompt: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", ask)
    assert main(["assess", "--at", EARLY]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("published", "at", "verdict"),
    [
        ("no", EARLY, ("hard-breach", "hard")),
        ("today", EARLY, ("ask-first", "caution")),
        ("today", "2026-06-01T09:29:59+01:00", ("ask-first", "caution")),
        ("today", "2026-06-01T08:30:00Z", ("go-ahead", "ok")),
        ("today", "2026-12-01T09:29:59Z", ("ask-first", "caution")),
        ("today", "2026-12-01T09:30:00Z", ("go-ahead", "ok")),
    ],
)
def test_a_line_is_a_whole_check(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    published: str,
    at: str,
    verdict: tuple[str, str],
) -> None:
    answers = {**POST, "does": ["statistics"], "published": published, "posted": "no"}
    row = assessed(monkeypatch, capsys, {"id": 7, "answers": answers, "at": at})
    assert (row["id"], row["verdict"], row["class"]) == (7, *verdict)
    assert row["next"] is None
    goes_ahead, stops = verdict[1] == "ok", verdict[1] == "hard"
    assert bool(row["would_change"]) != goes_ahead
    assert ("Your disclaimer does not change this." in row["remarks"]) == stops
    assert ("hard-breach.pre-release-statistics" in row["clauses"]) != goes_ahead


@pytest.mark.parametrize("does", [["hacked", "badge"], "hacked, badge"])
def test_ticks_are_a_list_or_have_commas_between(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], does: Any
) -> None:
    row = assessed(monkeypatch, capsys, {"answers": {**POST, "does": does}})
    assert row["clauses"] == ["hard-breach.hacked", "personal-security.id-badge"]
    assert row["next"] == "posted"


def test_what_is_no_question_or_option_is_named_and_an_open_check_is_in_doubt(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {"channel": "moon", "mood": "good", "does": ["singing"]}
    row = assessed(monkeypatch, capsys, {"answers": answers, "at": EARLY})
    assert row["ignored"] == ["mood", "channel: moon", "does: singing"]
    assert (row["verdict"], row["next"]) == ("ask-first", "channel")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({}, 'no object "answers"'),
        ({"answers": ["x"]}, 'no object "answers"'),
        ({"answers": {"channel": 5}}, 'the answer to "channel" is neither'),
        ({"answers": {"channel": ["x", "yammer"]}}, '"channel" takes one option, not 2'),
        ({"answers": POST, "at": "2026-06-01T08:10"}, "does not say its zone"),
        ({"answers": POST, "at": 5}, '"at" is no time'),
        ({"answers": POST, "at": "soon"}, "Invalid isoformat"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], row: Any, told: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(row)))
    assert main(["assess", "--jsonl"]) == 1
    assert told in capsys.readouterr().out


def test_a_check_in_the_terminal_asks_one_thing_at_a_time_and_tells_the_clauses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = typed(monkeypatch, capsys, "1", "1", "2", "1", "3", "2")
    assert said.index("Where will you post it?") < said.index("Who will you post it as?")
    assert "Verdict: hard breach" in said
    quoted = "[hard-breach.pre-release-statistics] Imply or confirm statistical content of any"
    assert quoted in said
    assert "It would change once the release is published" in said
    assert "Not policy: Since 2020" in said
    assert "See also: content-used-against-you" in said
    assert "Answers: channel: x; capacity: personal" in said


def test_back_asks_the_one_before_again_and_what_is_no_number_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = typed(monkeypatch, capsys, "b", "5", "back", "five", "9", "1, 2", "5", "1", "", "1")
    assert said.count("Where will you post it?") == 6
    assert said.count("That is none of the numbers.") == 3
    assert "Verdict: go ahead\n" in said
    assert "does: none" in said


@pytest.mark.parametrize("answers", [("q",), ("1", "quit"), ("1", "1")])
def test_a_check_may_be_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answers: tuple[str, ...]
) -> None:
    assert "Verdict" not in typed(monkeypatch, capsys, *answers)
