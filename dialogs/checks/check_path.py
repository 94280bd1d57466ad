"""Which questions of a check lie on the way that the answers take.

All answers are kept, so that going back loses none; those that do not lie on the way (because an
earlier answer was changed) count for nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dialogs.state import Answer, CheckFlow
from dialogs.wording import checks
from policy_content.assessment import next_question
from policy_content.model import Checks, Question


@dataclass(frozen=True, slots=True)
class Path:
    """The questions answered on the way, their answers, and the question that comes next."""

    asked: tuple[Question, ...]
    answers: Mapping[str, Answer]
    onward: Question | None


def walk(checks: Checks, flow: CheckFlow, until: str = "") -> Path:
    """Follow the answers up to the first question that has none, or up to the question `until`."""
    answers: dict[str, Answer] = {}
    asked: list[Question] = []
    while True:
        question = next_question(checks, answers, flow.concerns)
        # A question that comes back although it was answered has an answer of an older version.
        stop = question is None or question.id in answers or question.id == until
        if question is None or stop or question.id not in flow.answers:
            return Path(tuple(asked), answers, question)
        answers[question.id] = flow.answers[question.id]
        asked.append(question)


def pending_question(checks: Checks, flow: CheckFlow) -> Question | None:
    """Return the question that is asked: by its id, since a walk costs more than all the rest.

    At the opening, and where a newer content has it no longer, it is the next on the way.
    """
    asked = (question for question in checks.questions if question.id == flow.pending)
    return next(asked, None) or walk(checks, flow).onward


def raised_options(checks: Checks, question: Question, concerns: Collection[str]) -> frozenset[str]:
    """Return the options of a list to tick that stand for what a draft raised.

    They are pointed at and never ticked; the options of a single choice are not even that.
    """
    if not question.many:
        return frozenset()
    return frozenset(
        condition.value
        for rule in checks.rules
        for condition in rule.when
        if condition.name == question.id and any(clause in concerns for clause in rule.clauses)
    )


def answer_words(question: Question, answer: Answer) -> str:
    """Return an answer in the words of its options."""
    chosen = (answer,) if isinstance(answer, str) else answer
    texts = (option.text for option in question.options if option.id in chosen)
    return "; ".join(texts) or checks.NONE_TICKED
