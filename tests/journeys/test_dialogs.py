"""Dialogs of Teams' menus over HTTP: a report from a message."""

import re
from unittest.mock import AsyncMock

import pytest

from bot.teams.personal_chats import PersonalChats
from tests.journeys.in_dialogs import CONCERN, REPORT, WITH_LINK, reviewed
from tests.journeys.menus import KEPT_LINK, POST, Dialog, invoke, mentioning, message_payload
from tests.journeys.world import TRIAGE, World, button, words
from tests.stub_connector import Answers


async def test_a_message_with_a_yammer_link_fills_in_the_report(world: World) -> None:
    dialog = await Dialog(world.person("Nia", 1), REPORT, message_payload(WITH_LINK)).open()
    assert dialog.task["value"]["title"] == "Report to Internal Communications"
    assert dialog.inputs()["link"] == KEPT_LINK
    account = dialog.inputs()["account"]
    assert account.startswith(
        "A Teams message by Tom Jones, sent 2 June 2026: “Have you seen this?"
    )
    assert "trk" not in account
    assert "filled in what I know" in words(dialog.card)
    assert "does not mention Teams" not in words(dialog.card)


async def test_of_a_message_without_a_yammer_link_the_policys_silence_is_told(world: World) -> None:
    dialog = await Dialog(world.person("Nia", 1), REPORT, message_payload(CONCERN)).open()
    assert "It does not mention Teams messages" in words(dialog.card)
    assert dialog.inputs()["no_link"] == "true"
    assert "“ONS has been hacked, says Bob”" in dialog.inputs()["account"]


async def test_a_report_is_sent_from_a_dialog_and_only_the_reporter_sees_it(world: World) -> None:
    dialog = await reviewed(world)
    assert world.connector.taken == []
    await dialog.press("Send")
    told = words(dialog.card)
    assert re.search(r"Saved and delivered\. Reference R-[0-9A-Z]{4,}", told)
    assert "tell you in our chat" in told
    conversations = {sent.conversation for sent in world.connector.taken}
    assert conversations == {TRIAGE}, "nothing is written where the dialog was opened"
    assert "Have you seen this?" in words(world.case_card())


async def test_what_comes_of_it_is_told_in_the_reporters_own_chat(world: World) -> None:
    dialog = await reviewed(world)
    world.connector.next.append(Answers(403))
    await dialog.press("Send")
    assert "could not deliver it yet" in words(dialog.card)
    world.clock.move(hours=2)
    await world.deliver()
    world.clock.move(seconds=10)
    await world.deliver()
    (notice,) = world.connector.posted("a:29:person-1")
    assert "delivered" in words(notice)
    assert {sent.conversation for sent in world.connector.taken} == {TRIAGE, "a:29:person-1"}


async def test_nothing_of_the_reporter_goes_along_with_the_message(world: World) -> None:
    """The world looks through all that the team was told, when the test ends."""
    nia = world.person("Nia Reporter", 1)
    me = world.directory_id(1)
    message = message_payload(
        f'<div>Thanks <at id="0">Nia Reporter</at>, look: <a href="{POST}">this</a></div>',
        linkToMessage=f"https://teams.microsoft.com/l/message/19:{me}_x@unq.gbl.spaces/17",
        mentions=[mentioning(nia)],
    )
    dialog = await Dialog(nia, REPORT, message).open()
    assert "Thanks …, look: this" in dialog.inputs()["account"]
    await dialog.press("Check before sending", principle="not-sure")
    await dialog.press("Send")
    assert "Thanks …, look: this" in world.told_to_team()


async def test_ones_own_message_is_reported_without_ones_name(world: World) -> None:
    nia = world.person("Nia Reporter", 1)
    sender = {"user": {"id": world.directory_id(1).upper(), "displayName": "Nia Reporter"}}
    dialog = await Dialog(nia, REPORT, message_payload(CONCERN) | {"from": sender}).open()
    assert dialog.inputs()["account"].startswith("A Teams message, sent 2 June 2026: “ONS")


async def test_a_name_in_the_message_is_warned_of_at_the_review(world: World) -> None:
    dialog = await reviewed(world, "<p>As Nia Reporter says, ONS has been hacked</p>")
    assert "seems to have your own name in it" in words(dialog.card)
    await dialog.press("Discard")


async def test_whoever_cannot_be_written_to_is_told_before_the_form(world: World) -> None:
    nia = world.person("Nia", 1)
    world.connector.next.append(Answers(403))
    dialog = await Dialog(nia, REPORT, message_payload(WITH_LINK)).open()
    assert "I cannot write to you in Teams" in dialog.sentence
    await dialog.open()
    assert dialog.inputs()["link"] == KEPT_LINK


async def test_nothing_is_sent_while_the_chat_cannot_be_reached(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = await reviewed(world)
    with monkeypatch.context() as unreachable:
        unreachable.setattr(PersonalChats, "find", AsyncMock(return_value=""))
        await dialog.press("Send")
    assert "Nothing was sent. Please press Send again" in words(dialog.card)
    assert not world.connector.posted(TRIAGE)
    await dialog.press("Send")
    assert "Saved and delivered" in words(dialog.card)


@pytest.mark.parametrize("id_", ["the same id", ""], ids=["repeated by the client", "a double tap"])
async def test_sending_twice_makes_one_report(world: World, id_: str) -> None:
    dialog = await reviewed(world)
    value = {"commandId": REPORT, "data": button(dialog.card, "Send")["data"]}
    for _ in range(2):
        changes = {"id": id_} if id_ else {}
        await invoke(dialog.person, "composeExtension/submitAction", value, **changes)
    assert len(await world.stores.reports.reports_of(world.directory_id(1))) == 1
    assert world.cards_posted() == 1


async def test_nobody_sends_what_somebody_else_filled_in(world: World) -> None:
    dialog = await reviewed(world)
    value = {"commandId": REPORT, "data": button(dialog.card, "Send")["data"]}
    answer = await invoke(world.person("Bob", 2), "composeExtension/submitAction", value)
    assert "no longer open" in str(answer)
    assert not world.connector.posted(TRIAGE)


async def test_a_dialog_and_the_chat_do_not_disturb_each_other(world: World) -> None:
    nia = world.person("Nia", 1)
    await nia.say("should I post this?")
    dialog = await reviewed(world)
    await nia.say("cancel")
    assert "no draft was kept" in words(nia.heard()[-1])
    await dialog.press("Discard")
    assert "Nothing was sent, and nothing was kept" in words(dialog.card)
    assert not await world.stores.reports.reports_of(world.directory_id(1))


async def test_a_form_left_open_for_an_hour_is_let_go_of_and_its_text_is_not_lost(
    world: World,
) -> None:
    nia = world.person("Nia", 1)
    dialog = await Dialog(nia, REPORT, message_payload(WITH_LINK)).open()
    world.clock.move(minutes=61)
    await dialog.press("Check before sending", principle="hard-breach.hacked")
    assert "longer than an hour" in words(dialog.card)
    await dialog.press("Send")
    assert "Saved and delivered" in words(dialog.card)


async def test_opening_a_dialog_again_begins_afresh(world: World) -> None:
    dialog = await reviewed(world)
    again = await Dialog(dialog.person, REPORT, message_payload(CONCERN)).open()
    assert again.inputs()["link"] == ""
    await dialog.press("Send")
    assert "no longer open" in words(dialog.card)
    assert not world.connector.posted(TRIAGE)
