"""The walk "should I post this?" in chat (acceptance scenarios 3 and 4, as far as built)."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dialogs.toolbox import Toolbox
from tests.journeys.world import Person, World, actions, card_of, words

DRAFT = "Help! They want to cancel the census report"


async def begin(person: Person) -> dict[str, Any]:
    return card_of((await person.say("should I post this?"))[-1])


async def walk(person: Person, *answers: str) -> str:
    """Answer one question after the other by typing; return what was said last."""
    said: list[dict[str, Any]] = []
    for answer in answers:
        said = await person.say(answer)
    return "\n".join(words(message) for message in said)


async def test_a_harmless_post_takes_few_taps_to_a_go_ahead(world: World) -> None:
    nia = world.person("Nia", 1)
    card = await begin(nia)
    taps = 0
    while not any(action.get("title") == "Check another" for action in actions(card)):
        first = next(a["title"] for a in actions(card) if a.get("title") not in {"Back", "Cancel"})
        card = (await nia.press(card, first))["value"]
        taps += 1
        assert taps <= 7
    assert "no breach" in words(card)
    assert "once something is posted online it's very difficult to remove it" in words(card)


async def test_the_draft_is_text_whatever_words_it_has_and_is_kept_nowhere(
    world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    nia = world.person("Nia", 1)
    await begin(nia)
    asked = words((await nia.say(DRAFT))[-1])
    assert "Where will you post it?" in asked
    assert "cancelled" in words((await nia.say("cancel"))[-1]).lower()
    kept = [file.read_bytes() for file in sorted(tmp_path.iterdir())]  # noqa: ASYNC240 - a test
    assert len(kept) >= 1
    assert not any(b"census report" in content for content in kept)
    assert "census report" not in caplog.text


async def test_a_question_in_between_is_answered_and_the_pending_one_repeated(
    world: World,
) -> None:
    nia = world.person("Nia", 1)
    await begin(nia)
    await nia.say("skip")
    said = [words(m) for m in await nia.say("what counts as internal material?")]
    assert "soft-breach.internal-material" in said[0]
    assert "Where will you post it?" in said[-1]


async def test_an_old_card_says_that_the_check_is_closed(world: World) -> None:
    nia = world.person("Nia", 1)
    card = await begin(nia)
    await nia.say("cancel")
    heard = len(nia.heard())
    answer = await nia.press(card, actions(card)[0]["title"])
    told = words(answer["value"]) + "".join(words(m) for m in nia.heard()[heard:])
    assert "closed" in told
    assert "Start again" in told


@pytest.mark.parametrize(
    ("instant", "stops"),
    [
        (datetime(2026, 6, 2, 8, 29, 59, tzinfo=UTC), True),  # 09:29:59 in summer time
        (datetime(2026, 6, 2, 8, 30, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 1, 9, 29, 59, tzinfo=UTC), True),  # 09:29:59 in winter time
        (datetime(2026, 12, 1, 9, 30, 0, tzinfo=UTC), False),
    ],
)
async def test_figures_published_before_0930_wait_until_0930_in_london(
    world: World, instant: datetime, *, stops: bool
) -> None:
    world.clock.now = instant
    nia = world.person("Nia", 1)
    await begin(nia)
    # external, as myself, with a disclaimer; it hints at statistics, published today
    told = await walk(nia, "skip", "1", "1", "2", "1", "1")
    assert "Ask first" not in told
    verdict = await walk(nia, "1")
    assert ("Ask first" in verdict) is stops
    assert ("no breach" in verdict) is not stops


async def test_an_unpublished_figure_is_a_hard_breach_until_the_answer_is_changed(
    world: World, toolbox: Toolbox
) -> None:
    world.clock.now = datetime(2026, 6, 2, 7, 10, tzinfo=UTC)
    nia = world.person("Nia", 1)
    await begin(nia)
    verdict = await walk(nia, "skip", "1", "1", "2", "1", "3", "2")
    assert "hard breach" in verdict.lower()
    assert toolbox.policy.clause("hard-breach.pre-release-statistics").text in verdict
    assert "published" in verdict
    assert "disclaimer" in verdict
