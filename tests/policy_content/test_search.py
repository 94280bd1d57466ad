"""A question finds the clauses that answer it, or an honest none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_content.artefacts import (
    ARTEFACTS_FOLDER,
    KNOWN_DRAFTS_FILE,
    KNOWN_FILE,
    MATCHER_FILE,
    READER_FILE,
)
from policy_content.model import Finding, Policy
from policy_content.search import QuestionMatcher


def test_moaning_about_work_finds_the_clauses_that_conflict(matcher: QuestionMatcher) -> None:
    finding = matcher.find("can i moan about work on facebook?")
    assert finding.kind == "answer"
    assert "not-a-breach.work-frustrating" in {citation.clause for citation in finding.citations}


@pytest.mark.parametrize(
    "question",
    ["how do I claim travel expenses", "tell me a joke about penguins", "what time is lunch"],
)
def test_what_the_policy_does_not_answer_is_an_honest_none(
    matcher: QuestionMatcher, question: str
) -> None:
    assert matcher.find(question).kind == "none"


@pytest.mark.parametrize("question", ["", "   ", "🎉🎉", "?!", "\x00", "日本語"])
def test_what_holds_no_known_word_has_no_closest_clause_either(
    matcher: QuestionMatcher, question: str
) -> None:
    finding = matcher.find(question)
    assert finding.kind == "none"


def test_nothing_at_all_is_none_without_citations(matcher: QuestionMatcher) -> None:
    assert matcher.find("") == Finding("none", ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Who can see a post on Yammer?", "who can see a post on Viva Engage"),
        ("Can I tweet on X about ONS?", "can i tweet on twitter about ons?"),
        ("I don't agree, what's next?", "I don’t agree, what’s next?"),
    ],
)
def test_the_same_question_in_another_dress_finds_the_same(
    matcher: QuestionMatcher, one: str, other: str
) -> None:
    clauses = [
        [citation.clause for citation in matcher.find(question).citations]
        for question in (one, other)
    ]
    assert clauses[0] == clauses[1]


@given(question=st.text(max_size=300))
def test_a_finding_has_at_most_three_citations_best_first(
    policy: Policy, matcher: QuestionMatcher, question: str
) -> None:
    finding = matcher.find(question)
    assert len(finding.citations) <= 3
    assert {citation.clause for citation in finding.citations} <= {*policy.clauses}
    chances = [citation.probability for citation in finding.citations]
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= chance <= 1 for chance in chances)
    assert finding.citations or finding.kind == "none"


@pytest.mark.parametrize("unit", ["can i post this on facebook ", "a", "x1 ", "é", "🎉", "'"])
def test_of_ten_thousand_characters_the_first_thousand_are_read(
    matcher: QuestionMatcher, unit: str
) -> None:
    text = (unit * 10_000)[:10_000]
    assert matcher.find(text) == matcher.find(text[:1_000])


@pytest.mark.parametrize(
    "question",
    ["what are the rules for chess", "best code for a chess bot", "hard cheese or soft cheese"],
)
def test_words_of_the_policy_in_another_sense_are_an_honest_none(
    matcher: QuestionMatcher, question: str
) -> None:
    assert matcher.find(question).kind == "none"


def test_the_files_that_are_built_are_small() -> None:
    for name in (KNOWN_FILE, MATCHER_FILE, READER_FILE, KNOWN_DRAFTS_FILE):
        assert (ARTEFACTS_FOLDER / name).stat().st_size < 8_000_000
