"""Answers to "should I post this?" for tests: harmless ones, and any that Hypothesis makes up."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from policy_content import load_policy
from policy_content.assessment import Answers, assess, next_question
from policy_content.model import Checks, OutcomeOfCheck, Question, Verdict

CHECKS = load_policy().checks
STRICTNESS = {outcome: rank for rank, outcome in enumerate(OutcomeOfCheck)}
STOPS = (OutcomeOfCheck.HARD_BREACH, OutcomeOfCheck.SOFT_BREACH, OutcomeOfCheck.DONT)
GO_AHEADS = (OutcomeOfCheck.GO_AHEAD, OutcomeOfCheck.GO_AHEAD_WITH_CARE)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)

PUBLIC = ("x", "facebook", "linkedin", "external")

Choices = dict[str, str | tuple[str, ...]]

# The answer to each question that speaks least against posting.
HARMLESS: Choices = {
    "channel": "external",
    "capacity": "personal",
    "authorised": "yes",
    "information": "yes",
    "profile": "not-shown",
    "does": (),
    "published": "earlier",
    "tone": "general",
    "evidence": "yes",
    "constructive": "yes",
    "accuracy": "yes",
    "posted": "no",
}


def walk(choices: Answers, checks: Checks = CHECKS, concerns: tuple[str, ...] = ()) -> Choices:
    """Answer what is asked, by these choices or harmlessly, until nothing more is asked."""
    answers: Choices = {}
    while question := next_question(checks, answers, concerns):
        assert question.id not in answers, "a question is never asked twice"
        chosen = choices.get(question.id, HARMLESS[question.id])
        answers[question.id] = chosen if isinstance(chosen, str) else tuple(chosen)
    return answers


def verdict_on(at: datetime = NOON, /, **choices: str | tuple[str, ...]) -> Verdict:
    """Return the verdict after a whole check in which these choices were made."""
    return assess(CHECKS, walk(choices), at)


def _answer_to(question: Question) -> st.SearchStrategy[str | tuple[str, ...]]:
    options = [option.id for option in question.options]
    if question.many:
        return st.lists(st.sampled_from(options), unique=True, max_size=5).map(tuple)
    return st.sampled_from(options)


# Answers to any of the questions, whether they arise or not.
any_answers: st.SearchStrategy[Choices] = st.fixed_dictionaries(
    {}, optional={question.id: _answer_to(question) for question in CHECKS.questions}
)
any_choices: st.SearchStrategy[Choices] = st.fixed_dictionaries(
    {question.id: _answer_to(question) for question in CHECKS.questions}
)
any_time = st.integers(1_577_836_800, 2_051_222_400).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)
