"""The terminal client's own behaviour, over a bot that only listens."""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.local.chat.conversation import Talk
from bot.local.chat.endpoint import Endpoint
from bot.local.chat.seats import PRIVATE_SEAT, STAFF_SEAT, TRIAGE_SEAT
from bot.local.people import BOT_ID, INTERNAL_COMMUNICATIONS, STAFF
from tests.local.scripted import STAFF_CHAT, Desk, a_desk, card, execute, text
from tests.waiting import until

Node = dict[str, Any]

LINK: Node = {"type": "Input.Text", "id": "link", "label": "Link", "maxLength": 8}
SHARE: Node = {"type": "Input.Toggle", "id": "share", "title": "Share my name", "value": "false"}
TWO = [{"title": "One", "value": "a"}, {"title": "Two", "value": "b"}]
KIND: Node = {"type": "Input.ChoiceSet", "id": "kind", "label": "Kind", "choices": TWO}
TICKS: Node = {**KIND, "id": "ticks", "label": "Ticks", "isMultiSelect": True}


async def test_a_numbered_button_is_an_invoke_from_the_chat_of_its_card(tmp_path: Path) -> None:
    async with a_desk(tmp_path, "1") as desk:
        message = desk.write(**card(text("Hello"), actions=(execute("Check a post"),)))
        await desk.run()
    arrival, press = desk.sent
    assert (arrival["type"], arrival["action"]) == ("installationUpdate", "add")
    assert (press["type"], press["name"]) == ("invoke", "adaptiveCard/action")
    assert press["value"]["trigger"] == "manual"
    assert press["replyToId"] == message
    assert press["conversation"]["id"] == STAFF_CHAT
    assert press["from"]["aadObjectId"] == STAFF.acting.directory_id
    assert press["serviceUrl"] == desk.service_url


async def test_the_bot_is_installed_once_however_often_somebody_sits_down(tmp_path: Path) -> None:
    async with a_desk(tmp_path, "/triage", "/staff", "/triage", "/staff") as desk:
        await desk.run()
    assert [one["type"] for one in desk.sent] == ["installationUpdate"] * 2


async def test_inputs_are_asked_in_turn_until_they_fit(tmp_path: Path) -> None:
    lines = ("1", "far too long", "short", "maybe", "yes", "3", "2", "1, 3", "1, 2")
    async with a_desk(tmp_path, *lines) as desk:
        desk.write(**card(LINK, SHARE, KIND, TICKS, actions=(execute("Send"),)))
        printed = await desk.run()
    sent = {"do": "Send", "link": "short", "share": "true", "kind": "b", "ticks": "a,b"}
    assert desk.pressed() == [sent]
    assert "That is 12 characters. Please keep it to 8." in printed
    assert "Please type yes or no." in printed
    assert "Please type a number, up to 2." in printed


async def test_an_empty_line_leaves_what_stands_in_an_input(tmp_path: Path) -> None:
    standing = ({**LINK, "value": "old"}, {**SHARE, "value": "true"}, {**TICKS, "value": "a,b"})
    async with a_desk(tmp_path, "1", "", "", "") as desk:
        desk.write(**card(*standing, actions=(execute("Send"),)))
        await desk.run()
    assert desk.pressed() == [{"do": "Send", "link": "old", "share": "true", "ticks": "a,b"}]


async def test_all_ticks_can_be_taken_away(tmp_path: Path) -> None:
    async with a_desk(tmp_path, "1", "none") as desk:
        desk.write(**card({**TICKS, "value": "a"}, actions=(execute("Go on"),)))
        await desk.run()
    assert desk.pressed() == [{"do": "Go on", "ticks": ""}]


async def test_a_form_can_be_left_without_pressing_its_button(tmp_path: Path) -> None:
    async with a_desk(tmp_path, "1", "/cancel", "hello") as desk:
        desk.write(**card(LINK, actions=(execute("Send"),)))
        await desk.run()
    assert desk.pressed() == []
    assert desk.sent[-1]["text"] == "hello"


