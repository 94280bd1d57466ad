"""Questions asked in vain are grouped, most frequent first, and can be pasted as phrasings."""

import random

import yaml
from hypothesis import given
from hypothesis import strategies as st

from policy_content.gaps import AskedInVain, Group, as_phrasings, group

ASKED = (
    "can we use WhatsApp for the team chat?",
    "WhatsApp team chats, ok?",
    "whatsapp for team chat",
    "may I join a union?",
    "joining unions",
    "can I wear red",
)
questions = st.builds(
    AskedInVain,
    st.text(max_size=30) | st.sampled_from(ASKED),
    st.sampled_from(["", "scope", "law"]),
    st.booleans(),
)


def ways_of(groups: tuple[Group, ...]) -> list[set[str]]:
    return [set(one.ways) for one in groups]


def test_ways_of_asking_the_same_stand_together_most_frequent_first() -> None:
    groups = group([AskedInVain(words, "scope") for words in ASKED])
    assert ways_of(groups) == [set(ASKED[:3]), set(ASKED[3:5]), {ASKED[5]}]
    assert [one.times for one in groups] == [3, 2, 1]


def test_the_commonest_way_comes_first_and_names_the_commonest_clause() -> None:
    asked = [AskedInVain("may we?", "law"), *[AskedInVain("May  we?", "scope")] * 3]
    [only] = group(asked)
    assert (only.times, only.ways, only.closest) == (4, ("May we?", "may we?"), "scope")


def test_an_answer_that_did_not_help_is_told_apart_from_none() -> None:
    [line, _way] = as_phrasings(group([AskedInVain("may I?", "law", was_answer=True)]))
    assert line == "# asked once; the closest clause was law; 1 had an answer that did not help"


@given(st.lists(questions, max_size=20), st.randoms())
def test_nothing_is_lost_and_the_order_of_asking_does_not_count(
    asked: list[AskedInVain], chance: random.Random
) -> None:
    groups = group(asked)
    assert sum(one.times for one in groups) == len(asked)
    assert sum(one.answered for one in groups) == sum(one.was_answer for one in asked)
    assert {way for one in groups for way in one.ways} == {" ".join(q.words.split()) for q in asked}
    assert [one.times for one in groups] == sorted((g.times for g in groups), reverse=True)
    shuffled = list(asked)
    chance.shuffle(shuffled)
    assert group(shuffled) == groups


@given(st.lists(questions, min_size=1, max_size=8))
def test_the_list_is_yaml_that_reads_back_word_for_word(asked: list[AskedInVain]) -> None:
    groups = group(asked)
    read = yaml.safe_load("\n".join(as_phrasings(groups)))
    assert read == [way for one in groups for way in one.ways]
