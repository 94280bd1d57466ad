"""Dialogs of Teams' menus over HTTP: looking at a message, and checking a draft."""

import json
import re

import pytest

from tests.dialogs.chat import elements
from tests.journeys.in_dialogs import CHECK, CONCERN, LOOK, REPORT, WITH_LINK, reviewed
from tests.journeys.menus import POST, Dialog, invoke, message_payload
from tests.journeys.world import World, button, words


async def test_a_look_shows_clauses_and_leads_to_a_report_of_the_message(world: World) -> None:
    dialog = await Dialog(world.person("Nia", 1), LOOK, message_payload(CONCERN)).open()
    shown = words(dialog.card)
    assert "These clauses may be about this message" in shown
    assert "“Suggest or confirm ONS has been hacked”" in shown
    assert "It does not mention Teams messages" in shown
    await dialog.press("Report it")
    assert dialog.task["value"]["title"] == "Report to Internal Communications"
    assert "hacked, says Bob" in dialog.inputs()["account"]
    assert not world.connector.taken


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<p>Cake in the kitchen at three</p>", "That does not make it safe"),
        ('<img src="https://x.example/cat.png">', "I can only read text"),
        ("", "I can only read text"),
        ("<p>I want to kill myself</p>", "call 999"),
    ],
)
async def test_a_look_never_says_that_a_message_is_fine(
    world: World, content: str, says: str
) -> None:
    dialog = await Dialog(world.person("Nia", 1), LOOK, message_payload(content)).open()
    assert says in "".join(dialog.shown)


async def test_a_draft_is_checked_from_where_it_is_written(world: World) -> None:
    dialog = await Dialog(world.person("Nia", 1), CHECK).open()
    assert dialog.task["value"]["title"] == "Should I post this?"
    assert "if you wouldn't do it offline, don't do it online" in words(dialog.card)
    await dialog.press("On Yammer (Viva Engage)", draft="ONS has been hacked")
    assert "“hacked”" in words(dialog.card) or "hacked" in words(dialog.card)
    await dialog.press("As myself")
    await dialog.press("Continue", options="hacked")
    await dialog.press("No")
    assert "Don't post: the policy lists it as a hard breach." in words(dialog.card)
    await dialog.press("Change an answer")
    await dialog.press("Cancel")
    assert "no draft was kept" in words(dialog.card)
    assert not world.connector.taken


async def test_a_press_that_the_client_repeats_is_answered_as_before_or_says_so(
    world: World,
) -> None:
    """The answer to a draft is not kept, since it may quote the draft."""
    dialog = await Dialog(world.person("Nia", 1), CHECK).open()
    data = button(dialog.card, "On Yammer (Viva Engage)")["data"]
    for draft, says in (("", "Who will you post it as?"), ("hacked", "have answered this already")):
        value = {"commandId": CHECK, "data": data | ({"draft": draft} if draft else {})}
        once, twice = [
            await invoke(dialog.person, "composeExtension/submitAction", value, id=f"press {says}")
            for _ in range(2)
        ]
        assert "Who will you post it as?" in str(once)
        assert says in str(twice)


async def test_whoever_has_posted_already_can_tell_the_team_from_the_check(world: World) -> None:
    dialog = await Dialog(world.person("Nia", 1), CHECK).open()
    await dialog.press("On Yammer (Viva Engage)")
    await dialog.press("As myself")
    await dialog.press("Continue", options="hacked")
    await dialog.press("Yes")
    await dialog.press("Tell Internal Communications")
    assert dialog.inputs()["own_post"] == "true"
    await dialog.press("Check before sending", link=POST, share_name="true")
    await dialog.press("Send")
    assert "Saved and delivered" in words(dialog.card)


async def test_a_dialog_has_no_button_that_it_cannot_press_and_asks_for_no_typing(
    world: World,
) -> None:
    report = await reviewed(world)
    await report.press("Edit")
    await report.press("Check before sending", link="https://engage.cloud.microsoft/main/groups/7")
    assert "Without a link, say so below it" in words(report.card)
    await report.press("Check before sending", link="https://x.com/a/status/1")
    await report.press("Give a Yammer link")
    await report.press("Check before sending", link=POST)
    await report.press("Send")
    await report.press("Add something")
    again = await Dialog(report.person, REPORT, message_payload(WITH_LINK)).open()
    assert "already reported this post" in words(again.card)
    check = await Dialog(report.person, CHECK).open()
    await check.press("On Yammer (Viva Engage)")
    look = await Dialog(report.person, LOOK, message_payload(CONCERN)).open()
    for shown in (*report.shown, *again.shown, *check.shown, *look.shown):
        card = json.loads(shown)["task"]["value"]["card"]["content"]
        kinds = {element["type"] for element in elements(card)}
        assert not [kind for kind in kinds if kind in {"Action.Execute", "Action.ShowCard"}]
        blocks = [e["text"] for e in elements(card) if e["type"] == "TextBlock"]
        assert not [text for text in blocks if re.search(r"\b[Tt]yp(?:e|ing)\b", text)]
        assert len(shown.encode("utf-16-le")) < 80_000


@pytest.mark.parametrize("name", ["task/fetch", "composeExtension/fetchTask"])
async def test_a_card_of_our_own_may_open_a_dialog(world: World, name: str) -> None:
    value = {"data": {"msteams": {"type": "task/fetch"}, "dialog": CHECK}, "context": {}}
    answer = await invoke(world.person("Nia", 1), name, value)
    card = answer["task"]["value"]["card"]["content"]
    pressed = button(card, "On Yammer (Viva Engage)")["data"]
    onward = await invoke(world.person("Nia", 1), "task/submit", {"data": pressed, "context": {}})
    assert "Who will you post it as?" in str(onward)
