"""Which questions of a check lie on the way that the answers take.

All answers are kept, so that going back loses none; those that do not lie on the way (because an
earlier answer was changed) count for nothing.
"""

from collections.abc import Mapping
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


def answer_words(question: Question, answer: Answer) -> str:
    """Return an answer in the words of its options."""
    chosen = (answer,) if isinstance(answer, str) else answer
    texts = (option.text for option in question.options if option.id in chosen)
    return "; ".join(texts) or checks.NONE_TICKED
