"""Every verdict: each channel, capacity, employer shown or not, each single concern and each pair.

What a single concern comes to is written out by hand in concerns.py, from the policy, and not taken
from the rules. Larger sets are left to Hypothesis.
"""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_content.assessment import assess
from policy_content.model import Policy, Verdict
from tests.policy_content.checking_posts import CHECKS, NOON, PUBLIC, STRICTNESS, Choices, walk
from tests.policy_content.concerns import (
    ASK,
    CONCERNS,
    DONT,
    EARLY,
    GO,
    HARD,
    PAIRS,
    SETTINGS,
    SOFT,
    Concern,
    answered,
    expected,
)

each_setting = pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: "-".join(s.values()))


def verdict(setting: Choices, concerns: tuple[Concern, ...]) -> Verdict:
    """Return the verdict on a post that does all of these, at noon."""
    return assess(CHECKS, answered(setting, concerns), NOON)


@cache
def _single(setting: tuple[tuple[str, str], ...], concern: Concern) -> Verdict:
    return verdict(dict(setting), (concern,))


def single(setting: Choices, concern: Concern) -> Verdict:
    return _single(tuple((name, str(value)) for name, value in setting.items()), concern)


def test_every_option_of_the_list_and_of_what_follows_on_it_is_here() -> None:
    listed = next(question for question in CHECKS.questions if question.many)
    assert {concern.tick for concern in CONCERNS} == {option.id for option in listed.options}
    here = {(concern.question, concern.answer) for concern in CONCERNS if concern.question}
    follow = [q for q in CHECKS.questions if any(c.name == listed.id for c in q.when)]
    assert here == {(q.id, option.id) for q in follow for option in q.options}


@each_setting
def test_each_single_concern_comes_to_what_the_policy_says(setting: Choices) -> None:
    for concern in CONCERNS:
        assert single(setting, concern).outcome == expected(setting, (concern,)), concern
    assert verdict(setting, ()).outcome == expected(setting, ())


@each_setting
def test_of_each_pair_the_stricter_wins_and_both_are_shown(setting: Choices) -> None:
    for pair in PAIRS:
        answers = answered(setting, pair)
        both = assess(CHECKS, answers, NOON)
        assert both.outcome == expected(setting, pair), pair
        for concern in pair:
            one = single(setting, concern)
            assert STRICTNESS[both.outcome] <= STRICTNESS[one.outcome]
            # What cannot change the verdict any more is not asked, and then not shown either.
            told = not concern.question or concern.question in answers
            if told and one.outcome != GO:
                assert {*one.deciding} <= {*both.deciding}, pair


@each_setting
@given(concerns=st.lists(st.sampled_from(CONCERNS), min_size=3, unique_by=lambda one: one.tick))
def test_of_any_set_the_strictest_wins(setting: Choices, concerns: list[Concern]) -> None:
    assert verdict(setting, tuple(concerns)).outcome == expected(setting, tuple(concerns))


@pytest.mark.parametrize("platform", PUBLIC)
def test_one_public_platform_is_like_another(platform: str) -> None:
    for concern in CONCERNS:
        setting: Choices = {"channel": platform, "capacity": "personal", "profile": "disclaimer"}
        there, anywhere = (
            verdict(setting, (concern,)),
            verdict({**setting, "channel": "external"}, (concern,)),
        )
        assert (there.outcome, there.deciding) == (anywhere.outcome, anywhere.deciding)
        assert there.would_change == anywhere.would_change
        caution = "professional-use" in there.advice
        assert caution == (platform == "linkedin" and there.outcome not in (HARD, SOFT, DONT))


def test_every_listed_principle_decides_somewhere_and_every_clause_is_the_policys(
    policy: Policy,
) -> None:
    verdicts = [single(setting, concern) for setting in SETTINGS for concern in CONCERNS]
    decided = {clause for one in verdicts for clause in one.deciding}
    lists = ("soft-breach", "hard-breach")
    principles = {clause.id for clause in policy.clauses.values() if clause.follows in lists}
    assert len(principles) == 10
    assert principles <= decided
    assert decided | {clause for one in verdicts for clause in one.advice} <= {*policy.clauses}


@each_setting
def test_before_0930_only_figures_of_today_wait(setting: Choices) -> None:
    for concern in CONCERNS:
        answers = {concern.question: concern.answer} if concern.question else {}
        choices = walk({**setting, **answers, "does": (concern.tick,)})
        early = assess(CHECKS, choices, EARLY).outcome
        waits = concern.tick == "statistics" and concern.answer == "today"
        worst = min(ASK, expected(setting, (concern,)), key=STRICTNESS.__getitem__)
        assert early == (worst if waits else expected(setting, (concern,))), concern
