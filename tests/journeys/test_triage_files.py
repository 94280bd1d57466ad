"""Draft packs, exports, the queue: what the team can look at, and what its links open."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from dialogs.toolbox import Toolbox
from dialogs.triage import export
from tests.issuer import Issuer
from tests.journeys.triaging import HARD, card_now, reported, through
from tests.journeys.world import PUBLIC, World, running_world, words
from tests.stub_connector import Answers, StubConnector


def link_in(card: Any) -> str:
    """Return the link of a card's button."""
    (found,) = re.findall(rf"{re.escape(PUBLIC)}/files/[\w-]+", str(card))
    return str(found)


async def test_a_draft_pack_has_what_the_policy_asks_for_and_nothing_of_a_reporter(
    world: World,
) -> None:
    await reported(world, seen_when="from my desk at noon", share_name="true")
    await reported(world, "Wyn Witness", 2, account="Same here.")
    priya = world.handler("Priya Handler", 7)
    card = await through(priya, world.case_card(), "Take")
    card = await through(priya, card, "Decide", "Record the decision", **HARD)
    more = await through(priya, card, "More")
    pack = await through(priya, more, "Draft pack for the line manager")
    file = await world.fetch(link_in(pack))
    assert file.status == 200
    whole = await file.text()
    for text in (words(pack), whole):
        assert "“Suggest or confirm ONS has been hacked” (hard-breach.hacked)" in text
        assert "hard-breach.action.line-manager" in text
        assert "Social Media Guide for Civil Servants" in text
        assert "the payroll system was hacked" in text
        for private in ("Rhys", "Wyn", "noon", "Reports:", "09:0", "10:0"):
            assert private not in text
    audited = [e.action for e in await world.stores.casework.audit(world.case_reference())]
    assert audited.count("pack") == 2  # shown, and fetched


async def test_a_file_is_saved_and_never_shown(world: World) -> None:
    await reported(world)
    priya = world.handler("Priya Handler", 7)
    pack = await through(priya, world.case_card(), "More", "Draft pack for the line manager")
    file = await world.fetch(link_in(pack))
    name = f"draft-pack-{world.case_reference()}.txt"
    assert file.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert file.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert file.headers["Cache-Control"] == "no-store"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in file.headers["Content-Security-Policy"]


async def test_a_link_works_for_ten_minutes_for_one_case_and_unaltered_only(world: World) -> None:
    await reported(world)
    priya = world.handler("Priya Handler", 7)
    pack = await through(priya, world.case_card(), "More", "Draft pack for the line manager")
    link = link_in(pack)
    for at in (-1, -30, len(link) - 60):
        altered = "A" if link[at] != "A" else "B"
        broken = link[: at % len(link)] + altered + link[at % len(link) + 1 :]
        assert (await world.fetch(broken)).status == 404
    for nonsense in ("", "x", "%00", "é" * 9, "A" * 2000, "..%2f..%2fetc"):
        assert (await world.fetch(f"{PUBLIC}/files/{nonsense}")).status == 404
    world.clock.move(minutes=9, seconds=59)
    assert (await world.fetch(link)).status == 200
    world.clock.move(seconds=1)
    refused = await world.fetch(link)
    assert refused.status == 404
    assert await refused.text() == "This link does not work. Ask the bot for a new one."


async def test_the_queue_lists_open_cases_and_opens_them(world: World) -> None:
    await reported(world)
    priya = world.handler("Priya Handler", 7)
    reference = world.case_reference()
    queue = await priya.mention("queue")
    assert "Open cases: 1" in words(queue)
    assert f"{reference}, new, today" in words(queue)
    opened = await through(priya, card_now(queue), f"Open {reference}")
    assert "Potential Yammer breach" in words(opened)
    assert "You have no open cases." in words(await priya.mention("mine"))
    await through(priya, opened, "Take")
    assert "Your cases: 1" in words(await priya.mention("my cases"))
    await priya.mention(f"decide {reference} not ours")
    await priya.mention(f"close {reference}")
    assert "There are no open cases." in words(await priya.mention("cases"))
    for found in ("closed", "hacked", reference, "since 1 June 2026 until 2 June"):
        assert reference in words(await priya.mention(f"find {found}"))
    for missed in ("new", "since 3 June 2026", "code", "C-2222-3333"):
        assert "No case fits that." in words(await priya.mention(f"find {missed}"))


async def test_words_inside_a_report_are_never_found(world: World) -> None:
    await reported(world)
    priya = world.handler("Priya Handler", 7)
    assert "I did not understand “payroll”" in words(await priya.mention("find payroll"))


async def test_an_export_is_audited_private_and_has_no_reporter(world: World) -> None:
    await reported(world)
    priya = world.handler("Priya Handler", 7)
    await priya.mention("export open")
    private = world.connector.posted("a:29:person-7")[-1]
    assert "Export of cases: 1" in words(private)
    file = await world.fetch(link_in(private))
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(io.StringIO((await file.text()).removeprefix("\ufeff")))
    assert row["reference"] == world.case_reference()
    assert row["status"] == "new"
    assert "payroll" not in str(row)
    exported = [entry.action for entry in await world.stores.casework.audit("")]
    assert exported.count("exported") == 2  # asked for, and fetched


async def test_where_no_private_chat_can_be_opened_the_thread_gets_no_content(
    world: World,
) -> None:
    await reported(world)
    priya = world.handler("Priya Handler", 7)
    await priya.mention("queue")  # the roster is known from here on
    world.connector.next.append(Answers(403, code="BotNotInConversationRoster"))
    public = words(await priya.mention(f"pack {world.case_reference()}"))
    assert "Open a chat with me" in public
    assert "teams.microsoft.com/l/chat" in public
    assert "hacked" not in public


async def test_without_a_public_address_there_is_text_and_no_link(
    issuer: Issuer,
    connector: StubConnector,
    toolbox: Toolbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with running_world(issuer, connector, toolbox, tmp_path, public_url="") as world:
        await reported(world)
        priya = world.handler("Priya Handler", 7)
        pack = await through(priya, world.case_card(), "More", "Draft pack for the line manager")
        assert "files/" not in str(pack)
        await priya.mention("export")
        assert '"reference","status"' in words(world.connector.posted("a:29:person-7")[-1])
        monkeypatch.setattr(export, "SMALL_BYTES", 200)
        assert "too much for a message" in words(await priya.mention("export"))
