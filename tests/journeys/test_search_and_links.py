"""Search the policy from where one writes, and what becomes of a Yammer link in a chat."""

from typing import Any

import pytest

from policy_content import load_policy
from tests.dialogs.chat import actions_of, check_card, elements, runs_of
from tests.journeys.menus import KEPT_LINK, POST, invoke
from tests.journeys.world import Person, World, words

LINKS = {
    "with trackers": f"{POST}?trk_copy_link=V2&utm_source=nia",
    "of Viva Engage": "https://engage.cloud.microsoft/main/threads/42",
    "classic": "https://www.yammer.com/ons.gov.uk/#/Threads/show?threadId=42",
}
NO_POSTS = (
    *("javascript:alert(1)", "https://engage.cloud.microsoft.evil.example/main/threads/42"),
    *("https://web.yamrner.com/main/threads/42", "https://engage.cloud.microsoft/main/groups/7"),
    *("https://x.com/a/status/1", "", "x" * 20_000, "https://web.yammer.com:99999/main/threads/1"),
    "http://[::1", "https://user@web.yammer.com/main/threads/42",
)  # fmt: skip

ASKED = [{"name": "words", "value": "x"}]
BAD_SEARCHES: list[Any] = [
    *(None, [], "x", 7),
    {"parameters": "words"},
    {"parameters": ASKED * 11},
    {"parameters": [None]},
    {"parameters": ASKED, "queryOptions": {"skip": -1}},
    {"parameters": ASKED, "queryOptions": {"count": "many"}},
]
ODD_WORDS: list[Any] = [
    *(["x"], {"a": "b"}, None, True),
    *("a" * 50_000, "{{DATE()}} <at>all</at> [x](javascript:y)", "?"),
]


async def search(person: Person, typed: Any, **options: int) -> dict[str, Any]:
    """Type into the search of the policy; return what it answers with."""
    value = {
        "commandId": "search-policy",
        "parameters": [{"name": "words", "value": typed}],
        "queryOptions": {"skip": 0, "count": 25} | options,
    }
    answer = await invoke(person, "composeExtension/query", value)
    result: dict[str, Any] = answer["composeExtension"]
    return result


def clauses(result: dict[str, Any]) -> list[str]:
    """Return the ids of the clauses that are offered, as their lines name them."""
    assert (result["type"], result["attachmentLayout"]) == ("result", "list")
    texts = [one["preview"]["content"]["text"] for one in result["attachments"]]
    return [text.rpartition("(")[2].rstrip(")") for text in texts]


@pytest.mark.parametrize(
    ("typed", "clause"),
    [
        ("can I moan about work on Facebook?", "not-a-breach.work-frustrating"),
        ("hack", "hard-breach.hacked"),
        ("photos of the office", "soft-breach.internal-material"),
        ("hard-breach.offensive-content", "hard-breach.offensive-content"),
    ],
)
async def test_a_question_words_or_a_clauses_name_find_it(
    world: World, typed: str, clause: str
) -> None:
    assert clause in clauses(await search(world.person("Nia", 1), typed))


async def test_before_anything_is_typed_the_policys_lists_are_offered(world: World) -> None:
    nia = world.person("Nia", 1)
    first = {"commandId": "search-policy", "parameters": [{"name": "initialRun", "value": "true"}]}
    result = (await invoke(nia, "composeExtension/query", first))["composeExtension"]
    assert {"hard-breach", "soft-breach", "not-a-breach"} <= set(clauses(result))
    assert clauses(await search(nia, "  ")) == clauses(result)


async def test_without_an_answer_it_says_so_and_keeps_nothing(world: World) -> None:
    result = await search(world.person("Nia", 1), "zyzzyva qwertz")
    assert result == {"type": "message", "text": "The policy does not answer this."}


async def test_what_is_inserted_quotes_the_policy_and_has_nothing_to_press(world: World) -> None:
    whole = "\n".join(clause.text for clause in load_policy().clauses.values())
    for typed in ("hacked", "", "who is the policy owner?"):
        result = await search(world.person("Nia", 1), typed)
        for card in [one["content"] for one in result["attachments"]]:
            check_card(card)
            assert actions_of(card) == []
            assert not [e for e in elements(card) if e["type"].startswith("Input.")]
            quoted = [run.strip()[1:-1] for run in runs_of(card) if run.startswith("“")]
            assert quoted
            assert [text for text in quoted if text not in whole] == []
            assert "From the ONS social media policy, last reviewed in February 2022." in words(
                card
            )
            assert "overdue" in words(card)


async def test_results_come_in_pages(world: World) -> None:
    nia = world.person("Nia", 1)
    first, second = await search(nia, "social"), await search(nia, "social", skip=10)
    assert len(clauses(first)) == 10
    assert clauses(second)
    assert not set(clauses(first)) & set(clauses(second))
    assert clauses(await search(nia, "social", skip=1_000)) == []


async def test_a_search_leaves_no_trace(world: World) -> None:
    nia = world.person("Nia", 1)
    await search(nia, "may I like a political party's tweet about Quaggaberry?")
    assert world.connector.requests == 0
    assert not await world.stores.questions.all()


async def test_a_search_that_teams_does_not_send_is_answered_with_words(world: World) -> None:
    for value in BAD_SEARCHES:
        answer = await invoke(world.person("Nia", 1), "composeExtension/query", value)
        assert answer["composeExtension"]["type"] == "message", value


async def test_whatever_is_typed_is_searched_for_and_never_shown(world: World) -> None:
    for typed in ODD_WORDS:
        result = await search(world.person("Nia", 1), typed)
        assert result["type"] in {"result", "message"}, typed
        assert "javascript" not in str(result)
        assert "{{" not in str(result)


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
async def test_a_yammer_link_becomes_a_neutral_card(world: World, link: str) -> None:
    answer = await invoke(world.person("Nia", 1), "composeExtension/queryLink", {"url": link})
    (one,) = answer["composeExtension"]["attachments"]
    card = one["content"]
    assert card["version"] == "1.3", "Teams shows a link's card in this version at most"
    (opens,) = actions_of(card)
    assert (opens["type"], opens["url"]) == ("Action.OpenUrl", KEPT_LINK)
    assert "report" not in str(answer).lower()
    assert "nia" not in str(answer)
    assert world.connector.requests == 0


async def test_other_links_and_what_is_none_are_left_as_they_are(world: World) -> None:
    wrong: list[Any] = [None, [], "x", {}, {"url": 7}, {"url": None}]
    for value in (*wrong, *({"url": link} for link in NO_POSTS)):
        answer = await invoke(world.person("Nia", 1), "composeExtension/queryLink", value)
        assert answer["composeExtension"]["attachments"] == [], value
