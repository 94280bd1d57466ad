"""The page of Internal Communications: what its members read there, and how it is answered."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

import pytest

from dialogs.toolbox import Toolbox
from storage.errors import StorageError
from storage.records import Actor, Author, NewQuestion, RecordAuthor, StepAside, WhyKept
from tests.issuer import Issuer
from tests.journeys.page import Reader, on_the_page, reader, text_of
from tests.journeys.test_triage_files import link_in
from tests.journeys.triaging import HARD, reported, through
from tests.journeys.world import World
from tests.stub_connector import StubConnector

PRIYA, SAM = 7, 8
OTHER_POST = "https://engage.cloud.microsoft/main/threads/eyJfdHlwZSI6IlRocmVhZCIsImlkIjoiOTkifQ"
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)"> \u202egnp.exe {{7*7}}'


@pytest.fixture
async def world(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> AsyncIterator[World]:
    async with on_the_page(issuer, connector, toolbox, tmp_path) as running:
        running.handler("Priya Handler", PRIYA)
        running.handler("Sam Colleague", SAM)
        yield running


async def shown(page: Reader, query: str = "") -> list[str]:
    """Return the references of the cases that a list shows."""
    return re.findall(r"C-\w{4}-\w{4} (?:New|Taken|Decided|Closed)", await page.read(query))


async def test_the_queue_is_narrowed_by_state_principle_age_owner_and_words(world: World) -> None:
    await reported(world)
    old = world.case_reference()
    world.clock.move(days=8)
    priya = world.stranger("Priya Handler", PRIYA)
    await reported(world, "Wyn Witness", 2, link=OTHER_POST, principle="code")
    taken = world.case_reference()
    await through(priya, world.case_card(), "Take")
    page = await reader(world, PRIYA)
    new, mine = f"{old} New", f"{taken} Taken"
    for query, found in {
        "": [new, mine],
        "?status=new": [new],
        "?status=closed": [],
        "?status=": [new, mine],
        "?principle=code": [mine],
        "?age=7": [new],
        "?age=nonsense": [new, mine],
        "?opened_from=2026-06-09": [mine],
        "?opened_to=2026-06-09": [new],
        "?mine=1": [mine],
        "?unowned=1": [new],
        f"?words={old}": [new],
        f"?words={OTHER_POST}": [mine],
        "?words=find hacked since 1 June": [new],
        "?page=2": [],
        "?page=-1": [new, mine],
    }.items():
        assert await shown(page, query) == found, query
    misread = await page.get("?words=nonsense<b>")
    assert misread.status == 400
    assert "I did not understand “nonsense" in text_of(await misread.text())


async def test_a_case_shows_what_the_card_and_its_thread_show_and_nothing_that_acts(
    world: World,
) -> None:
    rhys = await reported(world, account=HOSTILE, seen_when="at noon")
    priya = world.stranger("Priya Handler", PRIYA)
    card = await through(priya, world.case_card(), "Take")
    card = await through(priya, card, "Decide", "Record the decision", **HARD)
    await priya.say(f"<at>Bot</at> note {world.case_reference()} {HOSTILE}")
    await rhys.say("add to my report: and again today")
    page = await reader(world, PRIYA)
    response = await page.get(f"/cases/{world.case_reference()}")
    markup = await response.text()
    text = text_of(markup)
    for sentence in (
        "Decided: Hard breach. With Priya Handler, not closed yet.",
        "“Suggest or confirm ONS has been hacked” (hard-breach.hacked)",
        "Reason: It says that we were hacked.",
        "(Deputy) Director “If appropriate, the team will alert the Deputy Director",
        "Seen, in the reporter's words: at noon",
        "Priya Handler took the case.",
        "gnp.exe {{7*7}}",
    ):
        assert sentence in text, sentence
    assert "<script" not in markup
    assert "<img" not in markup
    assert "\u202e" not in markup
    assert " style=" not in markup
    assert "<form" not in markup


async def test_figures_are_counted_with_the_policys_overdue_review(world: World) -> None:
    await reported(world)
    kept = NewQuestion(id=uuid4(), words="w", why=WhyKept.UNHELPFUL, closest="law")
    await world.stores.questions.keep(kept)
    page = await reader(world, PRIYA)
    text = await page.read("/figures?weeks=4")
    for sentence in (
        "Cases opened since 11 May 2026: 1",
        "1 June 2026 1",
        "Suggest or confirm ONS has been hacked 1",
        "Not closed yet 1",
        "law The answer did not help. 1",
        "The policy's own review was due in February 2023 and is overdue.",
    ):
        assert sentence in text, sentence


async def test_the_file_is_the_very_file_of_the_export(world: World) -> None:
    await reported(world)
    priya = world.stranger("Priya Handler", PRIYA)
    await priya.mention("export open")
    by_link = await world.fetch(link_in(world.connector.posted(f"a:29:person-{PRIYA}")[-1]))
    page = await reader(world, PRIYA)
    by_page = await page.get("/cases.csv?status=open")
    assert await by_page.read() == await by_link.read()
    for name in ("Content-Type", "Content-Disposition", "Content-Security-Policy"):
        assert by_page.headers[name] == by_link.headers[name]
    assert (await page.get("/cases.csv?words=nonsense")).status == 400


async def test_every_read_of_a_case_and_every_export_is_audited(world: World) -> None:
    await reported(world)
    reference = world.case_reference()
    page = await reader(world, PRIYA)
    await page.read()
    await page.read("/figures")
    await page.read(f"/cases/{reference}")
    await page.get("/cases.csv")
    about = {entry.action: entry.actor for entry in await world.stores.casework.audit(reference)}
    assert set(about) == {"reported", "read-on-page", "exported"}
    assert about["read-on-page"] == about["exported"] != ""
    rest = [entry.action for entry in await world.stores.casework.audit("")]
    assert sorted(rest) == ["counted", "exported", "found"]


async def test_who_reported_or_wrote_a_post_or_stepped_aside_gets_the_same_words(
    world: World,
) -> None:
    await reported(world, "Sam Colleague", SAM)
    reported_by_sam = world.case_reference()
    await reported(world, link=OTHER_POST)
    another, act = world.case_reference(), world.stores.casework.act
    author = Author(person=world.directory_id(SAM))
    priya = Actor(person=world.directory_id(PRIYA), name="Priya Handler")
    await act(another, priya, RecordAuthor(author=author), "1")
    await act(another, priya, StepAside(), "2")
    before = await world.stores.casework.audit(another)
    answers = [
        await (await reader(world, number)).get(f"/cases/{reference}")
        for number, reference in ((SAM, reported_by_sam), (SAM, another), (PRIYA, another))
    ]
    assert [answer.status for answer in answers] == [403] * 3
    [words] = {text_of(await answer.text()) for answer in answers}
    assert "You cannot act on this case just now. Please ask a colleague to handle it." in words
    assert await world.stores.casework.audit(another) == before
    assert (await (await reader(world, PRIYA)).get(f"/cases/{reported_by_sam}")).status == 200


async def test_an_unknown_case_and_what_can_be_none_get_the_same_answer(world: World) -> None:
    page = await reader(world, PRIYA)
    paths = ("C-2222-2222", "R-2222-2222", "c-2222-2222", "x", "%00", "..%2f", "C" * 3000)
    answers = [await page.get(f"/cases/{path}") for path in paths]
    answers.append(await page.get("/cases/C-2222-2222/screenshots/nothing"))
    assert {answer.status for answer in answers} == {404}
    assert len({await answer.text() for answer in answers[:-1]}) == 1


async def test_without_records_the_page_says_so(world: World) -> None:
    page = await reader(world, PRIYA)
    with patch.object(type(world.stores.casework), "page", side_effect=StorageError):
        answer = await page.get()
    assert answer.status == 503
    assert "I cannot reach my records just now." in text_of(await answer.text())


async def test_a_defect_is_a_sentence_with_a_reference_and_nothing_else(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    page = await reader(world, PRIYA)
    secret = RuntimeError("what a reporter wrote")
    with patch.object(type(world.stores.casework), "page", side_effect=secret):
        answer = await page.get()
    text = text_of(await answer.text())
    assert answer.status == 500
    assert re.search(r"Please quote E-[0-9A-F]{8}\.", text)
    assert "what a reporter wrote" not in text
    assert "page.failed" in [record.message for record in caplog.records]
