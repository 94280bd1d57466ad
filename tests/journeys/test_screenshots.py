"""Screenshots, from the reporter's chat to the team's eyes: without metadata, and never public."""

import io
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typing_extensions import override

from bot.connector import NoBearer
from bot.screenshots import Fetcher, ScreenshotRefused, Sources, WhyRefused
from dialogs.toolbox import Toolbox
from storage.errors import UnknownScreenshot
from storage.records import Actor, ReadFor
from tests.bot.screenshots.pictures import SECRET, exif, plain, saved
from tests.issuer import Issuer
from tests.journeys.triaging import through
from tests.journeys.world import PUBLIC, Person, World, card_of, running_world, words
from tests.stub_connector import StubConnector

HOST = "https://ons-my.sharepoint.com/"
FORM = {
    "link": "https://engage.cloud.microsoft/main/threads/eyJfdHlwZSI6IlRocmVhZCIsImlkIjoiMTIzIn0=",
    "principle": "hard-breach.hacked",
    "account": "They wrote that the payroll system was hacked.",
}
READER = Actor(person="somebody", name="")


class Stored(Fetcher):
    """Gives files from memory, where the real one asks their hosts."""

    def __init__(self) -> None:
        super().__init__(Sources.of(("*.sharepoint.com",)), NoBearer())
        self.files: dict[str, bytes] = {}

    @override
    async def fetch(self, url: str, service_url: str) -> bytes:
        if url not in self.files:
            raise ScreenshotRefused(WhyRefused.NOT_FETCHED)
        return self.files[url]


@pytest.fixture
async def stored() -> Stored:
    return Stored()


@pytest.fixture
async def world(
    issuer: Issuer,
    connector: StubConnector,
    toolbox: Toolbox,
    tmp_path: Path,
    stored: Stored,
) -> AsyncIterator[World]:
    async with running_world(issuer, connector, toolbox, tmp_path, fetcher=stored) as running:
        yield running


def attached(stored: Stored, *names: str, content: bytes = b"") -> list[dict[str, Any]]:
    """Return shared files as Teams sends them, pictures full of metadata by default."""
    for name in names:
        stored.files[HOST + name] = content or saved(plain(), "JPEG", exif=exif())
    kind = "application/vnd.microsoft.teams.file.download.info"
    return [
        {"contentType": kind, "name": name, "content": {"downloadUrl": HOST + name}}
        for name in names
    ]


async def rows(world: World) -> int:
    """Return how many screenshots are kept in all."""
    database: Any = world.stores.screenshots
    count: int = await database._database.read(
        lambda c: c.exec_driver_sql("SELECT count(*) FROM screenshots").scalar()
    )
    return count


async def form(rhys: Person) -> dict[str, Any]:
    """Open the form."""
    return card_of((await rhys.say("report a post"))[-1])


async def shown(world: World, card: Any) -> list[Image.Image]:
    """Open every link of a card."""
    found: list[Image.Image] = []
    for link in dict.fromkeys(re.findall(rf"{re.escape(PUBLIC)}/files/[\w-]+", str(card))):
        response = await world.client.get(link.removeprefix(PUBLIC))
        assert response.status == 200
        assert response.headers["Content-Type"] in {"image/jpeg", "image/png"}
        assert response.headers["Content-Disposition"].startswith("inline")
        assert response.headers["Cache-Control"] == "no-store"
        content = await response.read()
        assert SECRET.encode() not in content
        found.append(Image.open(io.BytesIO(content)))
    return found


async def test_screenshots_go_with_the_report_and_the_team_sees_them_by_links(
    world: World, stored: Stored
) -> None:
    rhys, priya = world.person("Rhys Reporter", 1), world.handler("Priya Handler", 7)
    opened = await form(rhys)
    heard = words(await rhys.say("", attachments=attached(stored, "a.jpg", "b.jpg")))
    assert "I kept 2 screenshots, without their metadata" in heard
    review = (await rhys.press(opened, "Check before sending", **FORM))["value"]
    assert "Screenshots 2" in " ".join(words(review).split())
    receipt = await rhys.press(review, "Send")
    assert "With 2 screenshots, without their metadata." in words(receipt)
    card = world.case_card()
    assert "Screenshots: 2" in words(card)
    assert not re.search(r"files/|sharepoint", str(card))
    links = await through(priya, card, "More", "Screenshots")
    pictures = await shown(world, links)
    assert [picture.size for picture in pictures] == [(48, 64)] * 2
    audited = [e.action for e in await world.stores.casework.audit(world.case_reference())]
    assert (audited.count("screenshots"), audited.count("screenshot")) == (1, 2)
    world.clock.move(minutes=10)
    late = await world.client.get(link_of_first(links))
    assert late.status == 404


