"""What "should I post this?" comes to, fact by fact."""

import pytest

from policy_content.assessment import assess
from policy_content.model import OutcomeOfCheck, Policy, Rule
from tests.policy_content.checking_posts import (
    CHECKS,
    HARMLESS,
    NOON,
    STRICTNESS,
    Choices,
    verdict_on,
    walk,
)

PRINCIPLES: dict[str, Choices] = {
    "soft-breach.agree-criticism": {"does": ("criticism",)},
    "soft-breach.broad-ons-matters": {"does": ("broad",)},
    "soft-breach.unfair-employer": {"does": ("unfair",), "evidence": "no"},
    "soft-breach.internal-material": {"does": ("internal",)},
    "hard-breach.data-security-independence": {"does": ("independence",)},
    "hard-breach.vent-bully-harass": {"does": ("complaint",), "tone": "aimed"},
    "hard-breach.offensive-content": {"does": ("offensive",)},
    "hard-breach.hacked": {"does": ("hacked",)},
    "hard-breach.security-threat": {"does": ("threat",)},
    "hard-breach.pre-release-statistics": {"does": ("statistics",), "published": "no"},
}


def test_the_ten_principles_are_those_of_the_two_lists(policy: Policy) -> None:
    lists = ("soft-breach", "hard-breach")
    items = [clause.id for clause in policy.clauses.values() if clause.follows in lists]
    assert list(PRINCIPLES) == items


@pytest.mark.parametrize("capacity", ["personal", "professional", "corporate"])
@pytest.mark.parametrize("clause", PRINCIPLES)
def test_each_of_the_ten_principles_is_a_breach_of_its_own_class(
    clause: str, capacity: str
) -> None:
    verdict = verdict_on(**{**PRINCIPLES[clause], "capacity": capacity})
    assert verdict.outcome == clause.partition(".")[0]
    assert verdict.deciding[0] == clause
    assert "content-used-against-you" in verdict.advice
    assert verdict.would_change


@pytest.mark.parametrize("clause", [name for name in PRINCIPLES if "internal" not in name])
def test_the_principles_hold_on_yammer_too(clause: str) -> None:
    verdict = verdict_on(**{**PRINCIPLES[clause], "channel": "yammer"})
    assert verdict.outcome == clause.partition(".")[0]
    assert "yammer.foi" in verdict.advice


def _conditions(rule: Rule) -> Choices:
    return {
        condition.name: (condition.value,) if condition.name == "does" else condition.value
        for condition in rule.when
    }


@pytest.mark.parametrize("rule", CHECKS.rules, ids=lambda rule: str(_conditions(rule)))
def test_no_rule_is_dead(rule: Rule) -> None:
    conditions = _conditions(rule)
    at = NOON.replace(hour=7) if conditions.pop("before_0930", "no") == "yes" else NOON
    answers = walk(conditions)
    assert conditions.items() <= answers.items(), "every condition of the rule is asked for"
    verdict = assess(CHECKS, answers, at)
    assert verdict.outcome == rule.outcome
    assert {*rule.clauses} <= {*verdict.deciding}
    assert {*rule.advice} <= {*verdict.advice, *verdict.deciding}


def test_every_option_of_the_tick_list_is_used_by_a_rule() -> None:
    used = {condition.value for rule in CHECKS.rules for condition in rule.when}
    for question in CHECKS.questions:
        if question.many:
            assert {option.id for option in question.options} <= used


def test_a_harmless_personal_post_goes_ahead_and_stays_for_good() -> None:
    verdict = verdict_on()
    assert verdict.outcome == OutcomeOfCheck.GO_AHEAD
    assert verdict.deciding == ()
    assert {"five-things.permanent", "five-things.civil-service-code"} <= {*verdict.advice}


def test_all_deciding_clauses_are_shown_strictest_first() -> None:
    verdict = verdict_on(does=("badge", "criticism", "hacked"), profile="no-disclaimer")
    assert verdict.deciding == (
        "hard-breach.hacked",
        "soft-breach.agree-criticism",
        "personal-security.id-badge",
        "identify-employer.disclaimer",
    )
    assert verdict.outcome == OutcomeOfCheck.HARD_BREACH


def test_a_personal_page_that_names_ons_needs_the_disclaimer_first() -> None:
    verdict = verdict_on(profile="no-disclaimer")
    assert verdict.outcome == OutcomeOfCheck.FIX_FIRST
    assert verdict.deciding == ("identify-employer.disclaimer",)
    assert "identify-employer.still-associated" in verdict.advice


