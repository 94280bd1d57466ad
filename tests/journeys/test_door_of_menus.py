"""The door before Teams' own menus: they are used in chats that the bot is no member of."""

from dialogs.wording import limits
from tests.journeys.menus import ELSEWHERE, Dialog, invoke, message_payload
from tests.journeys.world import World

ASKED = {"parameters": [{"name": "words", "value": "hacked"}]}
NIA = "29:person-1"


async def test_a_dialog_elsewhere_is_opened_for_staff_who_are_known_in_their_own_chat(
    world: World,
) -> None:
    world.connector.entries[f"{ELSEWHERE['id']} {NIA}"] = {}
    dialog = await Dialog(
        world.person("Nia", 1), "report-message", message_payload("hacked")
    ).open()
    assert dialog.card
    assert world.connector.looked_up == [NIA, NIA]


async def test_a_guest_sends_no_report_from_a_chat_where_nobody_can_be_looked_up(
    world: World,
) -> None:
    world.connector.entries |= {f"{ELSEWHERE['id']} {NIA}": {}, NIA: {"userRole": "guest"}}
    dialog = Dialog(world.person("Gus", 1), "report-message", message_payload("hacked"))
    assert (await dialog.open()).sentence == limits.STAFF_ONLY
    assert (await dialog.send({"do": "report-send"})).sentence == limits.STAFF_ONLY


async def test_whoever_is_known_nowhere_may_search_the_policy_and_open_no_dialog(
    world: World,
) -> None:
    world.connector.entries[NIA] = {}
    nia = world.person("Nia", 1)
    dialog = await Dialog(nia, "report-message", message_payload("hacked")).open()
    assert dialog.sentence == limits.CANNOT_CHECK_STAFF
    found = await invoke(nia, "composeExtension/query", ASKED)
    assert found["composeExtension"]["attachments"]