def link_of_first(card: Any) -> str:
    """Return the path of a card's first link."""
    return str(re.findall(rf"{re.escape(PUBLIC)}(/files/[\w-]+)", str(card))[0])


async def test_a_discarded_or_forgotten_form_takes_its_screenshots_along(
    world: World, stored: Stored
) -> None:
    rhys = world.person("Rhys Reporter", 1)
    await form(rhys)
    await rhys.say("", attachments=attached(stored, "a.jpg"))
    assert await rows(world) == 1
    await rhys.say("discard")
    assert await rows(world) == 0
    await form(rhys)
    await rhys.say("", attachments=attached(stored, "a.jpg"))
    world.clock.move(minutes=59)
    await rhys.say("no link")  # the form is still in use
    await world.stores.screenshots.forget_old(world.clock.now)
    assert await rows(world) == 1
    world.clock.move(minutes=61)
    assert "closed it" in words(await rhys.say("hello"))
    assert await rows(world) == 0


async def test_a_screenshot_can_be_added_later_by_itself(world: World, stored: Stored) -> None:
    rhys, priya = world.person("Rhys Reporter", 1), world.handler("Priya Handler", 7)
    review = (await rhys.press(await form(rhys), "Check before sending", **FORM))["value"]
    await rhys.press(review, "Send")
    reference = (await world.stores.reports.reports_of(world.directory_id(1)))[0].reference
    await rhys.say(f"add {reference}")
    heard = words(await rhys.say("", attachments=attached(stored, "a.jpg")))
    assert "I kept 1 screenshot" in heard
    assert f"Added to {reference}" in heard
    await world.deliver()
    links = await priya.mention(f"screenshots {world.case_reference()}")
    assert len(await shown(world, [links, world.connector.posted("a:29:person-7")])) == 1
    await rhys.say(f"add {reference}")
    said = words(await rhys.say("more", attachments=attached(stored, *"12345")))
    assert "at most" in said
    assert await rows(world) == 1


async def test_the_reporter_hears_what_was_not_taken_and_why(world: World, stored: Stored) -> None:
    rhys = world.person("Rhys Reporter", 1)
    assert "only while a report is open" in words(
        await rhys.say("", attachments=attached(stored, "a.jpg"))
    )
    await form(rhys)
    lost = attached(stored, "lost.jpg")
    del stored.files[HOST + "lost.jpg"]
    script = attached(stored, "evil.png", content=b"<script>")
    heard = words(await rhys.say("", attachments=[*lost, *script]))
    assert "could not fetch one file" in heard
    assert "could not read one file as a picture" in heard
    assert await rows(world) == 0
    heard = words(await rhys.say("", attachments=attached(stored, *"abcdefg")))
    assert "I kept 5 screenshots" in heard
    assert "five screenshots at most" in heard
    assert await rows(world) == 5


async def test_where_others_read_along_no_file_is_fetched(world: World, stored: Stored) -> None:
    priya = world.handler("Priya Handler", 7)
    files = attached(stored, "a.jpg")
    entity = {"type": "mention", "text": "<at>Bot</at>", "mentioned": {"id": "28:x"}}
    await priya.say("<at>Bot</at> queue", attachments=files, entities=[entity])
    assert await rows(world) == 0


async def test_a_link_opens_no_screenshot_of_another_case(world: World, stored: Stored) -> None:
    references = []
    for number, name in ((1, "Rhys Reporter"), (2, "Wyn Witness")):
        person = world.person(name, number)
        opened = await form(person)
        await person.say("", attachments=attached(stored, "a.jpg"))
        other = {"link": "", "no_link": "true"}
        review = (await person.press(opened, "Check before sending", **(FORM | other)))["value"]
        await person.press(review, "Send")
        references.append(world.case_reference())
    casework = world.stores.casework
    first = await casework.case(references[0], READER, ReadFor.CASE)
    (screenshot,) = first.reports[0].screenshots
    assert (await casework.screenshot(references[0], screenshot, READER)).kind == "image/jpeg"
    with pytest.raises(UnknownScreenshot):
        await casework.screenshot(references[1], screenshot, READER)


def in_folder(folder: Path) -> bytes:
    """Return all bytes of the database's files."""
    return b"".join(path.read_bytes() for path in folder.glob("records.sqlite3*"))


async def test_the_database_holds_no_pixel_in_the_clear(
    world: World, stored: Stored, tmp_path: Path
) -> None:
    rhys = world.person("Rhys Reporter", 1)
    await form(rhys)
    await rhys.say("", attachments=attached(stored, "a.jpg"))
    raw = in_folder(tmp_path)
    assert await rows(world) == 1
    assert b"JFIF" not in raw
    assert SECRET.encode() not in raw
    assert b"sharepoint" not in raw
