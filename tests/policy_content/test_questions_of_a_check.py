"""Which questions are asked: only those that can still change the verdict, and few."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_content.assessment import assess, next_question
from policy_content.model import OutcomeOfCheck, Question
from tests.policy_content.checking_posts import (
    CHECKS,
    NOON,
    STRICTNESS,
    UNHURRIED,
    Choices,
    any_answers,
    any_choices,
    verdict_on,
    walk,
)

_DOES = next(question for question in CHECKS.questions if question.many)
_CLAUSES = sorted({clause for question in CHECKS.questions for clause in question.clauses})
_FOLLOWED = sorted(
    condition.value
    for question in CHECKS.questions
    for condition in question.when
    if condition.name == _DOES.id
)
# Every mixture of the ticks that lead to more questions, and every other tick alone: others lead
# to no question, so that a mixture of them asks no more than one of them does.
_TICKS = [
    ticks for size in range(len(_FOLLOWED) + 1) for ticks in combinations(_FOLLOWED, size)
] + [(option.id,) for option in _DOES.options if option.id not in _FOLLOWED]


def _paths(answers: Choices) -> Iterator[Choices]:
    question = next_question(CHECKS, answers)
    if question is None:
        yield answers
        return
    options = _TICKS if question.many else [option.id for option in question.options]
    for chosen in options:
        yield from _paths({**answers, question.id: chosen})


@pytest.fixture(scope="module")
def paths() -> list[Choices]:
    return list(_paths({}))


def test_no_path_asks_more_than_nine_questions(
    paths: list[Choices],
) -> None:
    lengths = Counter(len(path) for path in paths)
    assert max(lengths) <= 9
    assert min(lengths) >= 4


@UNHURRIED
@given(any_choices, st.sets(st.sampled_from(_CLAUSES), max_size=4))
def test_no_path_is_longer_where_a_draft_was_read(choices: Choices, raised: set[str]) -> None:
    assert len(walk({**choices, "does": tuple(_FOLLOWED)}, concerns=tuple(raised))) <= 9


def test_what_follows_on_a_list_that_was_raised_comes_right_after_it() -> None:
    choices: Choices = {"does": ("complaint",), "capacity": "corporate"}
    asked = list(walk(choices, concerns=("hard-breach.hacked",)))
    assert asked == ["channel", "capacity", "does", "tone", "authorised", "information"]


def test_every_question_and_every_option_is_reached(
    paths: list[Choices],
) -> None:
    reached = {
        (name, option)
        for path in paths
        for name, answer in path.items()
        for option in ([answer] if isinstance(answer, str) else answer)
    }
    every = {
        (question.id, option.id) for question in CHECKS.questions for option in question.options
    }
    assert reached == every


def test_every_outcome_is_reached(paths: list[Choices]) -> None:
    assert {assess(CHECKS, path, NOON).outcome for path in paths} == set(STRICTNESS)


@pytest.mark.parametrize("profile", ["not-shown", "disclaimer"])
def test_a_harmless_personal_post_needs_at_most_five_questions(profile: str) -> None:
    assert len(walk({"profile": profile})) <= 5
    assert len(walk({"channel": "yammer"})) <= 5


def test_channel_and_capacity_come_first_whatever_a_draft_raised() -> None:
    concerns = ("hard-breach.hacked", "five-things.accuracy")
    assert list(walk({}, concerns=concerns))[:2] == ["channel", "capacity"]


@pytest.mark.parametrize(
    ("concern", "question"),
    [
        ("hard-breach.hacked", "does"),
        ("identify-employer.disclaimer", "profile"),
        ("five-things.accuracy", "accuracy"),
        ("grievances", "does"),
    ],
)
def test_what_a_draft_raised_is_asked_third(concern: str, question: str) -> None:
    asked = next_question(CHECKS, {"channel": "external", "capacity": "personal"}, (concern,))
    assert asked is not None
    assert asked.id == question


def test_without_a_draft_the_questions_keep_the_owners_order() -> None:
    order = [question.id for question in CHECKS.questions]
    asked = list(walk({"does": tuple(_FOLLOWED)}))
    assert asked == sorted(asked, key=order.index)


def test_after_a_hard_breach_only_whether_it_is_posted_is_asked() -> None:
    answers = {"channel": "yammer", "capacity": "personal", "does": ("hacked", "statistics")}
    question = next_question(CHECKS, answers)
    assert question is not None
    assert question.id == "posted"
    assert next_question(CHECKS, {**answers, "posted": "no"}) is None


def _outcomes(question: Question, live: Choices) -> set[OutcomeOfCheck]:
    """Return what the check comes to by each option, the questions after it answered harmlessly."""
    every: list[Choices] = [
        {**live, question.id: (option.id,) if question.many else option.id}
        for option in question.options
    ]
    return {verdict_on(**choices).outcome for choices in every}


@UNHURRIED
@given(any_answers, st.sets(st.sampled_from(_CLAUSES), max_size=3))
def test_a_question_is_asked_only_if_its_answer_can_change_the_verdict(
    answers: Choices, raised: set[str]
) -> None:
    question = next_question(CHECKS, answers, raised)
    if question is None or question.after or question.leads:
        return
    assert len(_outcomes(question, answers)) > 1


@pytest.mark.parametrize("raised", ["identify-employer.disclaimer", "five-things.accuracy"])
def test_what_a_draft_raised_is_not_asked_once_the_verdict_is_stricter(raised: str) -> None:
    answers = {"channel": "external", "capacity": "personal", "does": ("hacked",)}
    asked = next_question(CHECKS, answers, (raised,))
    assert asked is not None
    assert asked.id == "posted"
