"""A question in between, words that look like commands, cancel, old cards (scenario 4)."""

import sqlite3
from pathlib import Path

import pytest

from dialogs.toolbox import Toolbox
from tests.issuer import Issuer
from tests.journeys.checking import DRAFT, begin, tap, tick, walk
from tests.journeys.world import TRIAGE, Person, World, button, running_world, words
from tests.stub_connector import StubConnector

GROUP = "19:a-group@thread.v2"
REPORTED = ("reports", "cases", "reporters", "case_events", "deliveries", "unanswered_questions")


def rows(folder: Path) -> dict[str, int]:
    """Count the rows of every table that something reported or asked would be in."""
    with sqlite3.connect(folder / "records.sqlite3") as database:
        count = "SELECT count(*) FROM {}"
        return {name: database.execute(count.format(name)).fetchone()[0] for name in REPORTED}


async def test_the_whole_scenario(world: World, tmp_path: Path) -> None:
    nia = world.person("Nia", 1)
    card = await begin(nia)
    await walk(nia, "X")
    said = [words(m) for m in await nia.say("what counts as internal material?")]
    assert "soft-breach.internal-material" in said[0]
    assert "Who will you post it as?" in said[-1]
    told = await walk(nia, "cancel")
    assert "Cancelled. Nothing was sent, and no draft was kept." in told
    closed = (await nia.press(card, "On X (Twitter)"))["value"]
    assert "That check is closed." in words(closed)
    again = (await nia.press(closed, "Start again"))["value"]
    assert "My answer is below." in words({"value": again})
    assert "Where will you post it?" in words(nia.heard()[-1])
    assert set(rows(tmp_path).values()) == {0}
    assert world.connector.posted(TRIAGE) == []


@pytest.mark.parametrize(
    "draft",
    [
        DRAFT,
        "cancel culture has gone too far",
        "Back to work on Monday, and start again!",
        "Stop. Just stop",
        "report of the year: our new release is out",
        "status update: I am off to Cardiff",
        "change an answer and you change the world",
    ],
)
async def test_words_of_a_command_inside_a_draft_never_fire(world: World, draft: str) -> None:
    nia = world.person("Nia", 1)
    await begin(nia)
    told = await walk(nia, draft)
    assert "I read that as your draft. I have not kept it." in told
    assert "Where will you post it?" in told


async def test_a_draft_that_looks_like_a_question_is_still_the_draft(world: World) -> None:
    nia = world.person("Nia", 1)
    await begin(nia)
    told = await walk(nia, "Is it me, or was the office canteen better in 2019?")
    assert "I read that as your draft" in told


async def test_everything_but_the_draft_is_there_after_a_restart(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    async with running_world(issuer, connector, toolbox, tmp_path) as world:
        nia = world.person("Nia", 1)
        card = await begin(nia)
        draft = "ONS has been hacked, says a little bird called Zebedee"
        pressed = await nia.press(card, "On Yammer (Viva Engage)", draft=draft)
        card = await tap(nia, pressed["value"], "As myself")
        assert "has been hacked (in your draft?)" in words(card)
    async with running_world(issuer, connector, toolbox, tmp_path) as world:
        nia, world.activities = world.person("Nia", 1), 1_000
        again = await walk(nia, "what counts as internal material?")
        assert "has been hacked (in your draft?)" in again
        assert "Zebedee" not in again
        card = await tick(nia, card, "hacked")
        verdict = words(await tap(nia, card, "No"))
        assert "hard-breach.hacked" in verdict
        assert "Freedom of Information" in verdict


async def test_in_a_group_a_press_by_somebody_else_leaves_the_card_as_it_is(world: World) -> None:
    nia, olu = (Person(world, name, n, channel=GROUP) for n, name in enumerate(("Nia", "Olu"), 1))
    (opening,) = await nia.mention("should I post this?")
    (attachment,) = opening["attachments"]
    card, sent = attachment["content"], world.connector.taken[-1].id
    old_client = {"text": None, "value": button(card, "Cancel")["data"], "replyToId": sent}
    response = await olu.post(olu.activity(**old_client))
    assert response.status == 200
    assert "somebody else's" in words(olu.heard()[-1])
    assert "attachments" not in olu.heard()[-1]
    answer = await olu.press(card, "On X (Twitter)")
    assert answer["type"] == "application/vnd.microsoft.activity.message"
    assert not [taken for taken in world.connector.taken if taken.method == "PUT"]
    # The check itself goes on: an old client's press replaces the card of whoever asked.
    mine = {**old_client, "value": button(card, "On X (Twitter)")["data"]}
    await nia.post(nia.activity(**mine))
    (replaced,) = [taken for taken in world.connector.taken if taken.method == "PUT"]
    assert replaced.activity_id == sent
    assert "Who will you post it as?" in words(replaced.body)


async def test_a_check_goes_on_for_an_hour_and_is_then_over(world: World) -> None:
    nia = world.person("Nia", 1)
    await begin(nia)
    await walk(nia, "X")
    world.clock.move(minutes=59)
    assert "Does your page or profile" in await walk(nia, "myself")
    world.clock.move(minutes=60)
    assert "untouched for an hour" in await walk(nia, "no")
