"""Scores the models on labelled rows: how often the first answer is right, what is missed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from policy_content.draft_reader import DraftReader
from policy_content.model import Concern
from policy_content.search import QuestionMatcher
from policy_content.training_files import Severity

Row = dict[str, Any]


def answer_row(matcher: QuestionMatcher, row: Mapping[str, Any]) -> Row:
    """Answer the question `q` of a row; `answer` is None where the policy has no answer."""
    finding = matcher.find(_text(row, "q"))
    clauses = [citation.clause for citation in finding.citations]
    answer = clauses[0] if finding.kind != "none" else None
    return {"id": row.get("id"), "answer": answer, "top3": clauses}


def draft_row(reader: DraftReader, row: Mapping[str, Any]) -> Row:
    """Read the `draft` of a row, posted outside and in person unless the row says otherwise."""
    channel, capacity = row.get("channel", "external"), row.get("capacity", "personal")
    concerns = reader.read(_text(row, "draft"), str(channel), str(capacity))
    return {
        "id": row.get("id"),
        "verdict": severity(concerns),
        "principles": [concern.clause for concern in concerns],
        "spans": [[*span, concern.clause] for concern in concerns for span in concern.spans],
    }


def severity(concerns: Sequence[Concern]) -> Severity:
    """Return the strictest class of the clauses raised; "ok" means that none was."""
    return severity_of([concern.clause for concern in concerns])


def severity_of(clauses: Sequence[str]) -> Severity:
    """Return the strictest class of some clauses; "ok" for none."""
    if any(clause.startswith("hard-breach") for clause in clauses):
        return "hard"
    if any(clause.startswith("soft-breach") for clause in clauses):
        return "soft"
    return "caution" if clauses else "ok"


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise ValueError(f'it has no text "{key}"')  # noqa: TRY004 - it is input, not a type
    return value


def evaluate(folder: Path, matcher: QuestionMatcher, reader: DraftReader) -> Iterator[str]:
    """Yield a line for each questions*.jsonl and drafts*.jsonl in a folder."""
    for path in sorted(folder.glob("questions*.jsonl")):
        rows = _rows(path)
        yield f"{path.name}: {_about_questions(rows, [answer_row(matcher, row) for row in rows])}"
    for path in sorted(folder.glob("drafts*.jsonl")):
        rows = _rows(path)
        yield f"{path.name}: {about_drafts(rows, [draft_row(reader, row) for row in rows])}"


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _about_questions(rows: Sequence[Row], answers: Sequence[Row]) -> str:
    both = list(zip(rows, answers, strict=True))
    inside = [(row, answer) for row, answer in both if row["accept"]]
    outside = [answer for row, answer in both if not row["accept"]]
    first = sum(answer["answer"] in row["accept"] for row, answer in inside)
    three = sum(bool({*answer["top3"]} & {*row["accept"]}) for row, answer in inside)
    refused = sum(answer["answer"] is None for _, answer in inside)
    none = sum(answer["answer"] is None for answer in outside)
    return (
        f"first right {_share(first, len(inside))}, in three {_share(three, len(inside))}, "
        f"wrongly none {_share(refused, len(inside))}, rightly none {_share(none, len(outside))}"
    )


def about_drafts(rows: Sequence[Mapping[str, Any]], readings: Sequence[Row]) -> str:
    """Tell how often the reader was right; the first of a row's `principles` decides it."""
    both = list(zip(rows, readings, strict=True))
    right = sum(row["expect"] == reading["verdict"] for row, reading in both)
    hard = [reading["verdict"] for row, reading in both if row["expect"] == "hard"]
    harmless = [reading["verdict"] for row, reading in both if row["expect"] == "ok"]
    bad = [(row, reading) for row, reading in both if row["expect"] != "ok"]
    noticed = sum(reading["verdict"] != "ok" for _, reading in bad)
    named = sum({*row["principles"][:1]} <= {*reading["principles"]} for row, reading in bad)
    return (
        f"hard noticed {_share(len(hard) - hard.count('ok'), len(hard))}, "
        f"hard as hard {_share(hard.count('hard'), len(hard))}, "
        f"any concern noticed {_share(noticed, len(bad))}, "
        f"harmless left alone {_share(harmless.count('ok'), len(harmless))}, "
        f"deciding principle named {_share(named, len(bad))}, "
        f"verdict right {_share(right, len(both))}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.0%})" if whole else "0/0"
