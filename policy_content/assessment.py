"""Decides "should I post this?": which question comes next, and what the answers come to.

Pure: checks, answers and a time in; a question or a verdict out. An answer can only make a verdict
stricter, never softer, so a question is worth asking only while some rule stricter than the verdict
so far still hangs on it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from policy_content.model import Checks, Condition, OutcomeOfCheck, Question, Rule, Verdict

Answers = Mapping[str, str | Sequence[str]]

BEFORE_0930 = "before_0930"
# hard-breach.pre-release-statistics: "before 09:30 publication", by the clock in London.
_PUBLICATION = time(9, 30)
_LONDON = ZoneInfo("Europe/London")
_STRICTNESS = {outcome: rank for rank, outcome in enumerate(OutcomeOfCheck)}
# five-things.doubts: "if in doubt, don't post it". An unfinished check is a doubt.
_DOUBTS = "five-things.doubts"


def is_before_0930(at: datetime) -> bool:
    """Tell whether it is before 09:30 in London. Raises ValueError for a naive time."""
    if at.tzinfo is None:
        raise ValueError("The time of a check must know its time zone.")
    return at.astimezone(_LONDON).time() < _PUBLICATION


def next_question(
    checks: Checks, answers: Answers, concerns: Collection[str] = ()
) -> Question | None:
    """Return the next question that can still change the verdict, None when there is none.

    `answers` are option ids by question id, several for a question with many. `concerns` are
    clauses that a draft raised: questions about them come first, after those that lead.
    """
    facts = _live(checks, answers)
    outcome = _outcome(checks, facts)
    arising = [
        question
        for question in checks.questions
        if question.id not in facts and _hold(question.when, facts)
    ]
    arising.sort(key=lambda question: _turn(question, concerns))
    return next((one for one in arising if _matters(checks, one, facts, outcome)), None)


def _turn(question: Question, concerns: Collection[str]) -> tuple[bool, bool, bool]:
    """Return what sorts questions; those alike keep the order in which they are written."""
    raised = any(clause in concerns for clause in question.clauses)
    return bool(question.after), not question.leads, not (question.leads or raised)


def assess(checks: Checks, answers: Answers, at: datetime) -> Verdict:
    """Return the verdict on the answers given, at a time (aware; the 09:30 rule is London's).

    The strictest rule that holds wins, and the clauses of all that hold are shown, strictest
    first. Answers to questions that do not arise, or with ids that are unknown, are ignored.
    An unfinished check is at best "ask first". Raises ValueError for a naive time.
    """
    given = _live(checks, answers)
    facts = {**given, BEFORE_0930: ("yes" if is_before_0930(at) else "no",)}
    holding = [rule for rule in checks.strictest_first if _hold(rule.when, facts)]
    unfinished = next_question(checks, answers)
    outcome = holding[0].outcome if holding else OutcomeOfCheck.GO_AHEAD
    in_doubt = (
        unfinished is not None
        and not unfinished.after
        and _STRICTNESS[outcome] > _STRICTNESS[OutcomeOfCheck.ASK_FIRST]
    )
    if in_doubt:
        outcome = OutcomeOfCheck.ASK_FIRST
    return _Wording(checks, facts, holding, outcome).verdict(doubt=in_doubt)


@dataclass(frozen=True, slots=True)
class _Wording:
    """Gathers what a verdict shows; `holding` are the rules that hold, strictest first."""

    checks: Checks
    facts: Mapping[str, tuple[str, ...]]
    holding: Sequence[Rule]
    outcome: OutcomeOfCheck

    def verdict(self, *, doubt: bool) -> Verdict:
        # "Not a breach" is shown where it stands alone; it never speaks against a stop.
        deciding = [
            rule
            for rule in self.holding
            if rule.outcome != OutcomeOfCheck.GO_AHEAD or self.outcome == OutcomeOfCheck.GO_AHEAD
        ]
        remarks = [
            remark
            for remark in self.checks.remarks
            if self.outcome in remark.outcomes and _hold(remark.when, self.facts)
        ]
        clauses = [_DOUBTS] if doubt else []
        clauses += [clause for rule in deciding for clause in rule.clauses]
        advice = [clause for rule in deciding for clause in rule.advice]
        advice += [clause for remark in remarks for clause in remark.advice]
        return Verdict(
            outcome=self.outcome,
            deciding=_once(clauses),
            advice=_once(advice, without=clauses),
            would_change=_once([rule.would_change for rule in deciding]),
            remarks=_once([remark.says for remark in remarks]),
            notes=_once([rule.note for rule in deciding]),
        )


def _once(values: Sequence[str], without: Sequence[str] = ()) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value and value not in without))


def _live(checks: Checks, answers: Answers) -> dict[str, tuple[str, ...]]:
    """Return the answers that count: known ones, to questions that arise from those before.

    What an option counts as stands beside it.
    """
    live: dict[str, tuple[str, ...]] = {}
    for question in checks.questions:
        chosen = _valid(question, answers.get(question.id))
        if chosen is not None and _hold(question.when, live):
            live[question.id] = (*chosen, *_counted(question, chosen))
    return live


def _counted(question: Question, chosen: Sequence[str]) -> Iterator[str]:
    for option in question.options:
        if option.counts_as and option.id in chosen:
            yield option.counts_as


def _valid(question: Question, answer: str | Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the options chosen, None where the answer does not fit the question."""
    if answer is None or isinstance(answer, str) == question.many:
        return None
    known = {option.id for option in question.options}
    if isinstance(answer, str):
        return (answer,) if answer in known else None
    ticked = tuple(dict.fromkeys(option for option in answer if option in known))
    # Ticking nothing is an answer; ticking only what is no longer there is none.
    return ticked if ticked or not answer else None


def _hold(conditions: Sequence[Condition], facts: Mapping[str, tuple[str, ...]]) -> bool:
    # Most fail at their first condition; making a generator for each costs three times as much.
    for condition in conditions:  # noqa: SIM110 - see above
        if condition.value not in facts.get(condition.name, ()):
            return False
    return True


def _outcome(checks: Checks, facts: Mapping[str, tuple[str, ...]]) -> OutcomeOfCheck:
    """Return the verdict so far, whatever the time."""
    holding = (rule.outcome for rule in checks.strictest_first if _hold(rule.when, facts))
    return next(holding, OutcomeOfCheck.GO_AHEAD)


def _matters(
    checks: Checks,
    question: Question,
    facts: Mapping[str, tuple[str, ...]],
    outcome: OutcomeOfCheck,
) -> bool:
    """Tell whether an answer could still make the verdict stricter (or, after it, add advice)."""
    if question.after:
        return outcome in question.after
    return any(
        _STRICTNESS[rule.outcome] < _STRICTNESS[outcome]
        and all(c.name not in facts or c.value in facts[c.name] for c in rule.when)
        for rule in checks.rules_on[question.id]
    )
