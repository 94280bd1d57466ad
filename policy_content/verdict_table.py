"""The verdicts of "should I post this?" as tables to read, worked out by asking and assessing.

The first shows what a post may do, by channel; the second how it is posted, by capacity. Two things
together come to the stricter one; tests prove that for every pair.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from policy_content.assessment import BEFORE_0930, Answers, assess, next_question
from policy_content.model import Checks, OutcomeOfCheck, Question, Verdict

# A winter's day, when London keeps UTC.
_EARLY = datetime(2026, 1, 15, 9, 29, 59, tzinfo=UTC)
_LATER = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
_STRICTNESS = {outcome: rank for rank, outcome in enumerate(OutcomeOfCheck)}
_NOT_ASKED = "–"
STOPS = (OutcomeOfCheck.HARD_BREACH, OutcomeOfCheck.SOFT_BREACH, OutcomeOfCheck.DONT)

Answered = dict[str, str | tuple[str, ...]]
Row = Sequence[str]


def verdict_tables(checks: Checks) -> str:
    """Return both tables as Markdown."""
    listed = next(question for question in checks.questions if question.many)
    channel, capacity = (question for question in checks.questions if question.leads)
    channels = [option for option in channel.options if not option.counts_as]
    what = [listed.text, "", *(option.text for option in channels), "Clauses that decide"]
    how = ["", "", *(option.text for option in capacity.options), "Clauses that decide"]
    return "\n\n".join(
        (
            _markdown(what, _by_channel(checks, listed, channel)),
            _markdown(how, _by_capacity(checks, capacity, listed)),
        )
    )


def _by_channel(checks: Checks, listed: Question, channel: Question) -> Iterator[Row]:
    channels = [option.id for option in channel.options if not option.counts_as]
    for (words, answer), answers in _concerns(checks, listed):
        for when, at in (("", _LATER), (", before 09:30", _EARLY)):
            if at is _EARLY and not _hangs_on_time(checks, answers):
                continue
            verdicts = [_verdict(checks, {**answers, channel.id: where}, at) for where in channels]
            yield _row(words, answer + when, verdicts)


def _concerns(checks: Checks, listed: Question) -> Iterator[tuple[tuple[str, str], Answered]]:
    """Yield everything that may be ticked, with each answer to the question that follows on it."""
    yield ("None of these", ""), {listed.id: ()}
    for option in listed.options:
        ticked: Answered = {listed.id: (option.id,)}
        follows = [q for q in checks.questions if any(c.value == option.id for c in q.when)]
        if not follows:
            yield (option.text, ""), ticked
        for question in follows:
            for answer in question.options:
                yield (option.text, answer.text), {**ticked, question.id: answer.id}


def _by_capacity(checks: Checks, capacity: Question, listed: Question) -> Iterator[Row]:
    """Yield each answer to the questions on how a harmless post is posted."""
    for question in checks.questions:
        about_what = question.many or any(c.name == listed.id for c in question.when)
        if question.leads or question.after or about_what:
            continue
        for option in question.options:
            verdicts = [
                _verdict(checks, {capacity.id: who.id, question.id: option.id}, _LATER, question.id)
                for who in capacity.options
            ]
            yield _row(question.text, option.text, verdicts)


def _hangs_on_time(checks: Checks, answers: Answers) -> bool:
    """Tell whether a rule on these answers asks for the time as well."""
    return any(
        any(c.name == BEFORE_0930 for c in rule.when)
        and all(
            c.value in answers.get(c.name, ()) or c.value == answers.get(c.name, c.value)
            for c in rule.when
        )
        for rule in checks.rules
    )


def _verdict(checks: Checks, wanted: Answers, at: datetime, must_ask: str = "") -> Verdict | None:
    """Answer as wanted, and else as harmlessly as can be; None where `must_ask` is not asked."""
    answers: Answered = {}
    while question := next_question(checks, answers):
        chosen = wanted.get(question.id, _harmless(checks, question))
        answers[question.id] = chosen if isinstance(chosen, str) else tuple(chosen)
    return None if must_ask and must_ask not in answers else assess(checks, answers, at)


def _harmless(checks: Checks, question: Question) -> str | tuple[str, ...]:
    """Return the answer that the least strict rules speak against."""
    if question.many:
        return ()
    return max(question.options, key=lambda option: _worst(checks, question.id, option.id)).id


def _worst(checks: Checks, question: str, option: str) -> int:
    ranks = [
        _STRICTNESS[rule.outcome]
        for rule in checks.rules
        for condition in rule.when
        if (condition.name, condition.value) == (question, option)
    ]
    return min(ranks, default=len(_STRICTNESS))


def _row(words: str, answer: str, verdicts: Sequence[Verdict | None]) -> Row:
    clauses = dict.fromkeys(
        f"`{clause}`" for verdict in verdicts if verdict for clause in verdict.deciding
    )
    return (words, answer, *map(_cell, verdicts), " ".join(clauses))


def _cell(verdict: Verdict | None) -> str:
    if verdict is None:
        return _NOT_ASKED
    words = in_words(verdict.outcome)
    return f"**{words}**" if verdict.outcome in STOPS else words


def in_words(outcome: OutcomeOfCheck) -> str:
    """Return an outcome as one reads it."""
    return "don't" if outcome is OutcomeOfCheck.DONT else outcome.value.replace("-", " ")


def _markdown(head: Row, rows: Iterator[Row]) -> str:
    """Return a table; what stands in the first column is not repeated in the rows below it."""
    lines, above = [head, ["---"] * len(head)], ""
    for first, *others in rows:
        lines.append(("" if first == above else first, *others))
        above = first
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)