async def test_a_button_without_inputs_is_pressed_at_once(tmp_path: Path) -> None:
    discard = execute("Discard", associatedInputs="none")
    async with a_desk(tmp_path, "2", "hello") as desk:
        desk.write(**card(LINK, actions=(execute("Send"), discard)))
        await desk.run()
    assert desk.pressed() == [{"do": "Discard"}]
    assert desk.sent[-1]["text"] == "hello"


async def test_the_answer_replaces_the_card_and_its_numbers(tmp_path: Path) -> None:
    (attached,) = card(text("Taken"), actions=(execute("Decide"),))["attachments"]
    taken = attached["content"]
    async with a_desk(
        tmp_path, "1", "1", answer=lambda one: taken if one["type"] == "invoke" else None
    ) as desk:
        desk.write(**card(text("New"), actions=(execute("Take"),)))
        printed = await desk.run()
    assert desk.pressed() == [{"do": "Take"}, {"do": "Decide"}]
    assert "Taken" in printed


async def test_an_answer_in_words_leaves_the_card_and_its_numbers(tmp_path: Path) -> None:
    async with a_desk(
        tmp_path, "1", "1", answer=lambda one: "It needs a reason." if "value" in one else None
    ) as desk:
        desk.write(**card(text("Case"), actions=(execute("Record"),)))
        printed = await desk.run()
    assert desk.pressed() == [{"do": "Record"}] * 2
    assert "It needs a reason." in printed


async def test_news_does_not_change_what_a_number_means(tmp_path: Path) -> None:
    async with a_desk(tmp_path, live=True) as desk:
        desk.write(**card(text("Question"), actions=(execute("Yes"),)))
        running = asyncio.create_task(desk.talk.run())
        await until_printed(desk, "[1] Yes")
        desk.write(**card(text("Your report was taken"), actions=(execute("My reports"),)))
        await until_printed(desk, "[2] My reports")
        for line in ("1", "/quit"):
            desk.keyboard.lines.put_nowait(line)
        await running
    assert desk.pressed() == [{"do": "Yes"}]


async def test_news_after_a_message_without_an_answer_leaves_the_numbers_too(
    tmp_path: Path,
) -> None:
    async with a_desk(tmp_path, live=True) as desk:
        desk.write(**card(text("Question"), actions=(execute("Yes"),)))
        running = asyncio.create_task(desk.talk.run())
        desk.keyboard.lines.put_nowait("hm")
        await until(lambda: len(desk.keyboard.prompts) >= 2)
        desk.write(**card(text("Your report was taken"), actions=(execute("My reports"),)))
        await until_printed(desk, "[2] My reports")
        for line in ("1", "/quit"):
            desk.keyboard.lines.put_nowait(line)
        await running
    assert desk.pressed() == [{"do": "Yes"}]


async def test_a_question_in_words_takes_the_numbers_of_earlier_cards_away(tmp_path: Path) -> None:
    def ask(activity: Node) -> None:
        if activity.get("text") == "report":
            desk.write(text="What may be wrong? 1. This 2. That")

    async with a_desk(tmp_path, "report", "2", answer=ask) as desk:
        desk.write(**card(text("Form"), actions=(execute("Send"), execute("Discard"))))
        await desk.run()
    assert desk.pressed() == []
    assert desk.sent[-1]["text"] == "2"


async def test_a_suggestion_is_sent_as_if_it_had_been_typed(tmp_path: Path) -> None:
    suggested = {"actions": [{"type": "imBack", "title": "Skip", "value": "Skip"}]}
    async with a_desk(tmp_path, "1") as desk:
        desk.write(text="When did you see it?", suggestedActions=suggested)
        await desk.run()
    assert desk.sent[-1]["text"] == "Skip"


async def test_internal_communications_see_every_card_of_the_channel(tmp_path: Path) -> None:
    async with a_desk(tmp_path, "/triage", "2") as desk:
        first, second = (
            desk.write(
                chat=TRIAGE_SEAT.chat, **card(text(case), actions=(execute(f"Take {case}"),))
            )
            for case in ("C-1", "C-2")
        )
        printed = await desk.run()
    assert f"You are {INTERNAL_COMMUNICATIONS.acting.name}" in printed
    press = desk.sent[-1]
    assert desk.pressed() == [{"do": "Take C-2"}]
    assert press["replyToId"] == second != first
    assert press["from"]["aadObjectId"] == INTERNAL_COMMUNICATIONS.acting.directory_id
    assert press["conversation"]["id"] == f"{TRIAGE_SEAT.chat};messageid={second}"
    assert press["channelData"]["team"]["id"] == INTERNAL_COMMUNICATIONS.team


