"""From a Teams activity to an event (bot/teams/incoming.py)."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from botbuilder.schema import Activity

from bot.teams.incoming import Incoming, addressed, read_activity
from dialogs.turn import Installed, Place, Pressed, Said
from tests.bot.activities import invoke, message
from tests.issuer import APP_ID, TENANT_ID

NOW = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)
BOT = f"28:{APP_ID}"


def read(raw: dict[str, Any], triage: str = "") -> Incoming | None:
    return read_activity(Activity().deserialize(raw), NOW, UUID(int=1), triage)


def event(raw: dict[str, Any]) -> object:
    incoming = read(raw)
    return None if incoming is None else incoming.event


def mention(name: str) -> dict[str, Any]:
    """Return a mention of the bot, as Teams attaches it."""
    return {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": BOT, "name": name}}


@pytest.mark.parametrize("name", ["Policy bot", "Bot (a+b)* [x", "C$1.^|", "at"])
def test_a_mention_is_taken_out_whatever_the_bot_is_called(name: str) -> None:
    raw = message(text=f"<at>{name}</at>  what is a soft breach?", entities=[mention(name)])
    assert event(raw) == Said("what is a soft breach?")


def test_a_mention_of_somebody_else_stays() -> None:
    other = {"type": "mention", "text": "<at>Sam</at>", "mentioned": {"id": "29:sam"}}
    raw = message(text="ask <at>Sam</at>", entities=[other])
    assert event(raw) == Said("ask <at>Sam</at>")
    in_company = raw | {"conversation": {"conversationType": "groupChat", "id": "19:chat"}}
    assert addressed(Activity().deserialize(raw))
    assert not addressed(Activity().deserialize(in_company))


def test_an_executed_card_brings_its_data() -> None:
    assert event(invoke()) == Pressed({"case": "C-1"})


@pytest.mark.parametrize("value", [None, {}, {"action": "x"}, {"action": None}, [], "x", 3])
def test_an_executed_card_without_an_action_is_no_event(value: object) -> None:
    assert event(invoke(value=value)) is None


@pytest.mark.parametrize("data", [None, "x", 3, []])
def test_an_action_without_data_is_an_empty_press(data: object) -> None:
    assert event(invoke(value={"action": {"data": data}})) == Pressed({})


def test_a_submitted_card_is_a_press() -> None:
    assert event(message(text=None, value={"do": "help"})) == Pressed({"do": "help"})


def test_a_picture_alone_is_an_empty_message() -> None:
    assert event(message(text=None)) == Said("")


def test_a_long_message_comes_whole_since_the_dialogs_refuse_it() -> None:
    incoming = read(message(text="x" * 50_000))
    assert incoming is not None
    assert isinstance(incoming.event, Said)
    assert len(incoming.event.text) == 50_000


@pytest.mark.parametrize("kind", ["messageReaction", "messageDelete", "messageUpdate", "event"])
def test_reactions_edits_and_deletions_are_no_event(kind: str) -> None:
    assert event(message(type=kind)) is None


def test_an_installation_in_a_team_names_its_channel() -> None:
    data = {"tenant": {"id": TENANT_ID}, "team": {"id": "19:team"}, "channel": {"id": "19:chan"}}
    raw = message(type="installationUpdate", action="add", channelData=data)
    incoming = read(raw)
    assert incoming is not None
    assert incoming.event == Installed()
    assert (incoming.context.team, incoming.context.channel) == ("19:team", "19:chan")


def test_a_person_is_their_directory_id_and_their_state_is_their_own() -> None:
    incoming = read(message())
    assert incoming is not None
    assert incoming.context.person == "99999999-8888-7777-6666-555555555555"
    assert incoming.key.person == incoming.context.person
    assert incoming.key.tenant == TENANT_ID


@pytest.mark.parametrize(
    ("kind", "channel", "place"),
    [
        ("personal", None, Place.PERSONAL),
        ("groupChat", None, Place.GROUP),
        ("channel", "19:other", Place.CHANNEL),
        ("channel", "19:triage", Place.TRIAGE),
        ("something new", None, Place.GROUP),
    ],
)
def test_a_place_is_where_the_activity_stands(kind: str, channel: str | None, place: Place) -> None:
    data: dict[str, Any] = {"tenant": {"id": TENANT_ID}}
    if channel:
        data["channel"] = {"id": channel}
    conversation = {"conversationType": kind, "id": "19:x;messageid=7"}
    incoming = read(message(channelData=data, conversation=conversation), triage="19:triage")
    assert incoming is not None
    assert incoming.context.place is place


@pytest.mark.parametrize(
    ("conversation", "data", "place"),
    [
        ({"id": "a:1"}, {}, Place.PERSONAL),
        ({"id": "a:1", "isGroup": True}, {}, Place.GROUP),
        ({"id": "19:x@thread.tacv2"}, {}, Place.GROUP),
        ({"id": "a:1"}, {"team": {"id": "19:team"}}, Place.GROUP),
    ],
)
def test_a_chat_that_does_not_say_what_it_is_counts_as_private_only_where_it_looks_so(
    conversation: dict[str, Any], data: dict[str, Any], place: Place
) -> None:
    data = {"tenant": {"id": TENANT_ID}} | data
    incoming = read(message(conversation=conversation, channelData=data))
    assert incoming is not None
    assert incoming.context.place is place
