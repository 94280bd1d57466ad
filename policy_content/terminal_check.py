"""A check in the terminal: a question at a time, answered by numbers (`assess`)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from policy_content.assessment import Answers, assess, next_question
from policy_content.model import Policy, Question, Verdict
from policy_content.verdict_table import in_words

Ask = Callable[[str], str]
Say = Callable[[str], None]
BACK, QUIT = ("b", "back"), ("q", "quit")
_HOW_ONE = "Number (b for back, q to quit): "
_HOW_MANY = "Numbers with commas, or nothing for none (b for back, q to quit): "
_AGAIN = "That is none of the numbers."


def check_in_terminal(policy: Policy, at: datetime, ask: Ask, say: Say) -> Verdict | None:
    """Ask until there is a verdict, and say it; return it, or None where the person quits.

    `at` is the time of the check, aware. An answer that is gone back over is asked again; those
    before it stay.
    """
    answers: dict[str, str | tuple[str, ...]] = {}
    while question := next_question(policy.checks, answers):
        say("\n".join(_lines(question)))
        typed = ask(_HOW_MANY if question.many else _HOW_ONE).strip().casefold()
        if typed in QUIT:
            return None
        if typed in BACK:
            if answers:
                answers.popitem()
            continue
        answer = read_numbers(question, typed)
        if answer is None:
            say(_AGAIN)
        else:
            answers[question.id] = answer
    verdict = assess(policy.checks, answers, at)
    say("\n".join(_verdict_lines(policy, verdict, answers)))
    return verdict


def read_numbers(question: Question, typed: str) -> str | tuple[str, ...] | None:
    """Return the options whose numbers were typed; None where they do not fit the question."""
    parts = [part for part in typed.replace(",", " ").split() if part]
    places = [int(part) for part in parts if part.isascii() and part.isdigit()]
    if len(places) != len(parts) or not all(0 < n <= len(question.options) for n in places):
        return None
    chosen = tuple(dict.fromkeys(question.options[place - 1].id for place in places))
    if question.many:
        return chosen
    return chosen[0] if len(chosen) == 1 else None


def _lines(question: Question) -> Iterator[str]:
    yield f"\n{question.text}"
    if question.help:
        yield question.help
    for number, option in enumerate(question.options, 1):
        yield f"  {number}. {option.text}"


def _verdict_lines(policy: Policy, verdict: Verdict, answers: Answers) -> Iterator[str]:
    yield f"\nVerdict: {in_words(verdict.outcome)}"
    for clause in verdict.deciding:
        yield f"[{clause}] {policy.clause(clause).text}"
    yield from (*verdict.would_change, *verdict.remarks)
    yield from (f"Not policy: {note}" for note in verdict.notes)
    if verdict.advice:
        yield f"See also: {', '.join(verdict.advice)}"
    given = (f"{name}: {_said(answer)}" for name, answer in answers.items())
    yield f"Answers: {'; '.join(given)}"


def _said(answer: str | Sequence[str]) -> str:
    return answer if isinstance(answer, str) else ", ".join(answer) or "none"
