"""A whole check as a line of JSON: answers in, the verdict out (`assess --jsonl`)."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from policy_content.assessment import Answers, assess, next_question
from policy_content.evaluation import Row
from policy_content.model import Checks, OutcomeOfCheck, Question, Verdict
from policy_content.training_files import Severity

_CLASSES: Mapping[OutcomeOfCheck, Severity] = {
    OutcomeOfCheck.HARD_BREACH: "hard",
    OutcomeOfCheck.SOFT_BREACH: "soft",
    OutcomeOfCheck.GO_AHEAD: "ok",
}


def verdict_row(checks: Checks, row: Mapping[str, Any]) -> Row:
    """Assess the `answers` of a row at its time `at` (ISO with a zone; now without one).

    `answers` holds an option by question id; of a list to tick also several, as a list or with
    commas between. `ignored` names what is no question or option (any more), `next` the question
    that an unfinished check would ask. Raises ValueError, which says what cannot be read.
    """
    given = row.get("answers")
    if not isinstance(given, dict):
        raise ValueError('it has no object "answers"')  # noqa: TRY004 - it is input, not a type
    answers, ignored = read_answers(checks, given)
    verdict = assess(checks, answers, read_time(row.get("at")))
    onward = next_question(checks, answers)
    return {
        "id": row.get("id"),
        "verdict": verdict.outcome.value,
        "class": class_of(verdict),
        "clauses": list(verdict.deciding),
        "would_change": list(verdict.would_change),
        "remarks": list(verdict.remarks),
        "advice": list(verdict.advice),
        "notes": list(verdict.notes),
        "next": onward.id if onward else None,
        "ignored": ignored,
    }


def class_of(verdict: Verdict) -> Severity:
    """Return the class by which drafts are labelled: all between a breach and ok is caution."""
    return _CLASSES.get(verdict.outcome, "caution")


def read_answers(checks: Checks, given: Mapping[str, Any]) -> tuple[Answers, list[str]]:
    """Return the answers that fit, and what fits no question or option."""
    questions = {question.id: question for question in checks.questions}
    answers: dict[str, str | tuple[str, ...]] = {}
    ignored = [name for name in given if name not in questions]
    for name, answer in given.items():
        question = questions.get(name)
        if question is None:
            continue
        chosen = tuple(_parts(answer, question))
        known = tuple(part for part in chosen if part in {o.id for o in question.options})
        ignored += [f"{name}: {part}" for part in chosen if part not in known]
        if question.many and (known or not chosen):
            answers[name] = known
        elif not question.many and len(known) == len(chosen) == 1:
            answers[name] = known[0]
        elif known:
            raise ValueError(f'"{name}" takes one option, not {len(chosen)}')
    return answers, ignored


def _parts(answer: object, question: Question) -> Iterator[str]:
    if isinstance(answer, str):
        parts = answer.split(",") if question.many else [answer]
        yield from (part.strip() for part in parts if part.strip())
    elif isinstance(answer, list):
        yield from (str(part) for part in answer)
    else:
        told = f'the answer to "{question.id}" is neither an option nor a list of them'
        raise ValueError(told)  # noqa: TRY004 - it is input, not a type


def read_time(at: object) -> datetime:
    """Read an aware time in ISO form; now, for None. Raises ValueError."""
    if at is None:
        return datetime.now(UTC)
    if not isinstance(at, str):
        raise ValueError('"at" is no time')  # noqa: TRY004 - it is input, not a type
    time = datetime.fromisoformat(at)
    if time.tzinfo is None:
        raise ValueError(f'the time "{at}" does not say its zone, for example +01:00 or Z')
    return time
