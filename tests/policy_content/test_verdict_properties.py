"""What holds for every answer to "should I post this?", found by trying very many."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_content.assessment import BEFORE_0930, Answers, assess, is_before_0930, next_question
from policy_content.model import OutcomeOfCheck, Policy, Rule, Verdict
from tests.policy_content.checking_posts import (
    CHECKS,
    GO_AHEADS,
    PUBLIC,
    STOPS,
    STRICTNESS,
    any_answers,
    any_choices,
    any_time,
    walk,
)

_TICKS = [
    option.id for question in CHECKS.questions if question.many for option in question.options
]
NAMED = ("channel", "does")
_CLAUSES = sorted({clause for rule in CHECKS.rules for clause in rule.clauses})


def _strictness(verdict: Verdict) -> int:
    return STRICTNESS[verdict.outcome]


def _holding(answers: Answers, at: datetime) -> list[Rule]:
    facts = {**answers, BEFORE_0930: "yes" if is_before_0930(at) else "no"}
    if answers.get("channel") in PUBLIC:
        facts["channel"] = (str(answers["channel"]), "external")
    return [
        rule
        for rule in CHECKS.rules
        if all(
            condition.value == facts.get(condition.name)
            or (condition.name in NAMED and condition.value in facts.get(condition.name, ()))
            for condition in rule.when
        )
    ]


@given(any_choices, any_time)
def test_the_strictest_rule_wins_and_every_rule_that_holds_is_shown(
    choices: Answers, at: datetime
) -> None:
    answers = walk(choices)
    verdict = assess(CHECKS, answers, at)
    holding = _holding(answers, at)
    strictest = min((STRICTNESS[rule.outcome] for rule in holding), default=len(STRICTNESS) - 1)
    assert _strictness(verdict) == strictest
    shown = {clause for rule in holding for clause in rule.clauses if rule.outcome not in GO_AHEADS}
    assert shown <= {*verdict.deciding}


@given(any_answers, st.sampled_from(_TICKS), any_time)
def test_ticking_one_thing_more_never_softens(answers: Answers, tick: str, at: datetime) -> None:
    ticked = tuple(answers.get("does", ()))
    before = assess(CHECKS, {**answers, "does": ticked}, at)
    after = assess(CHECKS, {**answers, "does": (*ticked, tick)}, at)
    assert _strictness(after) <= _strictness(before)


@given(any_choices, any_time, st.sets(st.sampled_from(_CLAUSES), max_size=3))
def test_what_a_draft_raised_changes_the_order_but_never_the_class_to_a_softer_one(
    choices: Answers, at: datetime, concerns: set[str]
) -> None:
    plain = assess(CHECKS, walk(choices), at)
    raised = assess(CHECKS, walk(choices, concerns=tuple(concerns)), at)
    assert _strictness(raised) == _strictness(plain)


@given(any_answers, any_time)
def test_an_unfinished_check_never_goes_ahead(answers: Answers, at: datetime) -> None:
    verdict = assess(CHECKS, answers, at)
    question = next_question(CHECKS, answers)
    if question is not None and not question.after:
        assert verdict.outcome not in GO_AHEADS


@given(any_answers, any_time)
def test_what_goes_with_an_outcome_is_always_there(answers: Answers, at: datetime) -> None:
    verdict = assess(CHECKS, answers, at)
    assert ("content-used-against-you" in verdict.advice) == (verdict.outcome in STOPS)
    assert ("five-things.permanent" in verdict.advice) == (verdict.outcome in GO_AHEADS)
    assert ("yammer.foi" in verdict.advice) == (answers.get("channel") == "yammer")
    if verdict.outcome not in GO_AHEADS:
        assert verdict.deciding
    assert not {*verdict.deciding} & {*verdict.advice}


@given(any_answers, any_time)
def test_every_clause_named_is_in_the_policy_and_named_once(
    policy: Policy, answers: Answers, at: datetime
) -> None:
    verdict = assess(CHECKS, answers, at)
    named = [*verdict.deciding, *verdict.advice]
    assert {*named} <= {*policy.clauses}
    assert len(named) == len({*named})


@given(any_choices, any_time, st.sampled_from([question.id for question in CHECKS.questions]))
def test_an_option_that_is_no_longer_there_counts_as_not_answered(
    choices: Answers, at: datetime, name: str
) -> None:
    gone = ("once", "upon") if name == "does" else "once"
    stale = {**choices, name: gone, "a-question-of-old": "yes"}
    without = {key: value for key, value in choices.items() if key != name}
    assert assess(CHECKS, stale, at) == assess(CHECKS, without, at)
    assert next_question(CHECKS, stale) == next_question(CHECKS, without)


@given(any_choices, any_time)
def test_answers_to_questions_that_do_not_arise_are_ignored(choices: Answers, at: datetime) -> None:
    on_yammer = {**choices, "channel": "yammer"}
    assert assess(CHECKS, on_yammer, at) == assess(CHECKS, {**on_yammer, "profile": "odd"}, at)


@given(any_answers)
def test_one_choice_where_several_may_be_ticked_is_no_answer(answers: Answers) -> None:
    question = next_question(CHECKS, {"channel": "yammer", "capacity": "personal", "does": "badge"})
    assert question is not None
    assert question.id == "does"
    assert next_question(CHECKS, {**answers, "channel": ("yammer",)}) == next_question(
        CHECKS, {name: value for name, value in answers.items() if name != "channel"}
    )


def test_the_time_of_a_check_must_know_its_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        assess(CHECKS, {}, datetime.now(UTC).replace(tzinfo=None))


def test_go_ahead_is_the_softest_outcome() -> None:
    assert list(STRICTNESS)[-1] == OutcomeOfCheck.GO_AHEAD
