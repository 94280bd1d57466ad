"""The stand-in for the Bot Connector service, asked by the bot's own connector."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.connector import Connector, ConnectorError, NoBearer, open_session
from bot.local.chat.connector import receiving
from bot.local.chat.mailbox import Mailbox
from bot.local.chat.seats import SEATS, TRIAGE_SEAT
from bot.local.people import BOT_ID, STAFF, TENANT
from tests.local.scripted import STAFF_CHAT, stand_in

Service = tuple[str, Connector, Mailbox]


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    mailbox = Mailbox(frozenset(SEATS))
    async with receiving(stand_in(mailbox), tmp_path) as url, open_session() as session:
        yield url, Connector(session, NoBearer()), mailbox


async def test_a_message_can_be_sent_answered_and_replaced(service: Service) -> None:
    url, connector, mailbox = service
    first = await connector.send(url, STAFF_CHAT, {"type": "message", "text": "one"})
    await connector.send(url, STAFF_CHAT, {"type": "message", "text": "two"}, reply_to=first)
    await connector.update(url, STAFF_CHAT, first, {"type": "message", "text": "three"})
    assert [one.text for one in mailbox.newest(STAFF_CHAT, 9)] == ["three", "two"]


async def test_a_message_in_a_thread_belongs_to_its_channel(service: Service) -> None:
    url, connector, mailbox = service
    thread = f"{TRIAGE_SEAT.chat};messageid=17"
    await connector.send(url, thread, {"type": "message", "text": "in a thread"})
    (message,) = mailbox.unread([TRIAGE_SEAT.chat])
    assert message.root == "17"


async def test_typing_is_no_message(service: Service) -> None:
    url, connector, mailbox = service
    await connector.send(url, STAFF_CHAT, {"type": "typing"})
    assert mailbox.unread([STAFF_CHAT]) == []


async def test_somebodys_own_chat_is_found_and_a_strangers_refused(service: Service) -> None:
    url, connector, _ = service
    found = await connector.create_conversation(
        url, tenant=TENANT, person=STAFF.acting.id, bot=BOT_ID
    )
    assert found == STAFF_CHAT
    with pytest.raises(ConnectorError) as refused:
        await connector.create_conversation(url, tenant=TENANT, person="29:stranger", bot=BOT_ID)
    assert refused.value.status == 403


async def test_the_members_of_a_chat_are_told(service: Service) -> None:
    url, connector, _ = service
    (member,) = await connector.members(url, STAFF_CHAT)
    assert member["aadObjectId"] == STAFF.acting.directory_id


async def test_a_chat_that_there_is_not_is_not_found(service: Service) -> None:
    url, connector, _ = service
    with pytest.raises(ConnectorError) as refused:
        await connector.send_once(url, "19:nowhere@thread.tacv2", {"type": "message"})
    assert refused.value.status == 404


async def test_the_next_run_receives_on_the_same_port_with_other_ids(tmp_path: Path) -> None:
    urls, ids = [], []
    for _ in range(2):
        mailbox = Mailbox(frozenset(SEATS))
        async with receiving(stand_in(mailbox), tmp_path) as url:
            urls.append(url)
            ids += [mailbox.post(STAFF_CHAT, {"type": "message"}) for _ in range(3)]
    assert urls[0] == urls[1]
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", urls[0])
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("kept", ["", "x", "0", "99999999", "-5"])
async def test_a_spoilt_note_of_the_port_is_passed_over(tmp_path: Path, kept: str) -> None:
    (tmp_path / "chat.port").write_text(kept)
    async with receiving(stand_in(Mailbox(frozenset(SEATS))), tmp_path) as url:
        assert url.startswith("http://127.0.0.1:")
