"""Rules that can never hold, and questions that are never asked, are found by the loader."""

from policy_content.model import Checks, Condition, Option, OutcomeOfCheck, Question, Remark, Rule
from policy_content.reachability import never_holds, unused
from tests.policy_content.checking_posts import CHECKS

PLACE = Question(
    "place",
    "Where?",
    (Option("out", "Out"), Option("park", "Park", counts_as="out"), Option("in", "In")),
)
DOES = Question("does", "What?", (Option("lie", "Lies"), Option("shout", "Shouts")), many=True)
LOUD = Question(
    "loud", "How?", (Option("yes", "Y"), Option("no", "N")),
    when=(Condition("place", "out"), Condition("does", "shout")),
)  # fmt: skip
QUESTIONS = {question.id: question for question in (PLACE, DOES, LOUD)}


def test_a_rule_needs_what_its_questions_need() -> None:
    indoors = (Condition("place", "in"), Condition("loud", "yes"))
    assert never_holds(indoors, QUESTIONS) == '"place" cannot be both in and out'
    assert never_holds(indoors[1:], QUESTIONS) == ""


def test_what_counts_as_an_option_goes_together_with_it() -> None:
    assert never_holds((Condition("place", "park"), Condition("loud", "yes")), QUESTIONS) == ""


def test_two_ticks_go_together_and_two_times_do_not() -> None:
    assert never_holds((Condition("does", "lie"), Condition("loud", "no")), QUESTIONS) == ""
    times = (Condition("before_0930", "yes"), Condition("before_0930", "no"))
    assert never_holds(times, QUESTIONS) == '"before_0930" cannot be both yes and no'


def test_a_question_that_no_rule_needs_is_found_and_one_that_comes_after_may_serve_a_remark() -> (
    None
):
    after = Question("posted", "?", LOUD.options, after=(OutcomeOfCheck.DONT,))
    rule = Rule((Condition("does", "lie"),), OutcomeOfCheck.DONT, ("law",))
    remark = Remark((OutcomeOfCheck.DONT,), (Condition("posted", "yes"), Condition("place", "in")))
    assert list(unused(Checks((PLACE, DOES, after), (rule,), (remark,)))) == ["place"]
    assert list(unused(Checks((PLACE, DOES, after), (rule,)))) == ["place", "posted"]


def test_the_owners_check_has_neither() -> None:
    questions = {question.id: question for question in CHECKS.questions}
    assert list(unused(CHECKS)) == []
    conditions = [rule.when for rule in CHECKS.rules] + [one.when for one in CHECKS.remarks]
    assert {never_holds(when, questions) for when in conditions} == {""}
