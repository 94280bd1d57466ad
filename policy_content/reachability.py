"""Finds rules that can never hold, and questions that are never asked."""

from collections.abc import Iterable, Iterator, Mapping

from policy_content.model import Checks, Condition, Question


def never_holds(when: Iterable[Condition], questions: Mapping[str, Question]) -> str:
    """Say why these conditions cannot all hold; empty where they can.

    A condition on a question needs the question to arise, and so all of its own conditions.
    """
    needed: dict[str, dict[str, None]] = {}
    for condition in _with_what_leads_there(when, questions):
        needed.setdefault(condition.name, {})[condition.value] = None
    for name, values in needed.items():
        if len(values) > 1 and not _together(questions.get(name), {*values}):
            return f'"{name}" cannot be both {" and ".join(values)}'
    return ""


def unused(checks: Checks) -> Iterator[str]:
    """Yield the questions that no rule asks for, nor, where they come after, any remark."""
    by_rules = {condition.name for rule in checks.rules for condition in rule.when}
    by_remarks = {condition.name for remark in checks.remarks for condition in remark.when}
    for question in checks.questions:
        if question.id not in (by_rules | by_remarks if question.after else by_rules):
            yield question.id


def _with_what_leads_there(
    when: Iterable[Condition], questions: Mapping[str, Question]
) -> Iterator[Condition]:
    for condition in when:
        yield condition
        question = questions.get(condition.name)
        if question is not None:
            yield from _with_what_leads_there(question.when, questions)


def _together(question: Question | None, values: set[str]) -> bool:
    """Tell whether one answer can give all of these values."""
    if question is None:
        return False
    given = ({option.id, option.counts_as} for option in question.options)
    return question.many or any(values <= one for one in given)
