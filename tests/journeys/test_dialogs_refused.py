"""What no dialog sends, and what fails in one, is answered with words."""

from typing import Any

import pytest

from storage.errors import StorageError
from tests.issuer import TENANT_ID
from tests.journeys.in_dialogs import CHECK, CONCERN, LOOK, REPORT
from tests.journeys.menus import POST, Dialog, invoke, message_payload
from tests.journeys.test_faults import failing
from tests.journeys.world import World

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
