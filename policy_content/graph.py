"""Draws "should I post this?" for the policy's owner, as a Mermaid flow chart.

A box is a question, a rounded one a verdict. An arrow to a verdict bears the answers that lead to
it (option ids, with what else must hold in brackets); an arrow between questions bears the answer
that makes the second arise.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from policy_content.model import Checks, Condition, OutcomeOfCheck, Question, Rule
from policy_content.verdict_table import in_words

_COLOURS = {
    "stop": ("fill:#f7d4d4,stroke:#a33", ("hard-breach", "soft-breach", "dont")),
    "wait": ("fill:#fdebc8,stroke:#a70", ("not-authorised", "fix-first", "ask-first")),
    "go": ("fill:#d9efd9,stroke:#383", ("go-ahead-with-care", "go-ahead")),
}
_FACTS = {("before_0930", "yes"): "before 09:30", ("before_0930", "no"): "from 09:30"}


def mermaid(checks: Checks) -> str:
    """Return the flow chart of all questions and rules."""
    lines = ["flowchart TD", *_nodes(checks), *_order(checks), *_verdicts(checks), *_after(checks)]
    return "\n    ".join(lines) + "\n"


def _nodes(checks: Checks) -> Iterator[str]:
    for question in checks.questions:
        yield f'{question.id}["{_escaped(question.text)}"]'
    for outcome in OutcomeOfCheck:
        yield f'{_node(outcome)}(["{in_words(outcome)}"])'
    for name, (style, outcomes) in _COLOURS.items():
        yield f"classDef {name} {style}"
        yield f"class {','.join(_node(outcome) for outcome in outcomes)} {name}"


def _order(checks: Checks) -> Iterator[str]:
    """Yield the arrows between questions: those always asked in a row, the others beside it."""
    row = [question for question in checks.questions if not question.when and not question.after]
    for question, onward in pairwise(row):
        yield f"{question.id} --> {onward.id}"
    for question in checks.questions:
        if question.when:
            source = question.when[-1]
            yield f'{source.name} -- "{_label(question.when)}" --> {question.id}'
            yield f"{question.id} --> {_onward(checks, question, row)}"


def _onward(checks: Checks, question: Question, row: Sequence[Question]) -> str:
    """Return the next question that is always asked, or the verdict where there is none."""
    behind = checks.questions[checks.questions.index(question) + 1 :]
    return next((one.id for one in behind if one in row), _node(OutcomeOfCheck.GO_AHEAD))


def _verdicts(checks: Checks) -> Iterator[str]:
    labels: dict[tuple[str, OutcomeOfCheck], list[str]] = {}
    for rule in checks.rules:
        source, label = _decided_at(checks, rule)
        labels.setdefault((source, rule.outcome), []).append(label)
    for (source, outcome), parts in labels.items():
        yield f'{source} -- "{"<br>".join(dict.fromkeys(parts))}" --> {_node(outcome)}'
    last = [question for question in checks.questions if not question.after][-1]
    yield f'{last.id} -- "nothing against it" --> {_node(OutcomeOfCheck.GO_AHEAD)}'


def _decided_at(checks: Checks, rule: Rule) -> tuple[str, str]:
    """Return the last question that a rule waits for, and what must be answered to it."""
    asked = [question for question in checks.questions if _on(question.id, rule.when)]
    last = asked[-1]
    own = _on(last.id, rule.when)
    rest = [c for c in rule.when if c not in own and c not in last.when]
    more = f" ({_label(rest)})" if rest else ""
    return last.id, f"{_label(own)}{more}"


def _on(name: str, conditions: Sequence[Condition]) -> list[Condition]:
    return [condition for condition in conditions if condition.name == name]


def _label(conditions: Sequence[Condition]) -> str:
    return ", ".join(_FACTS.get((c.name, c.value), c.value) for c in conditions)


def _after(checks: Checks) -> Iterator[str]:
    for question in checks.questions:
        for outcome in question.after:
            yield f"{_node(outcome)} -.-> {question.id}"


def _node(outcome: str) -> str:
    return f"v_{outcome.replace('-', '_')}"


def _escaped(text: str) -> str:
    return text.replace('"', "#quot;")
