"""Reads answers to the questions of "should I post this?", typed or pressed."""

from collections.abc import Iterable

from dialogs.payloads.pressed import AnswerCheck
from dialogs.state import Answer
from dialogs.text.matching import match_many, match_one
from policy_content.model import Question


def typed_answer(question: Question, text: str) -> Answer | None:
    """Read a typed answer; None where it picks none of the question's options."""
    options = [(option.id, option.text) for option in question.options]
    if question.many:
        return match_many(text, options)
    return match_one(text, options) or None


def pressed_answer(question: Question, payload: AnswerCheck) -> Answer | None:
    """Read a pressed answer; None where it is not one of the question's options."""
    known = {option.id for option in question.options}
    if not question.many:
        return payload.option if payload.option in known else None
    ticked = _unique(part.strip() for part in payload.options.split(","))
    return ticked if known.issuperset(ticked) else None


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
