"""Dialogs of Teams' menus over HTTP: a report from a message, and "should I post this?"."""

import json
import re
from typing import Any
from unittest.mock import AsyncMock

import pytest

from bot.teams.personal_chats import PersonalChats
from storage.errors import StorageError
from tests.dialogs.chat import elements
from tests.issuer import TENANT_ID
from tests.journeys.menus import KEPT_LINK, POST, Dialog, invoke, mentioning, message_payload
from tests.journeys.test_faults import failing
from tests.journeys.world import TRIAGE, World, button, words
from tests.stub_connector import Answers

REPORT, LOOK, CHECK = "report-message", "check-message", "should-i-post-this"
WITH_LINK = f'<p>Have you seen this?</p><p><a href="{POST}?trk=nia">{POST}?trk=nia</a></p>'
CONCERN = "<div>ONS has been hacked, says&nbsp;Bob</div>"


async def reviewed(world: World, content: str = WITH_LINK) -> Dialog:
    """Report a message, and fill in the form; return the dialog at its review."""
    nia = world.person("Nia Reporter", 1)
    dialog = await Dialog(nia, REPORT, message_payload(content)).open()
    return await dialog.press("Check before sending", principle="hard-breach.hacked")


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


HOSTILE: list[Any] = [
    *(None, [], 7, "x", True, {}),
    {"commandId": 7},
    {"commandId": "take-case"},
    {"commandId": ["report-message"]},
    {"commandId": REPORT, "data": []},
    {"commandId": REPORT, "data": "report"},
    {"commandId": REPORT, "messagePayload": "<p>"},
    {"commandId": REPORT, "messagePayload": {"body": {"content": {}}}},
    {"commandId": REPORT, "messagePayload": {"from": {"user": {"displayName": []}}}},
    {"commandId": REPORT, "messagePayload": {"createdDateTime": "yesterday"}},
    {"commandId": REPORT, "messagePayload": {"attachments": [None]}},
    {"commandId": REPORT, "messagePayload": {"mentions": [{"id": "0"}] * 501}},
    {"commandId": "x" * 10_000, "data": {"do": "x" * 10_000}},
]
PRESSES: list[Any] = [
    {},
    {"do": None},
    {"do": ["report"]},
    {"do": "drop-table"},
    {"do": "take", "case": "C-2222-3333"},
    {"do": "use-channel"},
    {"do": "report-send", "flow": "not-an-id"},
    {"do": "report-send", "flow": "00000000-0000-0000-0000-000000000000", "reviewed": "x"},
    {
        "do": "report-review",
        "flow": "00000000-0000-0000-0000-000000000000",
        "account": "a" * 50_000,
    },
    {"do": "answer", "flow": "00000000-0000-0000-0000-000000000000", "question": "x", "draft": 1},
    {"do": "report", "extra": {"a": {"b": 1}}},
]


@pytest.mark.parametrize(
    "name",
    ["composeExtension/fetchTask", "composeExtension/submitAction", "task/fetch", "task/submit"],
)
async def test_what_teams_does_not_send_is_answered_with_words(world: World, name: str) -> None:
    for value in HOSTILE:
        answer = await invoke(world.person("Nia", 1), name, value)
        assert (answer["task"]["type"], bool(answer["task"]["value"])) == ("message", True), value
    assert not world.connector.taken


@pytest.mark.parametrize("command", [REPORT, LOOK, CHECK])
async def test_what_no_card_sends_changes_nothing(world: World, command: str) -> None:
    handler = world.handler("Ida Comms", 5)  # of the team, but a dialog is not its channel
    dialog = Dialog(handler, command, message_payload(CONCERN))
    await dialog.open()
    for data in PRESSES:
        await dialog.send(data)
        assert dialog.task["type"] in {"message", "continue"}, data
    assert not world.connector.taken
    assert not await world.stores.reports.reports_of(world.directory_id(5))


@pytest.mark.parametrize("name", ["fetchTask", "submitAction", "query", "queryLink"])
async def test_when_something_fails_the_sentence_stands_where_it_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    nia = world.person("Nia", 1)
    monkeypatch.setattr(world.stores.conversations, "load", failing(StorageError()))
    monkeypatch.setattr("bot.teams.extensions.clauses_for", _broken)
    monkeypatch.setattr("bot.teams.extensions.read_link", _broken)
    value = {"commandId": CHECK, "data": {"do": "check"}, "url": POST}
    answer = await invoke(nia, f"composeExtension/{name}", value)
    if name in {"query", "queryLink"}:
        assert answer["composeExtension"]["type"] == "message"
        assert "something went wrong" in answer["composeExtension"]["text"]
    else:
        assert answer["task"]["type"] == "message"
        assert "cannot reach my records" in answer["task"]["value"]


@pytest.mark.parametrize(
    "name", ["composeExtension/anonymousQueryLink", "composeExtension/setting", "task/other"]
)
async def test_other_invokes_are_not_pretended_to_be_known(world: World, name: str) -> None:
    nia = world.person("Nia", 1)
    activity = nia.activity(type="invoke", name=name, text=None, value={"url": POST})
    assert (await nia.post(activity)).status == 501


def _broken(*_: object) -> None:
    raise ValueError(TENANT_ID)
