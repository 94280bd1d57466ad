"""The clauses are the policy's own words: every sentence once, and nothing added."""

import re

from policy_content import POLICY_FOLDER
from policy_content.model import Policy

# All that stands between clauses in the source: headings and the marks of list items.
_HEADINGS = (
    "1. Scope",
    "2. Background",
    "3. Policy statement",
    "4. Policy detail",
    "Yammer",
    "5. Roles and responsibilities",
    "6. Supporting documents",
)
_BETWEEN = re.compile(rf"(\s|^-( [ivx]+\.)? |^({'|'.join(map(re.escape, _HEADINGS))})$)*", re.M)


def _source() -> str:
    return (POLICY_FOLDER / "source.txt").read_text(encoding="utf-8")


def test_every_sentence_of_the_policy_stands_in_one_clause_in_reading_order(policy: Policy) -> None:
    source, position = _source(), 0
    for clause in policy.clauses.values():
        found = source.find(clause.text, position)
        assert found >= 0, f"{clause.id} is not in the policy's text after the clause before it"
        between = source[position:found]
        assert _BETWEEN.fullmatch(between), f"not in any clause, before {clause.id}: {between!r}"
        position = found + len(clause.text)
    assert _BETWEEN.fullmatch(source[position:])


def test_there_are_73_clauses_with_distinct_titles(policy: Policy) -> None:
    assert len(policy.clauses) == 73
    assert len({clause.title for clause in policy.clauses.values()}) == 73


def test_five_things_to_remember_are_five(policy: Policy) -> None:
    items = [clause.id for clause in policy.clauses.values() if clause.follows == "five-things"]
    assert [name.removeprefix("five-things.") for name in items] == [
        "common-sense",
        "civil-service-code",
        "doubts",
        "accuracy",
        "permanent",
    ]


def test_items_follow_the_list_that_they_stand_under(policy: Policy) -> None:
    order = list(policy.clauses)
    for clause in policy.clauses.values():
        if clause.follows:
            assert order.index(clause.follows) < order.index(clause.id)
            assert policy.clause(clause.follows).section == clause.section
    assert sum(clause.follows == "soft-breach" for clause in policy.clauses.values()) == 4
    assert sum(clause.follows == "hard-breach" for clause in policy.clauses.values()) == 6


def test_a_disclaimer_is_never_shown_without_what_it_cannot_do(policy: Policy) -> None:
    related = policy.clause("identify-employer.disclaimer").related
    assert "identify-employer.still-associated" in related


def test_clauses_on_moaning_that_conflict_name_each_other(policy: Policy) -> None:
    moaning = {
        "not-a-breach.work-frustrating",
        "hard-breach.vent-bully-harass",
        "avoid-negative-comments",
    }
    for name in moaning:
        assert moaning - {name} <= {*policy.clause(name).related}
        assert "grievances" in policy.clause(name).related


def test_what_the_source_leaves_out_is_marked(policy: Policy) -> None:
    for clause in policy.clauses.values():
        assert (clause.gap == "redacted") == ("[REDACTED]" in clause.text), clause.id
        assert (clause.gap == "no-link") == ("](#)" in clause.text), clause.id
    blank = [clause.id for clause in policy.clauses.values() if clause.gap == "blank"]
    assert blank == ["meta.policy-name", "meta.published-version"]


def test_notes_are_not_passed_off_as_policy(policy: Policy) -> None:
    source = _source()
    notes = {clause.note for clause in policy.clauses.values() if clause.note}
    assert notes
    for note in notes:
        assert note not in source


def test_the_0700_releases_are_a_note_on_the_0930_clause(policy: Policy) -> None:
    clause = policy.clause("hard-breach.pre-release-statistics")
    assert "07:00" in clause.note
    assert "07:00" not in clause.text