def test_a_disclaimer_never_lifts_a_stop_and_the_verdict_says_so() -> None:
    with_disclaimer = verdict_on(profile="disclaimer", does=("offensive",))
    assert with_disclaimer.outcome == OutcomeOfCheck.HARD_BREACH
    assert "Your disclaimer does not change this." in with_disclaimer.remarks
    assert "identify-employer.still-associated" in with_disclaimer.advice


def test_what_is_not_a_breach_never_lifts_a_stop() -> None:
    verdict = verdict_on(does=("weekend", "flaws", "internal"))
    assert verdict.outcome == OutcomeOfCheck.SOFT_BREACH
    assert verdict.deciding == ("soft-breach.internal-material",)


def test_moaning_in_general_is_shown_with_the_clauses_it_conflicts_with() -> None:
    verdict = verdict_on(does=("complaint",), tone="general")
    assert verdict.outcome == OutcomeOfCheck.GO_AHEAD_WITH_CARE
    assert {*verdict.deciding} == {"not-a-breach.work-frustrating", "avoid-negative-comments"}
    assert {"hard-breach.vent-bully-harass", "grievances"} <= {*verdict.advice}


@pytest.mark.parametrize("question", ["tone", "evidence", "constructive", "published", "accuracy"])
def test_not_sure_is_if_in_doubt_dont_post_it(question: str) -> None:
    ticks = {"tone": "complaint", "evidence": "unfair", "constructive": "flaws"}
    ticks["published"] = "statistics"
    does = (ticks[question],) if question in ticks else ()
    # In public, whether or not there is evidence, an unfair employer is a grievance.
    channel = "yammer" if question == "evidence" else "external"
    choices: Choices = {"channel": channel, "does": does, question: "unsure"}
    verdict = verdict_on(**choices)
    assert verdict.outcome == OutcomeOfCheck.ASK_FIRST
    assert "five-things.doubts" in verdict.deciding


def test_grievances_stop_on_public_channels_only() -> None:
    assert verdict_on(does=("grievance",)).deciding == ("grievances",)
    assert verdict_on(does=("grievance",)).outcome == OutcomeOfCheck.DONT
    on_yammer = verdict_on(does=("grievance",), channel="yammer")
    assert on_yammer.outcome == OutcomeOfCheck.GO_AHEAD_WITH_CARE
    assert "grievances" not in (*on_yammer.deciding, *on_yammer.advice)


@pytest.mark.parametrize(
    ("evidence", "outcome"),
    [("yes", OutcomeOfCheck.DONT), ("unsure", OutcomeOfCheck.DONT), ("no", "soft-breach")],
)
def test_an_unfair_employer_is_a_grievance_in_public_with_evidence_or_without(
    evidence: str, outcome: str
) -> None:
    verdict = verdict_on(does=("unfair",), evidence=evidence)
    assert verdict.outcome == outcome
    assert "grievances" in verdict.deciding


def test_internal_material_on_yammer_is_a_question_for_internal_communications() -> None:
    verdict = verdict_on(channel="yammer", does=("internal",))
    assert verdict.outcome == OutcomeOfCheck.ASK_FIRST
    assert verdict.deciding[0] == "soft-breach.internal-material"
    assert "Internal Communications" in verdict.notes[0]


def test_a_profile_is_never_asked_about_on_yammer() -> None:
    assert "profile" not in walk({"channel": "yammer"})


def test_the_policy_speaks_only_to_those_authorised_for_a_corporate_account() -> None:
    verdict = verdict_on(capacity="corporate", authorised="no")
    assert verdict.outcome == OutcomeOfCheck.NOT_AUTHORISED
    assert verdict.deciding == ("corporate-accounts.principles",)


def test_professional_use_carries_its_caution() -> None:
    assert "professional-use" in verdict_on(capacity="professional").advice


def test_who_has_posted_it_already_may_be_asked_to_remove_it() -> None:
    assert "cooperate-investigations" in verdict_on(does=("hacked",), posted="yes").advice
    assert "cooperate-investigations" not in verdict_on(does=("hacked",)).advice
    assert "posted" not in walk({}), "a post that may go ahead is not asked about"


def test_outcomes_stand_strictest_first() -> None:
    assert [outcome.value for outcome in STRICTNESS] == [
        "hard-breach",
        "soft-breach",
        "dont",
        "not-authorised",
        "fix-first",
        "ask-first",
        "go-ahead-with-care",
        "go-ahead",
    ]


def test_harmless_answers_exist_for_every_question() -> None:
    assert set(HARMLESS) == {question.id for question in CHECKS.questions}