async def test_in_a_channel_the_bot_is_mentioned_and_a_thread_is_kept(tmp_path: Path) -> None:
    def reply(activity: Node) -> None:
        if activity["type"] == "message":
            desk.write(chat=activity["conversation"]["id"], text="Which one?")

    async with a_desk(tmp_path, "/triage", "one", "two", answer=reply) as desk:
        await desk.run()
    one, two = (sent for sent in desk.sent if sent["type"] == "message")
    assert one["entities"][0]["mentioned"]["id"] == BOT_ID
    assert one["entities"][0]["text"] in one["text"]
    assert one["conversation"]["id"] == f"{TRIAGE_SEAT.chat};messageid={one['id']}"
    assert two["conversation"]["id"] == one["conversation"]["id"]


async def test_what_is_for_one_person_alone_says_so(tmp_path: Path) -> None:
    async with a_desk(tmp_path, "/triage") as desk:
        desk.write(chat=PRIVATE_SEAT.chat, text="In private, then.")
        printed = await desk.run()
    person = INTERNAL_COMMUNICATIONS.acting.given_name
    assert f"to {person} alone" in printed
    assert "In private, then." in printed


async def test_staff_are_told_of_news_and_are_not_shown_the_other_persons_cards(
    tmp_path: Path,
) -> None:
    async with a_desk(tmp_path, "hello") as desk:
        desk.write(chat=TRIAGE_SEAT.chat, text="A case")
        printed = await desk.run()
    assert printed.count(f"There is news for {INTERNAL_COMMUNICATIONS.acting.name}: /triage") == 1
    assert "A case" not in printed


async def test_a_card_that_was_changed_is_shown_again_and_says_so(tmp_path: Path) -> None:
    def change(activity: Node) -> None:
        if activity.get("text") == "hello":
            desk.mailbox.put(STAFF_CHAT, message, {"type": "message", **card(text("After"))})

    async with a_desk(tmp_path, "hello", answer=change) as desk:
        message = desk.write(**card(text("Before")))
        printed = await desk.run()
    assert "(changed)" in printed.split("Before")[1]
    assert "After" in printed


async def test_a_button_with_an_address_tells_it_whole(tmp_path: Path) -> None:
    address = "https://engage.cloud.microsoft/main/threads/" + "x" * 120
    open_it = {"type": "Action.OpenUrl", "title": "Open the post", "url": address}
    async with a_desk(tmp_path, "1") as desk:
        desk.write(**card(text("Case"), actions=(open_it,)))
        await desk.run()
    assert address in desk.output.getvalue().splitlines()


async def test_a_bot_that_cannot_answer_is_told_in_a_sentence(tmp_path: Path) -> None:
    async with a_desk(tmp_path, "hello") as desk:
        reached = desk.talk.endpoint
        async with aiohttp.ClientSession() as session:
            lost = Endpoint(session, f"{reached.url}/nowhere", reached.service_url)
            talk = Talk(desk.keyboard, desk.talk.screen, desk.mailbox, lost, STAFF_SEAT)
            await talk.run()
    assert "The bot answered with status 404." in desk.printed()


async def test_waiting_shows_what_comes(tmp_path: Path) -> None:
    async with a_desk(tmp_path, "/wait") as desk:
        asyncio.get_running_loop().call_later(0.1, lambda: desk.write(text="It was taken."))
        printed = await desk.run()
    assert "It was taken." in printed


@pytest.mark.parametrize("typed", ["0", "9", "²", "1.5"])
async def test_a_number_that_no_button_has_is_a_message(tmp_path: Path, typed: str) -> None:
    async with a_desk(tmp_path, typed) as desk:
        desk.write(**card(text("Hello"), actions=(execute("Check a post"),)))
        await desk.run()
    assert desk.pressed() == []
    assert desk.sent[-1]["text"] == typed


async def until_printed(desk: Desk, words: str) -> None:
    await until(lambda: words in desk.printed())
