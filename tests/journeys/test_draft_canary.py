"""A draft post leaves no trace: not in the database or its journal, a log, or anything served."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.observability.logs import JsonFormatter
from storage.errors import StorageError
from storage.records import ConversationKey
from tests.issuer import TENANT_ID
from tests.journeys.checking import begin, tap, tick, walk
from tests.journeys.menus import Dialog, invoke, message_payload
from tests.journeys.test_faults import failing
from tests.journeys.world import Person, World, words
from tests.stub_connector import Answers

MARKER = "Quaggaberry"
DRAFT = f"ONS has been hacked, {MARKER} says so"


async def by_typing(person: Person) -> None:
    await begin(person)
    assert "hard-breach.hacked" in await walk(person, DRAFT)
    await walk(person, "yammer", "myself")


async def by_card(person: Person) -> None:
    card = await begin(person)
    card = (await person.press(card, "On Yammer (Viva Engage)", draft=DRAFT))["value"]
    assert "hard-breach.hacked" in words(card)
    await tap(person, card, "As myself")


async def by_a_card_that_is_closed(person: Person) -> None:
    card = await begin(person)
    await person.say("cancel")
    await person.press(card, "On Yammer (Viva Engage)", draft=DRAFT)


async def when_the_state_cannot_be_saved(person: Person) -> None:
    card = await begin(person)
    conversations = person.world.stores.conversations
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(conversations, "save", failing(StorageError()))
        await person.say(DRAFT)
        await person.press(card, "On Yammer (Viva Engage)", draft=DRAFT)


async def when_something_breaks(person: Person) -> None:
    await begin(person)
    conversations = person.world.stores.conversations
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(conversations, "save", failing(ValueError(DRAFT)))
        assert "Sorry, something went wrong" in words((await person.say(DRAFT))[-1])


async def when_the_reply_is_refused(person: Person) -> None:
    await begin(person)
    person.world.connector.next.append(Answers(400))
    await person.say(DRAFT)


async def in_a_dialog(person: Person) -> None:
    await begin(person)
    dialog = await Dialog(person, "should-i-post-this").open()
    await dialog.press("On Yammer (Viva Engage)", draft=DRAFT)
    assert "hacked" in words(dialog.card)


async def by_a_look_at_a_message(person: Person) -> None:
    await begin(person)
    dialog = await Dialog(person, "check-message", message_payload(f"<p>{DRAFT}</p>")).open()
    assert "hacked" in words(dialog.card)
    await dialog.press("Check a post")


async def by_a_search(person: Person) -> None:
    await begin(person)
    typed = [{"name": "words", "value": DRAFT}]
    await invoke(person, "composeExtension/query", {"parameters": typed})


async def served(world: World) -> str:
    """Return all that the service shows to whoever asks: every address that can be read."""
    paths = {
        resource.canonical
        for resource in world.client.app.router.resources()
        for route in resource
        if route.method == "GET"
    }
    assert "/healthz" in paths
    return "\n".join([await (await world.client.get(path)).text() for path in sorted(paths)])


@pytest.mark.parametrize(
    "way",
    [
        by_typing,
        by_card,
        by_a_card_that_is_closed,
        when_the_state_cannot_be_saved,
        when_something_breaks,
        when_the_reply_is_refused,
        in_a_dialog,
        by_a_look_at_a_message,
        by_a_search,
    ],
    ids=lambda way: way.__name__,
)
@pytest.mark.parametrize("end", ["verdict", "cancel"])
async def test_a_draft_leaves_no_trace(
    way: Callable[[Person], Awaitable[None]],
    end: str,
    world: World,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    nia = world.person("Nia", 1)
    await way(nia)
    await _end(nia, end)
    files = _files(tmp_path)
    assert "records.sqlite3-wal" in files
    document = await _document(nia)
    assert '"flow"' in document
    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert lines
    for marker in (MARKER, MARKER.lower()):
        assert [name for name, kept in files.items() if marker.encode() in kept] == []
        assert marker not in document
        assert marker not in await _document(nia, f"dialog:{world.directory_id(1)}")
        assert [line for line in lines if marker in line] == []
        assert marker not in await served(world)


def _files(folder: Path) -> dict[str, bytes]:
    """Return what is in every file of the records: the database and its journal."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def _end(person: Person, end: str) -> None:
    if end == "cancel":
        await person.say("cancel")
        return
    await begin(person)
    card = await tap(person, await begin(person), "On Yammer (Viva Engage)", "As myself")
    assert "hard breach" in words(await tap(person, await tick(person, card, "hacked"), "No"))


async def _document(person: Person, conversation: str = "") -> Any:
    """Return the state of the person's chat, or of another, as it is kept, in plain text."""
    key = ConversationKey(
        tenant=TENANT_ID,
        channel="msteams",
        conversation=conversation or person.chat,
        person=person.world.directory_id(person.number),
    )
    return (await person.world.stores.conversations.load(key, "")).document
