"""A draft raises concerns, with the words that raised them; it is never called safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_content.draft_reader import DraftReader
from policy_content.evaluation import severity
from policy_content.model import Concern, Policy

_STATISTICS = "hard-breach.pre-release-statistics"
_DRAFTS = [
    ("I can't believe ONS has been hacked again, all our data is out there", "hard-breach.hacked"),
    ("Wait for the GDP number tomorrow at 9.30, it's a shocker", _STATISTICS),
    ("First day at ONS! Here's a selfie with my ID badge", "personal-security.id-badge"),
    ("My manager is a useless idiot and I hope he reads this", "hard-breach.vent-bully-harass"),
]


@pytest.mark.parametrize(("draft", "clause"), _DRAFTS)
def test_a_draft_raises_the_clause_it_may_offend(
    reader: DraftReader, draft: str, clause: str
) -> None:
    assert clause in {concern.clause for concern in reader.read(draft)}


@pytest.mark.parametrize(
    "draft", ["Sunday roast and a walk by the river with the dog", "", " ", "🎉"]
)
def test_a_draft_without_anything_to_notice_raises_nothing(reader: DraftReader, draft: str) -> None:
    assert reader.read(draft) == ()


def test_the_words_that_raised_a_concern_are_those_of_the_draft(reader: DraftReader) -> None:
    draft = "We had a nice lunch. Breaking: we've been HACKED, everyone! Back on Monday."
    (concern, *_) = reader.read(draft)
    assert concern.clause == "hard-breach.hacked"
    assert concern.words == ("Breaking: we've been HACKED, everyone!",)


def test_what_looks_like_a_password_is_not_shown_again(reader: DraftReader) -> None:
    concerns = reader.read("The login for the ONS Twitter account is still Umbrella!77, enjoy")
    assert "corporate-accounts.passwords" in {concern.clause for concern in concerns}
    assert "Umbrella" not in " ".join(word for concern in concerns for word in concern.words)


def test_a_breach_is_noticed_wherever_in_a_long_draft_it_stands(reader: DraftReader) -> None:
    walk = "We walked along the river, had a sandwich and came home before the rain. " * 12
    breach = "ONS has been hacked again and nobody is told. "
    for draft in (breach + walk, walk + breach, walk + breach + walk):
        clauses = {concern.clause: concern for concern in reader.read(draft)}
        assert "hacked" in " ".join(clauses["hard-breach.hacked"].words)


@given(
    draft=st.lists(st.sampled_from([*"🎉\n '", "ONS", "hacked", "idiot", "badge", "GDP"])).map(
        " ".join
    ),
    channel=st.sampled_from(["external", "yammer"]),
    capacity=st.sampled_from(["personal", "professional", "corporate"]),
)
def test_every_concern_shows_words_at_their_places(
    policy: Policy, reader: DraftReader, draft: str, channel: str, capacity: str
) -> None:
    concerns = reader.read(draft, channel, capacity)
    assert len(concerns) <= 3
    assert len({concern.clause for concern in concerns}) == len(concerns)
    for concern in concerns:
        assert concern.clause in policy.clauses
        assert concern.words
        assert not concern.clause.startswith("not-a-breach")
        assert concern.words == tuple(draft[start:end] for start, end in concern.spans)
        assert list(concern.spans) == sorted(concern.spans)


@given(draft=st.sampled_from([draft for draft, _ in _DRAFTS] + ["They never pay us for overtime"]))
def test_clauses_of_public_channels_are_not_raised_on_yammer(
    reader: DraftReader, draft: str
) -> None:
    raised = {concern.clause for concern in reader.read(draft, "yammer")}
    assert "grievances" not in raised
    assert not any(clause.startswith("identify-employer") for clause in raised)


def test_only_three_thousand_characters_are_read(reader: DraftReader) -> None:
    long = "a nice day " * 300 + "ONS has been hacked"
    assert reader.read(long) == reader.read(long[:3_000])


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ((), "ok"),
        (("law",), "caution"),
        (("law", "soft-breach.broad-ons-matters"), "soft"),
        (("soft-breach.broad-ons-matters", "hard-breach.hacked"), "hard"),
    ],
)
def test_the_strictest_class_of_the_concerns_counts(
    clauses: tuple[str, ...], expected: str
) -> None:
    assert severity([Concern(clause, (), ()) for clause in clauses]) == expected
